#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/dispatch.h"
#include "register/database.h"
#include "register/mismatches.h"
#include "register/replay_act.h"
#include "register/rows.h"

namespace thongbao::registry {

/// The notices once more: what an entry says of one is compared at once.
class ReplayedNotices {
 public:
  explicit ReplayedNotices(Database& database);
  void issue(const Act& act, Mismatches& found);
  /// Whether the entry issued one. It must stand before the one at hand.
  bool isOne(std::int64_t sequence);
  /// Behind the last entry.
  void finish(Mismatches& found);

 private:
  void skipTo(std::int64_t sequence, Mismatches& found);

  Rows given_, kinds_;
  std::int64_t last_ = 0;
};

/// The dispatches once more. A campaign may have a million: what never changes is compared when the
/// dispatch is approved, and only the rest is held until the end.
class ReplayedDispatches {
 public:
  explicit ReplayedDispatches(Database& database);

  /// The next dispatch. All functions throw a std::exception when the entry does not fit.
  void approve(const Act& act, std::uint32_t campaign);
  /// What came of it; its word must be one that may follow.
  void change(const Act& act);
  /// All that are approved of the campaign wait from now on. Returns how many.
  std::int64_t queue(std::int64_t sequence, std::uint32_t campaign);
  /// The register was put back: what waited then may have been sent.
  void restore(std::int64_t sequence) { restored_ = sequence; }
  void compare(Database& database, Mismatches& found);

 private:
  struct Dispatch {
    std::uint32_t message;  ///< its fingerprint
    std::uint32_t last, reply;
    std::uint32_t campaign : 17;
    std::uint32_t attempts : 10;
    std::uint32_t state : 4;
    std::uint32_t differs : 1;  ///< in what never changes
  };
  static std::uint32_t bitsOf(domain::DispatchState state) {
    return static_cast<std::uint32_t>(state) & 0xFU;
  }
  bool isGiven(const Act& act) const;
  bool isSame(const Rows& rows, const Dispatch& dispatch, std::int64_t id) const;
  std::uint32_t fingerprint(std::string_view text) const;

  std::uint64_t seed_;  ///< of each verification: nobody can choose a text by its fingerprint
  Rows given_;
  bool hasStray_ = false;
  std::int64_t restored_ = 0;
  std::vector<Dispatch> dispatches_;  ///< by id, from 1
  std::vector<std::uint32_t> again_;  ///< fingerprints in that order, once any was deferred
};

}  // namespace thongbao::registry
