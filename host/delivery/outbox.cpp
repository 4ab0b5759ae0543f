#include "delivery/outbox.h"

namespace thongbao::delivery {

namespace {

void count(Tally& tally, domain::DispatchState state) {
  switch (state) {
    case domain::DispatchState::accepted:
      ++tally.accepted;
      break;
    case domain::DispatchState::deferred:
      ++tally.deferred;
      break;
    case domain::DispatchState::refused:
      ++tally.refused;
      break;
    default:
      ++tally.unknown;
  }
}

constexpr int kMostTroublesInARow = 3;

/// Rounded up, so that a minute never sees one more.
std::chrono::milliseconds pauseOf(const Pace& pace) {
  constexpr std::uint64_t kMinute = 60'000;
  return std::chrono::milliseconds(pace.perMinute ? (kMinute + pace.perMinute - 1) / pace.perMinute
                                                  : 0);
}

}  // namespace

Tally deliver(Outbox& outbox, const Pace& pace, std::uint64_t limit, const std::atomic<bool>& stop,
              const std::function<void(const Tally&)>& told) {
  const std::chrono::milliseconds between = pauseOf(pace);
  Tally tally;
  bool mailBefore = false;
  int troubles = 0;
  while (!stop && !tally.gaveUp && (limit == 0 || tally.all() < limit)) {
    if (mailBefore && between.count() > 0) pace.sleep(between);
    if (stop) break;
    const auto dispatch = outbox.take();
    if (!dispatch) break;
    const Outcome outcome = outbox.handOver(*dispatch);
    outbox.settle(*dispatch, outcome);
    mailBefore = dispatch->channel == domain::Channel::mail;
    troubles = outcome.serverTrouble ? troubles + 1 : 0;
    tally.gaveUp = troubles == kMostTroublesInARow;
    count(tally, outcome.state);
    told(tally);
  }
  return tally;
}

}  // namespace thongbao::delivery
