#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace thongbao::registry {

class Database;

/// The rows of an earlier pull, walked along with a new list that mostly has the same rows in the
/// same order. Memory is that of a few ten thousand rows, however long the lists are.
class RowsBefore {
 public:
  /// `pull` 0: there was none.
  RowsBefore(std::unique_ptr<Database> database, std::int64_t pull, std::int64_t firstRecord);
  ~RowsBefore();
  /// The accounts that a row of this hash told of; empty when there was none near the place that
  /// the earlier list has reached. Throws Error like Register.
  std::vector<std::int64_t> sellersOf(std::int64_t rowHash);

 private:
  struct Row {
    std::int64_t hash, seller;
  };
  using Rows = std::vector<Row>;  ///< in the order of their hashes
  Rows read();
  static void collect(const Rows& rows, std::int64_t hash, std::vector<std::int64_t>& sellers);

  std::unique_ptr<Database> database_;
  std::int64_t pull_, next_;
  Rows here_, ahead_;
  std::size_t metAhead_ = 0;
};

}  // namespace thongbao::registry
