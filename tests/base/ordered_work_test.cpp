#include "base/ordered_work.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>

namespace thongbao::base {
namespace {

using Numbers = OrderedWork<std::size_t, std::size_t>;
constexpr std::size_t kEndless = ~std::size_t{0};

/// 0, 1, 2, … below `count`; `given` counts them.
auto upTo(std::size_t count, std::size_t* given = nullptr) {
  return [count, given, next = std::size_t{0}]() mutable -> std::optional<std::size_t> {
    if (next == count) return std::nullopt;
    if (given) *given = next + 1;
    return next++;
  };
}

/// A worker without a state of its own.
template <class Make>
auto each(Make make) {
  return [make] { return std::function<std::size_t(std::size_t)>(make); };
}

/// Some items take longer than others, so that they are done in another order.
std::size_t unevenly(std::size_t item) {
  if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
  return item * 2;
}

std::string failureOf(std::size_t workers, const Numbers& work) {
  try {
    workInOrder(workers, work);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

class OrderedWorkers : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Numbers, OrderedWorkers, testing::Values(0, 1, 2, 7, 64));

TEST_P(OrderedWorkers, GiveEveryResultOnceInTheOrderOfTheItems) {
  for (const std::size_t count : {0, 1, 7, 8, 9, 1000}) {
    std::vector<std::size_t> taken, expected(count);
    workInOrder<std::size_t, std::size_t>(
        GetParam(), {upTo(count), each(unevenly), [&](auto made) { taken.push_back(made); }});
    for (std::size_t i = 0; i < count; ++i) expected[i] = i * 2;
    EXPECT_EQ(taken, expected);
  }
}

TEST_P(OrderedWorkers, TellTheFailureOfTheEarliestItem) {
  const auto failsFrom = [](std::size_t first) {
    return each([first](std::size_t item) -> std::size_t {
      if (item == first) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      if (item >= first) throw std::runtime_error(std::to_string(item));
      return item;
    });
  };
  for (const std::size_t first : {0, 1, 7, 8, 100}) {
    std::size_t taken = 0;
    EXPECT_EQ(failureOf(GetParam(), {upTo(1000), failsFrom(first), [&](auto) { ++taken; }}),
              std::to_string(first));
    EXPECT_EQ(taken, first) << "everything before it was taken, and nothing behind it";
  }
}

TEST_P(OrderedWorkers, TellAFailureOfTheSourceBehindWhatItGave) {
  for (const std::size_t count : {0, 1, 8, 13}) {
    const auto source = [next = upTo(count)]() mutable {
      const auto item = next();
      if (!item) throw std::runtime_error("source");
      return item;
    };
    std::size_t taken = 0;
    EXPECT_EQ(failureOf(GetParam(), {source, each(unevenly), [&](auto) { ++taken; }}), "source");
    EXPECT_EQ(taken, count);
    if (count > 0) {
      const auto worker = each([&](std::size_t item) -> std::size_t {
        if (item + 1 == count) throw std::runtime_error("worker");
        return item;
      });
      EXPECT_EQ(failureOf(GetParam(), {source, worker, [](auto) {}}), "worker");
    }
  }
}

TEST_P(OrderedWorkers, StopAtAFailureOfTheTaker) {
  std::size_t given = 0;
  const auto take = [](std::size_t made) {
    if (made == 40) throw std::runtime_error("taker");
  };
  EXPECT_EQ(failureOf(GetParam(), {upTo(kEndless, &given), each(unevenly), take}), "taker");
  EXPECT_LT(given, 10'000u);
}

TEST_P(OrderedWorkers, TellThatAWorkerCannotBeMadeForTheFirstItem) {
  const auto worker = []() -> std::function<std::size_t(std::size_t)> {
    throw std::runtime_error("no worker");
  };
  std::size_t taken = 0;
  EXPECT_EQ(failureOf(GetParam(), {upTo(100), worker, [&](auto) { ++taken; }}), "no worker");
  EXPECT_EQ(taken, 0u);
}

TEST_P(OrderedWorkers, HoldFewItemsHoweverLongTheStreamIs) {
  std::size_t given = 0, taken = 0, most = 0;
  workInOrder<std::size_t, std::size_t>(
      GetParam(),
      {upTo(4'000, &given), each(unevenly), [&](auto) { most = std::max(most, given - taken++); }});
  EXPECT_EQ(taken, 4'000u);
  EXPECT_LE(most, (std::max<std::size_t>(1, GetParam()) * ordered::kBatchesAWorker + 1) *
                      ordered::kBatch);
}

TEST(OrderedWork, GivesEachThreadAWorkerOfItsOwn) {
  std::atomic<int> workers = 0;
  const auto worker = [&workers] {
    return [number = ++workers, thread = std::optional<std::thread::id>()](std::size_t) mutable {
      if (!thread) thread = std::this_thread::get_id();
      EXPECT_EQ(*thread, std::this_thread::get_id());
      return static_cast<std::size_t>(number);
    };
  };
  const auto take = [](std::size_t number) {
    EXPECT_GE(number, 1u);
    EXPECT_LE(number, 3u);
  };
  workInOrder<std::size_t, std::size_t>(3, {upTo(1000), worker, take});
  EXPECT_LE(workers, 3);
}

TEST(OrderedWork, MakesNoWorkerForAnEmptyStream) {
  const auto worker = []() -> std::function<std::size_t(std::size_t)> {
    throw std::runtime_error("no worker");
  };
  EXPECT_EQ(failureOf(4, {upTo(0), worker, [](auto) {}}), "none");
}

TEST(OrderedWork, WorksOnSeveralItemsAtOnce) {
  // Two items that wait for each other, in different batches.
  std::atomic<int> inside = 0;
  const auto meet = [&inside](std::size_t item) {
    if (item % ordered::kBatch != 0) return item;
    ++inside;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (inside < 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    EXPECT_GE(inside, 2);
    return item;
  };
  workInOrder<std::size_t, std::size_t>(2, {upTo(2 * ordered::kBatch), each(meet), [](auto) {}});
}

TEST(OrderedWork, MovesItemsAndResults) {
  using Owned = std::unique_ptr<int>;
  int next = 0, sum = 0;
  workInOrder<Owned, Owned>(
      2, {[&]() -> std::optional<Owned> {
            if (next == 100) return std::nullopt;
            return std::make_unique<int>(next++);
          },
          [] { return [](Owned item) { return item; }; }, [&](Owned made) { sum += *made; }});
  EXPECT_EQ(sum, 4950);
}

}  // namespace
}  // namespace thongbao::base
