#include "delivery/back_off.h"

#include <gtest/gtest.h>

namespace thongbao::delivery {
namespace {

TEST(BackOff, GrowsVariesByAFifthAndGivesUpAfterAboutFiveDays) {
  base::SeededRandom random(3);
  std::chrono::seconds all{0}, before{0};
  int attempts = 1;
  for (; const auto wait = backOff(attempts, random); ++attempts) {
    EXPECT_GE(*wait * 2, before) << attempts;
    before = *wait;
    all += *wait;
  }
  EXPECT_GT(all, std::chrono::hours(24 * 4));
  EXPECT_LT(all, std::chrono::hours(24 * 6));
  EXPECT_EQ(attempts, 12);
  std::chrono::seconds least{1'000'000}, most{0};
  for (int i = 0; i < 200; ++i) {
    const auto wait = backOff(1, random).value();
    least = std::min(least, wait);
    most = std::max(most, wait);
  }
  EXPECT_GE(least, std::chrono::minutes(12));
  EXPECT_LE(most, std::chrono::minutes(18));
  EXPECT_GT(most - least, std::chrono::minutes(4));
}

}  // namespace
}  // namespace thongbao::delivery
