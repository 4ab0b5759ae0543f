#include "delivery/outbox.h"

#include <gmock/gmock.h>

#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace thongbao::delivery {
namespace {

using domain::DispatchState;
using domain::Grant;
using namespace std::chrono_literals;

const std::function<void(const Tally&)> kQuiet = [](const Tally&) {};

/// A queue of numbered mails in memory, which checks what every outbox may rely on.
class Queue : public Outbox {
 public:
  explicit Queue(int mails) {
    for (int i = 1; i <= mails; ++i) waiting.push_back(i);
  }

  std::vector<Job> next(std::size_t most) override {
    if (asked) asked();
    std::vector<Job> jobs;
    for (; !waiting.empty() && jobs.size() < most; waiting.pop_front()) {
      const std::int64_t id = waiting.front();
      jobs.emplace_back([this, id, tried = attempts[id]](std::size_t) {
        if (id == broken) throw std::runtime_error("a broken register");
        Letter letter;
        letter.intent.dispatch = id;
        letter.attempts = tried;
        if (id == cannotBeMade) letter.failure = {DispatchState::refused, "too wide"};
        return letter;
      });
    }
    return jobs;
  }

  std::vector<Grant> exchange(const std::vector<Handed>& handed,
                              const std::vector<const Letter*>& letters) override {
    ++exchanges;
    for (const Handed& one : handed) {
      EXPECT_EQ(sending.erase(one.dispatch), 1U) << "settled without having been begun";
      settled[one.dispatch] = one.outcome.state;
    }
    std::vector<Grant> grants;
    for (const Letter* letter : letters) {
      Grant grant = decide ? decide(letter->intent.dispatch) : Grant{Grant::given, {}, false};
      if (grant.kind == Grant::given) {
        sending.insert(letter->intent.dispatch);
        ++attempts[letter->intent.dispatch];
      }
      grants.push_back(grant);
    }
    mostSending = std::max(mostSending, sending.size());
    return grants;
  }

  Outcome carry(std::size_t, const Letter& letter) override {
    {
      const std::lock_guard lock(mutex);
      wire.push_back(letter.intent.dispatch);
    }
    return outcome ? outcome(letter.intent.dispatch) : Outcome{DispatchState::accepted, "250"};
  }

  std::optional<base::Instant> nextChance() override { return chance ? chance() : std::nullopt; }
  bool waitsUntil(base::Instant) override { return patient; }

  std::deque<std::int64_t> waiting;
  std::map<std::int64_t, int> attempts;
  std::set<std::int64_t> sending;
  std::map<std::int64_t, DispatchState> settled;
  std::vector<std::int64_t> wire;
  std::function<void()> asked;
  std::function<Grant(std::int64_t)> decide;
  std::function<Outcome(std::int64_t)> outcome;
  std::function<std::optional<base::Instant>()> chance;
  std::int64_t broken = 0, cannotBeMade = 0;
  std::size_t mostSending = 0;
  int exchanges = 0;
  bool patient = false;
  std::mutex mutex;
};

class OutboxTest : public testing::Test {
 protected:
  Tally send(Queue& queue, std::size_t connections = 4, std::uint64_t limit = 0) {
    Delivery delivery;
    delivery.connections = connections;
    delivery.preparers = 2;
    delivery.limit = limit;
    delivery.clock = &clock_;
    delivery.sleep = [this](std::chrono::milliseconds time) {
      slept_ += time;
      clock_.advance(time);
    };
    return deliver(queue, delivery, stop_, told_);
  }
  base::FixedClock clock_{base::Instant{std::chrono::hours(1)}};
  std::chrono::milliseconds slept_{0};
  std::atomic<bool> stop_{false};
  std::function<void(const Tally&)> told_ = kQuiet;
};

TEST_F(OutboxTest, SendsEachMailOnceAndNeverMoreAtATimeThanConnections) {
  Queue queue(500);
  const Tally tally = send(queue);
  EXPECT_EQ(tally.accepted, 500U);
  EXPECT_EQ(std::set<std::int64_t>(queue.wire.begin(), queue.wire.end()).size(), 500U);
  EXPECT_EQ(queue.wire.size(), 500U);
  EXPECT_EQ(queue.settled.size(), 500U);
  EXPECT_LE(queue.mostSending, 4U);
  EXPECT_TRUE(queue.sending.empty());
}

TEST_F(OutboxTest, LetsOneBadRecipientNotTouchItsNeighbours) {
  Queue queue(20);
  queue.outcome = [](std::int64_t id) -> Outcome {
    if (id == 7) return {DispatchState::refused, "550"};
    if (id == 9) return {DispatchState::deferred, "451"};
    if (id == 11) return {DispatchState::unknown, "lost"};
    return {DispatchState::accepted, "250"};
  };
  const Tally tally = send(queue);
  EXPECT_EQ(tally.accepted, 17U);
  EXPECT_EQ(tally.refused, 1U);
  EXPECT_EQ(tally.deferred, 1U);
  EXPECT_EQ(tally.unknown, 1U);
}

TEST_F(OutboxTest, SettlesAMailThatCannotBeMadeWithoutTheServer) {
  Queue queue(3);
  queue.cannotBeMade = 2;
  EXPECT_EQ(send(queue).refused, 1U);
  EXPECT_THAT(queue.wire, testing::UnorderedElementsAre(1, 3));
  EXPECT_EQ(queue.settled.at(2), DispatchState::refused);
}

TEST_F(OutboxTest, EndsWithItsLimitAndSettlesAllThatItBegan) {
  Queue queue(100);
  EXPECT_EQ(send(queue, 4, 10).accepted, 10U);
  EXPECT_EQ(queue.wire.size(), 10U);
  EXPECT_TRUE(queue.sending.empty());
}

TEST_F(OutboxTest, StopsSoonAndSettlesAllThatItBegan) {
  Queue queue(10'000);
  told_ = [&](const Tally& tally) { stop_ = stop_ || tally.all() >= 5; };
  const Tally tally = send(queue);
  EXPECT_GE(tally.accepted, 5U);
  EXPECT_LT(tally.accepted, 100U);
  EXPECT_EQ(queue.settled.size(), queue.wire.size());
  EXPECT_TRUE(queue.sending.empty());
}

TEST_F(OutboxTest, GivesUpWhenTheServerIsOfNoUseThreeTimesInARow) {
  Queue queue(1000);
  queue.outcome = [](std::int64_t id) {
    return id > 10 ? Outcome{DispatchState::deferred, "421", true}
                   : Outcome{DispatchState::accepted, "250"};
  };
  const Tally tally = send(queue, 2);
  EXPECT_TRUE(tally.gaveUp);
  EXPECT_LE(tally.deferred, 5U) << "three, and what was on the other connection";
  EXPECT_TRUE(queue.sending.empty());
}

TEST_F(OutboxTest, SendsNothingThatIsNeverGranted) {
  Queue queue(10);
  queue.decide = [](std::int64_t id) {
    return Grant{id % 2 ? Grant::given : Grant::never, {}, false};
  };
  EXPECT_EQ(send(queue).accepted, 5U);
  EXPECT_EQ(queue.wire.size(), 5U);
}

TEST_F(OutboxTest, WaitsForALimitWhenItIsShort) {
  Queue queue(10);
  queue.patient = true;
  int begun = 0;
  const base::Instant until = clock_.now() + 30s;
  queue.decide = [&](std::int64_t) {
    if (begun == 5 && clock_.now() < until) return Grant{Grant::later, until, false};
    ++begun;
    return Grant{Grant::given, {}, false};
  };
  EXPECT_EQ(send(queue).accepted, 10U);
  EXPECT_EQ(slept_, 30s);
}

TEST_F(OutboxTest, EndsAndSaysWhenItGoesOnWhenALimitIsLong) {
  Queue queue(10);
  const base::Instant until = clock_.now() + 1h;
  int begun = 0;  // mails are made by two, and so come in any order
  queue.decide = [&](std::int64_t) {
    return begun == 5 ? Grant{Grant::later, until, false}
                      : (++begun, Grant{Grant::given, {}, false});
  };
  const Tally tally = send(queue, 1);
  EXPECT_EQ(tally.accepted, 5U);
  EXPECT_EQ(tally.goesOnAt, until);
}

TEST_F(OutboxTest, GoesOnWithOtherDomainsWhenOneHasItsShare) {
  Queue queue(10);
  queue.decide = [&](std::int64_t id) {
    return id == 3 ? Grant{Grant::later, clock_.now() + 1h, true} : Grant{Grant::given, {}, false};
  };
  queue.chance = [&]() -> std::optional<base::Instant> { return clock_.now() + 1h; };
  const Tally tally = send(queue);
  EXPECT_EQ(tally.accepted, 9U);
  EXPECT_EQ(tally.goesOnAt, clock_.now() + 1h);
}

TEST_F(OutboxTest, TakesUpWhatComesBackIntoTheQueueWhileItWaits) {
  Queue queue(1);
  queue.patient = true;
  int asked = 0;
  queue.chance = [&]() -> std::optional<base::Instant> {
    if (++asked > 1) return std::nullopt;
    queue.waiting.push_back(2);
    return clock_.now() + 10s;
  };
  EXPECT_EQ(send(queue).accepted, 2U);
  EXPECT_GE(slept_, 1s);
}

TEST_F(OutboxTest, SettlesWhatIsOnTheWireBeforeABrokenRegisterEndsIt) {
  Queue queue(50);
  queue.broken = 20;
  queue.outcome = [](std::int64_t) {
    std::this_thread::sleep_for(2ms);
    return Outcome{DispatchState::accepted, "250"};
  };
  EXPECT_THROW(send(queue), std::runtime_error);
  EXPECT_TRUE(queue.sending.empty());
  EXPECT_EQ(queue.settled.size(), queue.wire.size());
}

TEST_F(OutboxTest, RecordsSeveralMailsTogether) {
  Queue queue(400);
  queue.outcome = [](std::int64_t) {
    std::this_thread::sleep_for(1ms);
    return Outcome{DispatchState::accepted, "250"};
  };
  send(queue, 8);
  EXPECT_LT(queue.exchanges, 400) << "as many steps as mails, though eight leave at a time";
}

TEST_F(OutboxTest, SettlesWhatIsOnTheWireWhenNoMoreCanBeBegun) {
  Queue queue(2);
  std::promise<void> failed;
  queue.outcome = [&](std::int64_t) {
    failed.get_future().wait();
    return Outcome{DispatchState::accepted, "250"};
  };
  queue.decide = [&](std::int64_t id) -> Grant {
    const std::lock_guard lock(queue.mutex);
    if (id == 1) return {Grant::given, {}, false};
    if (queue.wire.empty()) {
      queue.waiting.push_back(id);
      return {Grant::later, {}, true};
    }
    failed.set_value();
    throw std::runtime_error("a full disk");
  };
  EXPECT_THROW(send(queue), std::runtime_error);
  EXPECT_EQ(queue.settled, (std::map<std::int64_t, DispatchState>{{1, DispatchState::accepted}}));
}

TEST_F(OutboxTest, SettlesWhatIsOnTheWireWhenTheQueueCannotBeRead) {
  Queue queue(1);
  std::promise<void> failed;
  queue.outcome = [&](std::int64_t) {
    failed.get_future().wait();
    return Outcome{DispatchState::accepted, "250"};
  };
  queue.asked = [&] {
    if (queue.sending.empty()) return;
    failed.set_value();
    throw std::runtime_error("a broken register");
  };
  EXPECT_THROW(send(queue), std::runtime_error);
  EXPECT_EQ(queue.settled, (std::map<std::int64_t, DispatchState>{{1, DispatchState::accepted}}));
}

}  // namespace
}  // namespace thongbao::delivery
