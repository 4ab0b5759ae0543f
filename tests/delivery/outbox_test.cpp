#include "delivery/outbox.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <vector>

namespace thongbao::delivery {
namespace {

using domain::Dispatch;
using domain::DispatchState;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

/// Hands out the states in turn and writes down what happens, in order.
class ListedOutbox : public Outbox {
 public:
  explicit ListedOutbox(std::vector<DispatchState> states) : states_(std::move(states)) {}

  std::optional<Dispatch> take() override {
    if (next_ == states_.size()) return std::nullopt;
    Dispatch dispatch;
    dispatch.id = static_cast<std::int64_t>(++next_);
    dispatch.channel = channel;
    return dispatch;
  }
  Outcome handOver(const Dispatch& dispatch) override {
    seen.push_back("hand over " + std::to_string(dispatch.id));
    if (onHandOver) onHandOver(dispatch);
    return {states_[static_cast<std::size_t>(dispatch.id - 1)], "reply", serverTrouble};
  }
  void settle(const Dispatch& dispatch, const Outcome& outcome) override {
    seen.push_back("settle " + std::to_string(dispatch.id) + " " + toString(outcome.state));
  }

  std::function<void(const Dispatch&)> onHandOver;
  std::vector<std::string> seen;
  domain::Channel channel = domain::Channel::mail;
  bool serverTrouble = false;

 private:
  std::vector<DispatchState> states_;
  std::size_t next_ = 0;
};

const std::vector<DispatchState> kFive(5, DispatchState::accepted);

class Delivery : public testing::Test {
 protected:
  Tally run(ListedOutbox& outbox, std::uint64_t perMinute = 0, std::uint64_t limit = 0) {
    const Pace pace{perMinute, [this](milliseconds time) { slept_.push_back(time); }};
    return deliver(outbox, pace, limit, stop_,
                   [this](const Tally& t) { told_.push_back(t.all()); });
  }

  std::atomic<bool> stop_{false};
  std::vector<milliseconds> slept_;
  std::vector<std::uint64_t> told_;
};

TEST_F(Delivery, SettlesEachBeforeTheNextIsTaken) {
  ListedOutbox outbox({DispatchState::accepted, DispatchState::refused});
  run(outbox);
  EXPECT_THAT(outbox.seen,
              ElementsAre("hand over 1", "settle 1 accepted", "hand over 2", "settle 2 refused"));
}

TEST_F(Delivery, CountsEveryOutcomeAndTellsAfterEach) {
  ListedOutbox outbox({DispatchState::accepted, DispatchState::refused, DispatchState::deferred,
                       DispatchState::unknown, DispatchState::accepted});
  const Tally tally = run(outbox);
  EXPECT_EQ(tally.accepted, 2U);
  EXPECT_EQ(tally.refused, 1U);
  EXPECT_EQ(tally.deferred, 1U);
  EXPECT_EQ(tally.unknown, 1U);
  EXPECT_EQ(tally.all(), 5U);
  EXPECT_THAT(told_, ElementsAre(1U, 2U, 3U, 4U, 5U));
}

TEST_F(Delivery, LettersForThePrinterDoNotWait) {
  ListedOutbox outbox(kFive);
  outbox.channel = domain::Channel::print;
  run(outbox, 60);
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(Delivery, GivesUpWhenTheServerIsOfNoUseThreeTimesInARow) {
  ListedOutbox outbox(std::vector<DispatchState>(5, DispatchState::deferred));
  outbox.serverTrouble = true;
  const Tally tally = run(outbox);
  EXPECT_TRUE(tally.gaveUp);
  EXPECT_EQ(tally.deferred, 3U);
}

TEST_F(Delivery, DoesNothingWithAnEmptyOutbox) {
  ListedOutbox outbox({});
  EXPECT_EQ(run(outbox, 60).all(), 0U);
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(Delivery, PausesBetweenTwoButNotBeforeTheFirst) {
  ListedOutbox outbox({DispatchState::accepted, DispatchState::accepted});
  run(outbox, 120, 2);
  EXPECT_THAT(slept_, ElementsAre(milliseconds(500)));
}

TEST_F(Delivery, NeverExceedsTheLimitOfAMinuteByRounding) {
  for (const std::uint64_t perMinute : {1U, 7U, 60U, 7000U, 59999U, 60000U, 1000000U}) {
    slept_.clear();
    ListedOutbox outbox(kFive);
    run(outbox, perMinute, 2);
    ASSERT_EQ(slept_.size(), 1U);
    EXPECT_GE(slept_.front().count() * static_cast<std::int64_t>(perMinute), 60'000);
  }
}

TEST_F(Delivery, NeverSleepsWithoutALimit) {
  ListedOutbox outbox(kFive);
  run(outbox);
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(Delivery, EndsAtTheLimit) {
  ListedOutbox outbox(kFive);
  EXPECT_EQ(run(outbox, 0, 3).all(), 3U);
  EXPECT_EQ(outbox.seen.size(), 6U);
}

TEST_F(Delivery, SettlesWhatWasBegunWhenItIsStopped) {
  ListedOutbox outbox(kFive);
  outbox.onHandOver = [this](const Dispatch& dispatch) { stop_ = dispatch.id == 2; };
  EXPECT_EQ(run(outbox).all(), 2U);
  EXPECT_EQ(outbox.seen.back(), "settle 2 accepted");
}

TEST_F(Delivery, TakesNothingMoreWhenItIsStoppedDuringThePause) {
  ListedOutbox outbox(kFive);
  const Pace pace{60, [this](milliseconds) { stop_ = true; }};
  EXPECT_EQ(deliver(outbox, pace, 0, stop_, [](const Tally&) {}).all(), 1U);
  EXPECT_EQ(outbox.seen.size(), 2U);
}

TEST_F(Delivery, LeavesADispatchUnsettledWhenHandingOverBreaks) {
  ListedOutbox outbox(kFive);
  outbox.onHandOver = [](const Dispatch&) { throw std::runtime_error("broken"); };
  EXPECT_THROW(run(outbox), std::runtime_error);
  EXPECT_THAT(outbox.seen, ElementsAre("hand over 1"));
}

}  // namespace
}  // namespace thongbao::delivery
