#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/relay.h"
#include "register/register.h"

namespace thongbao::pull {

/// What is kept together: everything up to a checkpoint of the plugin.
struct Group {
  std::vector<registry::SellerRecord> sellers;
  std::vector<registry::SeenRow> seen;
  std::string cursor;
  std::uint64_t read = 0;  ///< rows of the list so far
  std::size_t size() const { return sellers.size() + seen.size(); }
};

/// Keeps groups on a thread of its own, while the next one is read.
class Keeper {
 public:
  /// `told` is called on that thread, behind each group.
  Keeper(registry::Register& store, std::int64_t pull,
         const std::function<void(const registry::PullEnd&)>& told);

  /// Throws Error: what keeping an earlier group threw.
  void give(Group group);
  /// Waits until all groups are kept. Throws as `give`.
  void finish() { relay_.finish(); }
  /// Of the groups that are kept; behind `finish`, or when something threw.
  const registry::PullEnd& counts() const { return counts_; }

 private:
  void keep(Group group);

  registry::Register& store_;
  std::int64_t pull_;
  const std::function<void(const registry::PullEnd&)>& told_;
  registry::PullEnd counts_;
  std::mutex mutex_;
  /// Kept. Their memory goes back on the thread that took it: two threads that take from and give
  /// to one heap wait for each other at every text.
  std::vector<Group> spent_;
  base::Relay<Group> relay_;
};

}  // namespace thongbao::pull
