#include "delivery/outbox.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>

#include "delivery/workers.h"

namespace thongbao::delivery {

namespace {

constexpr int kMostTroublesInARow = 3;
/// Letters that are made before a connection is free for them, a connection.
constexpr std::size_t kAhead = 2;
constexpr std::chrono::milliseconds kShortestSleep{1}, kLongestSleep{1000};
/// So long a mail that was handed over waits for others, to be recorded with them: each step costs
/// a write to the disk.
constexpr std::chrono::milliseconds kGathering{2};

/// Wakes the sending thread when a letter was made or handed over.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    rung_ = true;
    changed_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return rung_; });
    rung_ = false;
  }
  void waitUntil(std::chrono::steady_clock::time_point end) {
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, end, [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

class Sending {
 public:
  Sending(Outbox& outbox, const Delivery& delivery, const std::atomic<bool>& stop,
          const std::function<void(const Tally&)>& told)
      : outbox_(outbox),
        delivery_(delivery),
        stop_(stop),
        told_(told),
        preparers_(
            std::max<std::size_t>(1, delivery.preparers),
            [](std::size_t preparer, const Outbox::Job& job) {
              return std::make_unique<Letter>(job(preparer));
            },
            [this] { bell_.ring(); }),
        connections_(
            std::max<std::size_t>(1, delivery.connections),
            [&outbox](std::size_t connection, std::unique_ptr<Letter> letter) {
              return Handed{letter->intent.dispatch, letter->attempts + 1,
                            outbox.carry(connection, *letter)};
            },
            [this] { bell_.ring(); }) {}

  using Letters = std::vector<std::unique_ptr<Letter>>;

  Tally run() {
    for (;;) {
      takeWhatWasMade();
      if (!isEnding()) fetch();
      if (gathers()) {
        bell_.waitUntil(gatheredAt_);
        continue;
      }
      Letters letters = choose();
      if (!letters.empty() || !handed_.empty()) {
        exchange(std::move(letters));
        continue;
      }
      if (preparers_.busy() + connections_.busy() > 0) {
        bell_.wait();
        continue;
      }
      if (connections_.hasMade()) continue;
      if (failure_) std::rethrow_exception(failure_);
      if (preparers_.hasMade()) continue;
      if (isEnding() || !wait()) return tally_;
    }
  }

 private:
  /// A letter that could not be made for a reason of the whole campaign ends it, but what is on
  /// the wire is settled first.
  void takeWhatWasMade() {
    for (Handed& handed : connections_.take()) {
      troubles_ = handed.outcome.serverTrouble ? troubles_ + 1 : 0;
      tally_.gaveUp = tally_.gaveUp || troubles_ >= kMostTroublesInARow;
      if (handed_.empty()) gatheredAt_ = std::chrono::steady_clock::now() + kGathering;
      handed_.push_back(std::move(handed));
      --onTheWire_;
    }
    try {
      for (auto& letter : preparers_.take()) ready_.push_back(std::move(letter));
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

  bool isEnding() const {
    return stop_ || tally_.gaveUp || failure_ || (delivery_.limit && begun_ >= delivery_.limit);
  }

  /// Whether more mails, of those on the wire, may soon be recorded together with what is here.
  bool gathers() const {
    return !handed_.empty() && handed_.size() < connections_.count() / 2 && onTheWire_ > 0 &&
           std::chrono::steady_clock::now() < gatheredAt_;
  }

  bool isLimited() const { return limitedUntil_ > delivery_.clock->now(); }

  /// A queue that cannot be read ends the campaign, but what is on the wire is settled first.
  void fetch() {
    const std::size_t wanted = kAhead * connections_.count();
    const std::size_t ahead = preparers_.busy() + ready_.size();
    if (ahead > wanted / 2 || isLimited()) return;
    try {
      for (Outbox::Job& job : outbox_.next(wanted - ahead)) preparers_.give(std::move(job));
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

  /// Letters for the connections that are free.
  Letters choose() {
    Letters chosen;
    if (isEnding() || isLimited()) return chosen;
    std::size_t most = connections_.count() - onTheWire_;
    if (delivery_.limit) most = std::min<std::uint64_t>(most, delivery_.limit - begun_);
    for (; !ready_.empty() && chosen.size() < most; ready_.pop_front())
      chosen.push_back(std::move(ready_.front()));
    return chosen;
  }

  /// Letters that cannot be begun end the campaign, but what is on the wire is settled first.
  void exchange(Letters chosen) {
    std::vector<const Letter*> letters;
    for (const auto& letter : chosen) letters.push_back(letter.get());
    const std::vector<Handed> handed = std::exchange(handed_, {});
    std::vector<domain::Grant> grants;
    try {
      grants = outbox_.exchange(handed, letters);
    } catch (...) {
      if (!handed.empty()) throw;
      failure_ = std::current_exception();
      return;
    }
    for (const Handed& one : handed) tally_.count(one.outcome.state);
    for (std::size_t i = chosen.size(); i-- > 0;) follow(grants.at(i), std::move(chosen[i]));
    if (!handed.empty()) told_(tally_);
  }

  void follow(const domain::Grant& grant, std::unique_ptr<Letter> letter) {
    if (grant.kind == domain::Grant::given) return begin(std::move(letter));
    if (grant.kind == domain::Grant::never || grant.ofDomain) return;
    limitedUntil_ = std::max(limitedUntil_, grant.until);
    ready_.push_front(std::move(letter));
  }

  void begin(std::unique_ptr<Letter> letter) {
    ++begun_;
    if (letter->failure)
      handed_.push_back({letter->intent.dispatch, letter->attempts + 1, *letter->failure});
    else
      give(std::move(letter));
  }

  void give(std::unique_ptr<Letter> letter) {
    ++onTheWire_;
    connections_.give(std::move(letter));
  }

  /// Nothing is on its way. False when there is nothing to wait for, or it takes too long.
  bool wait() {
    const auto until = isLimited() ? std::optional(limitedUntil_) : outbox_.nextChance();
    if (!until) return false;
    const auto left = *until - delivery_.clock->now();
    if (left.count() > 0 && !outbox_.waitsUntil(*until)) {
      tally_.goesOnAt = until;
      return false;
    }
    delivery_.sleep(std::clamp<std::chrono::milliseconds>(left, kShortestSleep, kLongestSleep));
    return true;
  }

  Outbox& outbox_;
  const Delivery& delivery_;
  const std::atomic<bool>& stop_;
  const std::function<void(const Tally&)>& told_;
  Tally tally_;
  std::deque<std::unique_ptr<Letter>> ready_;
  std::vector<Handed> handed_;
  std::chrono::steady_clock::time_point gatheredAt_;
  base::Instant limitedUntil_{};
  std::uint64_t begun_ = 0;
  std::size_t onTheWire_ = 0;  ///< with those whose outcome was not taken yet
  int troubles_ = 0;
  std::exception_ptr failure_;
  Bell bell_;
  Workers<Outbox::Job, std::unique_ptr<Letter>> preparers_;
  Workers<std::unique_ptr<Letter>, Handed> connections_;
};

}  // namespace

void Tally::count(domain::DispatchState state) {
  using domain::DispatchState;
  const std::pair<DispatchState, std::uint64_t*> counts[] = {{DispatchState::accepted, &accepted},
                                                             {DispatchState::deferred, &deferred},
                                                             {DispatchState::refused, &refused},
                                                             {DispatchState::unknown, &unknown}};
  for (const auto& [known, number] : counts)
    if (known == state) ++*number;
}

Tally deliver(Outbox& outbox, const Delivery& delivery, const std::atomic<bool>& stop,
              const std::function<void(const Tally&)>& told) {
  return Sending(outbox, delivery, stop, told).run();
}

}  // namespace thongbao::delivery
