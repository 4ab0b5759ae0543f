#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "register/database.h"

namespace thongbao::registry {

/// Inserts pairs of whole numbers, many with one statement: executing one costs more than a row.
class PairInserter {
 public:
  /// `into`: `keys (lookup, seller_id)`.
  PairInserter(Database& database, const std::string& into);
  PairInserter(const PairInserter&) = delete;
  PairInserter& operator=(const PairInserter&) = delete;
  void insert(std::int64_t first, std::int64_t second);
  /// Inserts those that wait for more to come.
  void finish();

 private:
  static constexpr std::size_t kAtOnce = 32;
  soci::statement prepare(std::size_t count);

  Database& database_;
  std::string into_;
  std::array<std::int64_t, kAtOnce> first_{}, second_{};
  std::size_t count_ = 0;
  soci::statement many_, one_;
};

}  // namespace thongbao::registry
