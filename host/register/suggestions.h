#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "register/accounts.h"
#include "register/database.h"
#include "register/link_key.h"
#include "register/records.h"

namespace thongbao::registry {

/// Finds accounts of different parties that share weak keys, inside one `read`: all accounts are
/// walked once and leave nothing but lookups in a temporary table, which goes with the `read`; only
/// those that meet in it are read again and compared in full.
class Suggester {
 public:
  Suggester(Database& database, std::size_t most, int leastScore);
  std::vector<Suggestion> find();

 private:
  /// An account with all that its pairs are judged by.
  struct Member {
    Suggestion::Account account;
    std::vector<LinkKey> keys;
    std::string taxCode;
    bool isBankKnown = false;
  };
  void noteLookups();
  std::vector<Member> membersOf(std::int64_t lookup);
  void compare(std::int64_t lookup, const std::vector<Member>& members);
  bool isProof(const LinkKey& key, const Member& a, const Member& b);
  std::vector<LinkKey> sharedKeys(const Member& a, const Member& b);
  void keepBest(std::size_t most);

  Database& database_;
  AccountReader reader_;
  std::size_t most_;
  int leastScore_;
  std::vector<Suggestion> found_;
};

}  // namespace thongbao::registry
