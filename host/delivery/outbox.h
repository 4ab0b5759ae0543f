#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "delivery/smtp.h"
#include "domain/dispatch.h"

namespace thongbao::delivery {

/// The queue as a worker sees it; campaign/ puts the register behind it.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// The next approved dispatch, its intent already committed, or nullopt when none is left.
  virtual std::optional<domain::Dispatch> take() = 0;
  /// Hands the dispatch over through its channel.
  virtual Outcome handOver(const domain::Dispatch& dispatch) = 0;
  /// Commits the outcome.
  virtual void settle(const domain::Dispatch& dispatch, const Outcome& outcome) = 0;
};

struct Tally {
  std::uint64_t accepted = 0, deferred = 0, refused = 0, unknown = 0;
  bool gaveUp = false;  ///< the mail server was of no use several times in a row
  std::uint64_t all() const { return accepted + deferred + refused + unknown; }
};

/// Keeps to at most so many mails a minute (0: no limit) by a pause behind each, however long the
/// handing over takes; letters for the printer do not wait. Sleeps through `sleep`, so that tests
/// do not.
struct Pace {
  std::uint64_t perMinute = 0;
  std::function<void(std::chrono::milliseconds)> sleep;
};

/// Takes, hands over and settles until the outbox is empty, `limit` (0: none) is reached, or
/// `stop` becomes true; what was begun is always settled. `told` is called after each. Gives up
/// when the mail server could not be used three times in a row: the rest would only wait longer.
Tally deliver(Outbox& outbox, const Pace& pace, std::uint64_t limit, const std::atomic<bool>& stop,
              const std::function<void(const Tally&)>& told);

}  // namespace thongbao::delivery
