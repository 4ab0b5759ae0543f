#include "base/first_of.h"

#include <gtest/gtest.h>

namespace thongbao::base {

TEST(FirstOf, KeepsAllOfFew) {
  FirstOf<int> few;
  few.add(7);
  few.add(8);
  EXPECT_EQ(few.items(), (std::vector<int>{7, 8}));
  EXPECT_EQ(few.more(), 0U);
  EXPECT_EQ(few.all(), 2U);
}

TEST(FirstOf, KeepsTheFirstOfManyAndCountsTheRest) {
  FirstOf<int> many;
  for (int i = 0; i < 1'000; ++i) many.add(i);
  ASSERT_EQ(many.items().size(), kMostShown);
  EXPECT_EQ(many.items().back(), 199);
  EXPECT_EQ(many.more(), 800U);
  EXPECT_EQ(many.all(), 1'000U);
}

}  // namespace thongbao::base
