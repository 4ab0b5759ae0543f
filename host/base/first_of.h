#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace thongbao::base {

/// So many rows are shown of what may be a million.
inline constexpr std::uint32_t kMostShown = 200;

/// The first of what may be a million, to be shown, and how many more there were.
template <class Item>
class FirstOf {
 public:
  void add(Item item) {
    if (items_.size() < kMostShown)
      items_.push_back(std::move(item));
    else
      ++more_;
  }

  const std::vector<Item>& items() const { return items_; }
  std::uint64_t more() const { return more_; }
  std::uint64_t all() const { return items_.size() + more_; }

 private:
  std::vector<Item> items_;
  std::uint64_t more_ = 0;
};

}  // namespace thongbao::base
