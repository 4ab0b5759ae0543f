#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/seller.h"
#include "register/accounts.h"
#include "register/database.h"
#include "register/link_key.h"

namespace thongbao::registry {

/// Makes parties of accounts, inside one `write`. Holds its prepared statements: for many accounts
/// use one Linker.
class Linker {
 public:
  explicit Linker(Database& database);

  /// Links accounts by the keys that were noted since the last time. Returns the keys that turned
  /// out to be shared by too many, which link nobody from now on.
  std::vector<LinkKey> linkNewKeys();

  std::int64_t partyOf(std::int64_t seller);
  /// Joins the parties of both accounts by an officer's word, and tells the chain. `lifted`: the
  /// sequences of unlinks that it ends.
  void joinByOfficer(std::int64_t seller, std::int64_t other, const std::string& officer,
                     const base::Json& lifted);
  /// Takes the accounts out of their party. Their links are forgotten; the caller tells the chain.
  void separate(std::int64_t from, const std::vector<std::int64_t>& sellers);

 private:
  struct Link {
    std::int64_t seller, other;
    std::vector<std::string> reasons;
  };
  std::vector<std::int64_t> newLookups();
  std::vector<std::int64_t> holders(std::int64_t lookup, std::size_t most);
  void linkHolders(std::int64_t lookup, std::vector<LinkKey>& hotlines);
  void linkToOneOf(std::span<const std::int64_t> earlier, std::int64_t seller);
  const std::vector<LinkKey>& keysOfAccount(std::int64_t seller);
  std::optional<LinkKey> keyOf(std::int64_t lookup, std::int64_t seller);
  bool isBlocked(std::int64_t partyA, std::int64_t partyB);
  void join(std::int64_t seller, std::int64_t other);
  void note(Link link);
  void tell(const Sealed& sealed = {}, const base::Json& lifted = base::Json::array());
  void stopLinkingBy(std::int64_t lookup, const LinkKey& key);

  Database& database_;
  AccountReader reader_;
  std::vector<Link> links_;  ///< made, and not yet told to the chain
  std::map<std::int64_t, std::vector<LinkKey>> keysMet_;
  std::int64_t unlinks_ = 0;
  std::int64_t lookup_ = 0, most_ = 0, seller_ = 0, party_ = 0, sequence_ = 0, other_ = 0;
  std::string reason_;
  std::int64_t keep_ = 0, leave_ = 0;
  soci::statement selectHolders_, insertLink_, selectParty_, moveAll_;
};

/// The accounts of a party in the order in which they were first seen.
std::vector<std::int64_t> accountsOf(Database& database, std::int64_t party);

/// Whether too many accounts share the key.
bool linksNobody(Database& database, std::int64_t lookup);

}  // namespace thongbao::registry
