#include "base/relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace thongbao::base {
namespace {

using namespace std::chrono_literals;

TEST(Relay, TakesEveryItemInTheOrderInWhichItWasGiven) {
  std::vector<int> taken;
  Relay<int> relay([&](int item) { taken.push_back(item); });
  std::vector<int> given(1000);
  std::iota(given.begin(), given.end(), 0);
  for (const int item : given) relay.give(item);
  relay.finish();
  EXPECT_EQ(taken, given);
}

TEST(Relay, TakesItemsOnOneThreadThatIsNotTheGivers) {
  std::vector<std::thread::id> threads;
  Relay<int> relay([&](int) { threads.push_back(std::this_thread::get_id()); });
  relay.give(1);
  relay.give(2);
  relay.finish();
  EXPECT_EQ(threads, std::vector(2, threads.front()));
  EXPECT_NE(threads.front(), std::this_thread::get_id());
}

TEST(Relay, MovesItsItems) {
  std::string taken;
  Relay<std::unique_ptr<std::string>> relay(
      [&](std::unique_ptr<std::string> item) { taken = *item; });
  relay.give(std::make_unique<std::string>("one"));
  relay.finish();
  EXPECT_EQ(taken, "one");
}

TEST(Relay, LetsTheGiverWaitWhileOneItemIsTakenAndAnotherWaits) {
  std::promise<void> allowed;
  std::shared_future<void> gate = allowed.get_future().share();
  std::atomic<int> given = 0;
  Relay<int> relay([gate](int) { gate.wait(); });
  auto giver = std::async(std::launch::async, [&] {
    for (int item = 0; item < 3; ++item) {
      relay.give(item);
      ++given;
    }
  });
  EXPECT_EQ(giver.wait_for(50ms), std::future_status::timeout);
  EXPECT_LE(given, 2) << "memory does not grow";
  allowed.set_value();
  giver.get();
  relay.finish();
  EXPECT_EQ(given, 3);
}

TEST(Relay, FinishesOnlyWhenTheLastItemIsTaken) {
  std::atomic<int> taken = 0;
  Relay<int> relay([&](int) {
    std::this_thread::sleep_for(5ms);
    ++taken;
  });
  relay.give(1);
  relay.give(2);
  relay.finish();
  EXPECT_EQ(taken, 2);
  relay.finish();
  relay.give(3);
  relay.finish();
  EXPECT_EQ(taken, 3) << "and goes on after that";
}

TEST(Relay, ThrowsWhatTakingThrewFromGiveAndFromFinish) {
  std::vector<int> taken;
  Relay<int> relay([&](int item) {
    if (item == 2) throw std::runtime_error("the disk is full");
    taken.push_back(item);
  });
  relay.give(1);
  relay.give(2);
  const auto giveMore = [&] {
    for (int item = 3; item < 10; ++item) relay.give(item);
  };
  EXPECT_THROW(giveMore(), std::runtime_error);
  EXPECT_THROW(relay.give(10), std::runtime_error) << "and again";
  EXPECT_THROW(relay.finish(), std::runtime_error);
  EXPECT_THAT(taken, testing::ElementsAre(1)) << "nothing is taken after a failure";
}

TEST(Relay, ThrowsFromFinishWhatTheLastItemThrew) {
  Relay<int> relay([](int) { throw std::runtime_error("the disk is full"); });
  relay.give(1);
  EXPECT_THROW(relay.finish(), std::runtime_error);
}

TEST(Relay, EndsWithoutFinishAlthoughAnItemIsBeingTaken) {
  std::atomic<bool> isTaking = false;
  {
    Relay<int> relay([&](int) {
      isTaking = true;
      std::this_thread::sleep_for(10ms);
    });
    relay.give(1);
    while (!isTaking) std::this_thread::yield();
    relay.give(2);
  }
  SUCCEED() << "and waits for no one";
}

}  // namespace
}  // namespace thongbao::base
