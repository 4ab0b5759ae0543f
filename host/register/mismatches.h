#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace thongbao::registry {

/// A row of a view that the chain did not make so.
struct Mismatch {
  std::string table;
  std::int64_t sequence = 0;  ///< the last entry about that row; 0 when no entry made it
};

/// Keeps the one of the earliest entry. A row that no entry made counts least: the others tell
/// more.
class Mismatches {
 public:
  void add(const char* table, std::int64_t sequence) {
    if (!first_ || order(sequence) < order(first_->sequence)) first_ = {table, sequence};
  }
  const std::optional<Mismatch>& first() const { return first_; }

 private:
  static std::uint64_t order(std::int64_t sequence) {
    return static_cast<std::uint64_t>(sequence) - 1;
  }
  std::optional<Mismatch> first_;
};

}  // namespace thongbao::registry
