#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "domain/dispatch.h"
#include "domain/notice.h"
#include "domain/seller.h"

namespace thongbao::registry {

/// One link of the chain. `hash` is SHA-256 over the previous hash, sequence, time, kind and
/// payload, as register/FORMAT.md says.
struct Entry {
  std::int64_t sequence = 0;
  std::string time;     ///< ISO, UTC
  std::string kind;     ///< `sellers.kept`
  std::string payload;  ///< canonical JSON, no personal data in the clear
  std::string previous;
  std::string hash;
};

struct Verdict {
  bool whole = false;
  std::int64_t entries = 0;
  std::string head;              ///< hash of the last entry
  std::int64_t firstBroken = 0;  ///< sequence, when not whole; 0 when it is no single entry
  std::string sentence;          ///< what is wrong, for the officer; empty when whole
};

/// A signature over an entry, which is kept outside the register.
struct KeptSeal {
  std::int64_t entry = 0;   ///< sequence
  std::string hash;         ///< of the entry
  std::string sha256;       ///< of the signature
  std::string certificate;  ///< SHA-256 of the signer's
};

struct PullStart {
  std::string platform;
  std::string pluginVersion;
  std::string sourceName;  ///< file name without its folder
  std::string sourceSha256;
  std::string officer = {};  ///< who brought the list, or empty
  /// How the list is read (encoding, sheet, …): whole numbers, texts and lists of texts, so that
  /// its rows can be found again. No personal data.
  base::Json reading = base::Json::object();
};

struct PullEnd {
  std::uint64_t read = 0, added = 0, changed = 0, unchanged = 0, rejected = 0;
  std::string failure;  ///< empty when the pull came to its end
};

enum class Change { added, changed, unchanged };

/// 128 bits.
constexpr std::size_t kSaltBytes = 16;

/// A seller with the row it was read from, and what follows from it: making that costs as much as
/// keeping, and may be done on any thread.
struct SellerRecord {
  /// `rowHash`: of the row's texts and of how they are read; 0 when not known. `salt`: 128 random
  /// bits in hex for the record, or empty: the register makes one. Throws Error(badInput) for a
  /// text that is not UTF-8.
  SellerRecord(domain::Seller seller, std::uint64_t row, std::int64_t rowHash = 0,
               std::string salt = {});

  domain::Seller seller;
  std::uint64_t row;
  std::int64_t rowHash;
  std::string content;             ///< the record of an account that is new
  std::string salt, digest;        ///< of the content; both may be empty
  std::string folded;              ///< the text in which it is searched
  std::int64_t lookup;             ///< of the account
  std::vector<std::int64_t> keys;  ///< lookups of what links it to others
};

/// A row that stands in a list as it stood in the one before: it says nothing new.
struct SeenRow {
  std::int64_t seller = 0;  ///< id
  std::uint64_t row = 0;
  std::int64_t rowHash = 0;
};

/// A row of a list in which an account was seen; the list itself is kept by its hash.
struct Evidence {
  std::int64_t pull = 0;
  std::string platform;
  std::string sourceName;
  std::string sourceSha256;
  std::string officer;  ///< who brought the list, or empty
  base::Json reading;   ///< as in PullStart
  std::uint64_t row = 0;
  std::string seenAt;  ///< ISO
};

/// A key that more accounts share belongs to a hotline, a sales agency or a platform's own desk,
/// not to one seller: it links nobody. The largest shop networks of one owner that teams meet have
/// about a dozen accounts; a wrong party would show one seller another one's accounts.
constexpr std::size_t kMostAccountsOfOneKey = 20;

/// A key that too many accounts share: a hotline, a sales agency, a market's address. It links
/// nobody.
struct SharedKey {
  std::string kind;   ///< as in domain::PartyLink
  std::string value;  ///< empty when it was erased
};

struct SellerView {
  std::int64_t id = 0;
  std::int64_t partyId = 0;
  domain::Seller seller;
  std::string communeCode;  ///< in the table of communes, or empty
  std::string firstSeen;    ///< ISO
  std::string lastSeen;
  bool isErased() const { return seller.key.accountId.empty(); }
};

/// Two accounts that look like one person's.
struct Suggestion {
  struct Account {
    std::int64_t id = 0;
    std::int64_t partyId = 0;
    std::string platform, accountId;
    std::string name;  ///< legal name, else the shop's
  };
  struct Reason {
    std::string kind;   ///< `address_and_name`, `enterprise`, …, as in suggestions.cpp
    std::string value;  ///< what both have, in the form that is compared
  };
  Account a, b;   ///< the one that was seen first is a
  int score = 0;  ///< 1–99; 100 would be certain
  std::vector<Reason> reasons;
};

/// The file of an official table of communes.
struct AreaSource {
  std::string name;  ///< without its folder
  std::string sha256;
};

struct AreaImport {
  std::uint64_t communes = 0;
  std::uint64_t accounts = 0;  ///< all there are
  std::uint64_t found = 0;     ///< of them, those whose commune is known now
};

/// Empty fields let everyone through.
struct SellerFilter {
  std::string platform;
  std::string province;  ///< code
  std::string query;     ///< part of name, legal name, address, phone, url; folded, without marks
  std::string commune = {};  ///< code
};

struct CampaignSpec {
  std::string name;
  std::string templateName;
  int step = 1;
  std::vector<domain::Channel> channels;  ///< at least one
  SellerFilter filter;
};

enum class CampaignState { created, planned, approved, paused, finished, cancelled };
std::string toString(CampaignState state);
std::string shown(CampaignState state);

struct Campaign {
  CampaignSpec spec;
  CampaignState state = CampaignState::created;
  base::Date documentDate{};  ///< of the plan
  std::string approvedBy;
  std::string createdAt;
  std::string approvedAt;
};

/// One party in the plan: written to through these channels, or skipped for a reason.
struct PlannedDispatch {
  std::int64_t partyId = 0;
  std::string partyName;
  struct Way {
    domain::Channel channel;
    std::string address;
  };
  std::vector<Way> ways;
  std::string skipped;  ///< stored word: `no_address`, `already_written`, `outside_area`; or empty
  std::string detail;   ///< for the officer: which campaign wrote already, …
};
base::Json toJson(const PlannedDispatch& planned);

/// What an approval gave out.
struct Approved {
  std::uint64_t notices = 0;
  std::uint64_t dispatches = 0;
  std::string firstNumber, lastNumber;  ///< `05/TB-QLTT`
};

struct StoredNotice {
  std::string hash;
  std::string campaign;
  std::int64_t partyId = 0;
  domain::Notice notice;
  std::string issuedAt;
  bool erased = false;  ///< personal data were erased; `notice` is empty then
};

/// The last number that was given of a symbol's year.
struct LastNumber {
  std::string symbol;
  int year = 0;
  std::int64_t number = 0;
};

/// A register that was put back.
struct Restored {
  std::string copiedAt;  ///< ISO; empty when it was no marked copy
  struct Doubtful {
    std::string campaign;
    std::uint64_t dispatches = 0;  ///< that are unknown now
  };
  std::vector<Doubtful> doubtful;
};

struct PulledList {
  std::string sha256;
  std::string name;  ///< file name without its folder
  bool operator==(const PulledList&) const = default;
};

/// What of a party was erased, or would be.
struct Erased {
  std::int64_t party = 0;
  std::vector<std::int64_t> accounts;
  std::int64_t records = 0;  ///< that held something
  std::int64_t texts = 0;    ///< officers' words about its accounts
  std::int64_t notices = 0;  ///< that were issued to it, and stay
  bool wasErased = false;    ///< before; nothing was left to do
};

struct Sent {
  std::string campaign;
  std::string templateName;
  domain::Dispatch dispatch;
  std::string number;  ///< `05/TB-QLTT`
  std::string at;      ///< ISO
};

}  // namespace thongbao::registry
