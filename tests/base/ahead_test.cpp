#include "base/ahead.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace thongbao::base {
namespace {

TEST(Ahead, GivesAllItemsInTheirOrder) {
  int made = 0;
  Ahead<int> ahead([&made]() -> std::optional<int> {
    if (made == 1000) return std::nullopt;
    return made++;
  });
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(ahead.next(), i);
  EXPECT_EQ(ahead.next(), std::nullopt);
  EXPECT_EQ(ahead.next(), std::nullopt) << "and again";
}

TEST(Ahead, ThrowsWhatTheMakerThrewBehindTheItemsBeforeIt) {
  int made = 0;
  Ahead<int> ahead([&made]() -> std::optional<int> {
    if (made == 2) throw std::runtime_error("broken");
    return made++;
  });
  EXPECT_EQ(ahead.next(), 0);
  EXPECT_EQ(ahead.next(), 1);
  EXPECT_THROW(ahead.next(), std::runtime_error);
}

TEST(Ahead, MakesOnlyAFewItemsThatNobodyAsksFor) {
  std::atomic<int> made = 0;
  {
    Ahead<int> ahead([&made]() -> std::optional<int> { return ++made; });
    EXPECT_EQ(ahead.next(), 1);
  }
  EXPECT_LT(made, 20) << "it stops when it is no longer needed";
}

}  // namespace
}  // namespace thongbao::base
