#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/seller.h"
#include "register/accounts.h"
#include "register/database.h"
#include "register/pair_inserter.h"

namespace thongbao::registry {

/// Finds accounts by platform and account id, and notes their keys. What is new is first remembered
/// here and entered into the tables `accounts` and `keys` many at a time, in their order: one by
/// one each would write a page of its own. Each batch enters a part, so that none takes long. What
/// a process that died had not entered is made once more out of the records.
class SellerIndex {
 public:
  explicit SellerIndex(Database& database);

  // Inside a `write`.
  /// First of all: takes in what others kept meanwhile.
  void begin();
  std::optional<std::int64_t> find(std::int64_t lookup, const domain::SellerKey& key);
  /// The account is in the table `sellers` since now.
  void add(std::int64_t seller, std::int64_t lookup, const std::vector<std::int64_t>& keys);
  /// Enters all that is remembered.
  void enter();

 private:
  using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;
  /// Lookups with their sellers, and where they are to be entered.
  struct Entering {
    PairInserter into;
    Pairs pairs = {};  ///< in order
    std::size_t done = 0;
    bool isOver() const { return done == pairs.size(); }
    void start(Pairs all);
    void some(std::size_t most);
  };
  using BySeller = std::unordered_multimap<std::int64_t, std::int64_t>;

  void startEntering();
  void enterSome(std::size_t most);
  bool isThis(std::int64_t seller, const domain::SellerKey& key);
  bool mayHave(std::int64_t lookup);
  void readFilter();
  void recover();

  Database& database_;
  AccountReader reader_;
  BySeller fresh_;  ///< lookup → seller
  Pairs freshKeys_;
  Entering accounts_, keys_;
  std::int64_t last_ = 0;         ///< the newest seller that is entered or remembered
  std::int64_t lastEntered_ = 0;  ///< the newest of those that are being entered
  std::vector<bool> filter_;  ///< bits of the lookups that `accounts` has, once many were asked for
  std::size_t asked_ = 0;
  std::int64_t lookup_ = 0, seller_ = 0;
  std::string platform_, accountId_;
  soci::statement select_, check_;
};

}  // namespace thongbao::registry
