#include "base/clock.h"

#include <gtest/gtest.h>

namespace thongbao::base {
namespace {

using namespace std::chrono_literals;

Date date(int year, unsigned month, unsigned day) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}
std::string parsed(const char* text) {
  const auto read = parseDate(text);
  return read ? toIso(*read) : "no date";
}

TEST(Iso, IsWrittenAndReadBack) {
  const Instant instant = *instantFromIso("2026-11-24T03:05:09.120Z");
  EXPECT_EQ(toIso(instant), "2026-11-24T03:05:09.120Z");
  EXPECT_EQ(toIso(instant + 880ms), "2026-11-24T03:05:10.000Z");
  EXPECT_EQ(toIso(Instant{} - 1ms), "1969-12-31T23:59:59.999Z");
}

TEST(Iso, RefusesEveryOtherForm) {
  for (const char* text :
       {"", "2026-11-24", "2026-11-24T03:05:09Z", "2026-11-24 03:05:09.120Z",
        "2026-11-24T03:05:09.120+", "2026-02-30T03:05:09.120Z", "2026-11-24T24:05:09.120Z",
        "2026-11-24T03:60:09.120Z", "2026-11-24T03:05:60.120Z", "2026-11-24T-3:05:09.120Z",
        "24/11/2026T03:05:09.120Z", "2026-11-24T03:05:09.120Zx"})
    EXPECT_EQ(instantFromIso(text), std::nullopt) << text;
}

TEST(VietnameseDay, BeginsSevenHoursBeforeUtc) {
  EXPECT_EQ(toIso(vietnameseDay(*instantFromIso("2026-12-31T16:59:59.999Z"))), "2026-12-31");
  EXPECT_EQ(toIso(vietnameseDay(*instantFromIso("2026-12-31T17:00:00.000Z"))), "2027-01-01");
  EXPECT_EQ(toVietnamese(*instantFromIso("2026-12-31T17:05:00.000Z")), "01/01/2027 00:05");
}

TEST(Date, IsWrittenAsOfficersDo) {
  EXPECT_EQ(toVietnamese(date(2026, 2, 5)), "05/02/2026");
  EXPECT_EQ(toIso(date(2026, 2, 5)), "2026-02-05");
}

TEST(DayInWords, PutsAZeroBeforeSmallDaysAndTheFirstTwoMonths) {
  EXPECT_EQ(dayInWords(date(2026, 1, 9)), "ngày 09 tháng 01 năm 2026");
  EXPECT_EQ(dayInWords(date(2026, 2, 10)), "ngày 10 tháng 02 năm 2026");
  EXPECT_EQ(dayInWords(date(2026, 3, 1)), "ngày 01 tháng 3 năm 2026");
  EXPECT_EQ(dayInWords(date(2026, 12, 31)), "ngày 31 tháng 12 năm 2026");
}

TEST(ParseDate, TakesTheUsualFormsDayBeforeMonth) {
  for (const char* text : {"2026-02-05", "05/02/2026", "5/2/2026", "05-02-2026", "5.2.2026"})
    EXPECT_EQ(parsed(text), "2026-02-05") << text;
  EXPECT_EQ(parsed("29/02/2024"), "2024-02-29");
}

TEST(ParseDate, RefusesDaysThatDoNotExistAndOtherForms) {
  for (const char* text :
       {"", "31/02/2026", "29/02/2026", "00/01/2026", "01/13/2026", "5/2/26", "2026/02/05",
        "05/02-2026", "05/02/2026 ", "05/02/2026/1", "5 2 2026", "46058", "a/b/2026", "001/02/2026",
        "-1/02/2026", "//2026", "2026-02-05T00:00:00", "05/02/0026"})
    EXPECT_EQ(parsed(text), "no date") << text;
}

TEST(FixedClock, StandsStillUntilItIsMovedOn) {
  FixedClock clock(*instantFromIso("2026-11-24T00:00:00.000Z"));
  EXPECT_EQ(clock.now(), clock.now());
  clock.advance(90min);
  EXPECT_EQ(toIso(clock.now()), "2026-11-24T01:30:00.000Z");
}

TEST(SystemClock, GoesOnlyForward) {
  const SystemClock clock;
  const Instant first = clock.now();
  EXPECT_GE(clock.now(), first);
  EXPECT_GT(first, *instantFromIso("2026-01-01T00:00:00.000Z"));
}

}  // namespace
}  // namespace thongbao::base
