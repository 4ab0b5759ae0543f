#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "intake/table.h"

namespace thongbao::pull {

/// Rows that the plugin was given and that are not settled yet, in the order of the list.
class OpenRows {
 public:
  std::size_t size() const { return rows_.size(); }

  /// Takes the content of `row` and gives it the memory of an earlier one.
  void add(intake::Row& row, std::int64_t hash) {
    rows_.push_back({std::move(row), hash, false});
    row = {};
    if (spare_.empty()) return;
    row = std::move(spare_.back());
    spare_.pop_back();
  }

  const intake::Row* find(std::uint64_t number) {
    const auto open = at(number);
    return open == rows_.end() ? nullptr : &open->row;
  }

  /// Of a row that is open.
  std::int64_t hashOf(std::uint64_t number) { return at(number)->hash; }

  /// Something was said of the row. One row may give several sellers.
  void answer(std::uint64_t number) { at(number)->isAnswered = true; }

  /// The rows up to this one are done with; those that nothing was said of are `forgotten`.
  template <class Forgotten>
  void settle(std::uint64_t taken, const Forgotten& forgotten) {
    for (; !rows_.empty() && rows_.front().row.number <= taken; rows_.pop_front()) {
      if (!rows_.front().isAnswered) forgotten(rows_.front().row);
      spare_.push_back(std::move(rows_.front().row));
    }
  }

 private:
  struct Open {
    intake::Row row;
    std::int64_t hash = 0;
    bool isAnswered = false;
  };
  std::deque<Open>::iterator at(std::uint64_t number) {
    const auto found =
        std::lower_bound(rows_.begin(), rows_.end(), number,
                         [](const Open& open, std::uint64_t n) { return open.row.number < n; });
    return found != rows_.end() && found->row.number == number ? found : rows_.end();
  }

  std::deque<Open> rows_;
  std::vector<intake::Row> spare_;
};

}  // namespace thongbao::pull
