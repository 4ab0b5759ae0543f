#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/ahead.h"

namespace thongbao::campaign {

/// base::Ahead for small items: they are handed over many at once, because handing over one costs
/// as much as making it.
template <class Item>
class ManyAhead {
 public:
  /// As of base::Ahead. The items of the batch in which `make` throws are lost.
  explicit ManyAhead(std::function<std::optional<Item>()> make)
      : make_(std::move(make)), batches_([this] { return readBatch(); }) {}

  std::optional<Item> next() {
    if (at_ == batch_.size()) {
      auto batch = batches_.next();
      if (!batch) return std::nullopt;
      batch_ = std::move(*batch);
      at_ = 0;
    }
    return std::move(batch_[at_++]);
  }

 private:
  static constexpr std::size_t kAtOnce = 32;

  std::optional<std::vector<Item>> readBatch() {
    std::vector<Item> batch;
    while (!ended_ && batch.size() < kAtOnce) {
      std::optional<Item> item = make_();
      ended_ = !item;
      if (item) batch.push_back(std::move(*item));
    }
    if (batch.empty()) return std::nullopt;
    return batch;
  }

  std::function<std::optional<Item>()> make_;
  bool ended_ = false;  ///< both are the other thread's
  std::vector<Item> batch_;
  std::size_t at_ = 0;
  base::Ahead<std::vector<Item>> batches_;
};

}  // namespace thongbao::campaign
