#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "domain/seller.h"
#include "register/database.h"

namespace thongbao::registry {

/// Finds accounts by platform and account id. New ones are first remembered here and entered into
/// the table `accounts` many at a time, in its order: one by one they would write a page each.
class AccountIndex {
 public:
  explicit AccountIndex(Database& database);
  /// At the start of a `write`: takes in what others entered meanwhile.
  void begin();
  std::optional<std::int64_t> find(std::int64_t lookup, const domain::SellerKey& key);
  /// The account is in the table `sellers` since now.
  void add(std::int64_t lookup, std::int64_t seller);

 private:
  bool isThis(std::int64_t seller, const domain::SellerKey& key);
  void enterAll();

  Database& database_;
  std::unordered_multimap<std::int64_t, std::int64_t> fresh_;  ///< lookup → seller
  std::int64_t last_ = -1;  ///< the newest seller that is either in the table or in `fresh_`
  std::int64_t lookup_ = 0, seller_ = 0;
  std::string platform_, accountId_;
  soci::statement select_, check_;
};

}  // namespace thongbao::registry
