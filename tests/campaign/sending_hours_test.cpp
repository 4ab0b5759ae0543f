#include "campaign/sending_hours.h"

#include <gtest/gtest.h>

namespace thongbao::campaign {
namespace {

base::Instant at(const char* iso) {
  return base::instantFromIso(iso).value();
}

TEST(SendingHours, AreVietnameseTime) {
  const std::string hours = "07:30-17:30";
  EXPECT_FALSE(closedUntil(hours, at("2026-11-24T00:30:00.000Z"))) << "07:30";
  EXPECT_FALSE(closedUntil(hours, at("2026-11-24T10:29:59.999Z"))) << "just before 17:30";
  EXPECT_EQ(closedUntil(hours, at("2026-11-24T10:30:00.000Z")), at("2026-11-25T00:30:00.000Z"));
  EXPECT_EQ(closedUntil(hours, at("2026-11-24T00:29:00.000Z")), at("2026-11-24T00:30:00.000Z"));
  EXPECT_EQ(closedUntil(hours, at("2026-11-23T18:00:00.000Z")), at("2026-11-24T00:30:00.000Z"));
}

TEST(SendingHours, MayReachOverMidnight) {
  EXPECT_FALSE(closedUntil("20:00-06:00", at("2026-11-24T13:00:00.000Z"))) << "20:00";
  EXPECT_FALSE(closedUntil("20:00-06:00", at("2026-11-24T22:00:00.000Z"))) << "05:00";
  EXPECT_EQ(closedUntil("20:00-06:00", at("2026-11-24T05:00:00.000Z")),
            at("2026-11-24T13:00:00.000Z"));
}

TEST(SendingHours, AreAllHoursWhenNoneAreNamed) {
  EXPECT_FALSE(closedUntil("", at("2026-11-24T20:00:00.000Z")));
  EXPECT_FALSE(closedUntil("08:00-08:00", at("2026-11-24T20:00:00.000Z")));
}

}  // namespace
}  // namespace thongbao::campaign
