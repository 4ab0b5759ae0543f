#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "register/database.h"
#include "register/records.h"

namespace thongbao::registry {

/// Erases the personal data of parties. Inside a `write`, but for `look` any transaction will do.
class Eraser {
 public:
  explicit Eraser(Database& database);

  /// What would be erased. Throws Error: notFound, usage when it is no party, or when something is
  /// still on its way to it.
  Erased look(std::int64_t party);
  /// Entry `party.erased`; the records, working copies, rows of plans and officers' words go.
  /// Nothing happens to a party that is erased already.
  Erased erase(std::int64_t party, const std::string& officer, const std::string& reason);

 private:
  void requireParty(std::int64_t party, const std::vector<std::int64_t>& accounts);
  void requireAtRest(std::int64_t party);
  bool isErased(std::int64_t account);
  std::int64_t records(std::int64_t account);
  void readWords();
  std::vector<std::pair<std::int64_t, std::string>> wordsAbout(
      const std::vector<std::int64_t>& accounts) const;
  void forget(std::int64_t account);
  void blank(const std::string& table, const std::string& condition);

  /// A sealed text of an entry that joins or parts accounts.
  struct Words {
    std::int64_t sequence;
    std::string part;
    std::vector<std::int64_t> accounts;
  };

  Database& database_;
  std::vector<Words> words_;
};

/// Parties that were never written to and whose accounts no list has shown since `before` (ISO);
/// none that is erased.
std::vector<std::int64_t> unwrittenPartiesSeenBefore(Database& database, const std::string& before);

}  // namespace thongbao::registry
