#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/seller.h"
#include "register/database.h"

namespace thongbao::registry {

/// A key that more accounts share belongs to a hotline, a sales agency or a platform's own desk,
/// not to one seller: it links nobody. The largest shop networks of one owner that teams meet have
/// about a dozen accounts; a wrong party would show one seller another one's accounts.
constexpr std::size_t kMostAccountsOfOneKey = 20;

/// One strong key of an account: `tax_code`, `identity_number`, `phone` or `email`, and its
/// normal form.
struct LinkKey {
  std::string kind;
  std::string value;
};

std::vector<LinkKey> keysOf(const domain::Seller& seller);

/// Another account with the same keys. One for every party that was found.
struct Match {
  std::int64_t party = 0;
  std::int64_t seller = 0;
  Sealed reasons;  ///< key's kind → value
};

struct Matches {
  std::vector<Match> parties;     ///< lowest party first
  std::vector<LinkKey> hotlines;  ///< keys that one account too many shares from now on
};

/// Makes parties of accounts, inside one `write`. Holds its prepared statements: for many accounts
/// use one Linker.
class Linker {
 public:
  explicit Linker(Database& database);

  /// Parties whose accounts share one of the keys, which the account did not have before.
  Matches matches(std::int64_t seller, const std::vector<LinkKey>& keys);
  /// A new, empty party.
  std::int64_t newParty();
  /// Keeps the keys of an account that is in its party already, joins that party with those of
  /// `matches` (unless an officer separated them), and takes apart what a key linked that turns
  /// out to be a hotline's. `isNew`: the account was put into the first match's party just now, and
  /// its keys are all of them.
  void link(std::int64_t seller, const std::vector<LinkKey>& keys, const Matches& matches,
            bool isNew);

  std::int64_t partyOf(std::int64_t seller);
  /// Joins two parties under the lower id, and tells the chain why. `sealed`: reason → value.
  void join(std::int64_t seller, std::int64_t other, const Sealed& sealed,
            const base::Json& lifted = base::Json::array());
  /// Moves the accounts to a new party. Their links are forgotten.
  std::int64_t separate(std::int64_t from, const std::vector<std::int64_t>& sellers);

 private:
  bool isBlocked(std::int64_t partyA, std::int64_t partyB);
  void record(std::int64_t seller, std::int64_t other, std::int64_t party,
              const std::vector<std::int64_t>& moved, const std::vector<std::int64_t>& merged,
              const Sealed& sealed, const base::Json& lifted);
  void takeApart(const LinkKey& key);

  Database& database_;
  LinkKey key_;
  std::int64_t seller_ = 0, holder_ = 0, party_ = 0, nextParty_ = 0, unlinks_ = 0;
  soci::statement selectHolders_, insertKey_, insertParty_;
};

/// The accounts of a party in the order in which they were first seen.
std::vector<std::int64_t> accountsOf(Database& database, std::int64_t party);

}  // namespace thongbao::registry
