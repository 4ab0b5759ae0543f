#include "intake/number_format.h"

#include <gtest/gtest.h>

namespace thongbao::intake {
namespace {

std::string shown(const char* number, const char* code, int id = 164) {
  return shownNumber(number, numberFormatOf(id, code), false);
}

TEST(NumberFormat, KeepsLeadingZerosOfPhonesAndCodes) {
  EXPECT_EQ(shown("912345678", "0000000000"), "0912345678");
  EXPECT_EQ(shown("7", "000"), "007");
  EXPECT_EQ(shown("1234", "000"), "1234");
  EXPECT_EQ(shown("912345678", "0000 000 000"), "0912 345 678");
  EXPECT_EQ(shown("912345678", "0000\\ 000\\ 000"), "0912 345 678");
  EXPECT_EQ(shown("912345678", "\"0\"#"), "0912345678");
  EXPECT_EQ(shown("100233488", "0000000000;-0;;@"), "0100233488");
  EXPECT_EQ(shown("0", "0"), "0");
  EXPECT_EQ(shown("-5", "000"), "-005");
  EXPECT_EQ(shown("9.12345678E8", "0000000000"), "0912345678");
  EXPECT_EQ(shown("912345678", "(000) 000-0000"), "(091) 234-5678");
}

TEST(NumberFormat, RoundsToTheDecimalsThatAreShown) {
  EXPECT_EQ(shown("12.345", "0.00"), "12.35");
  EXPECT_EQ(shown("2.675", "0.00"), "2.68");
  EXPECT_EQ(shown("12", "", 2), "12.00");
  EXPECT_EQ(shown("12.7", "", 1), "13");
  EXPECT_EQ(shown("-0.001", "0.0"), "0.0");
}

TEST(NumberFormat, LeavesOutGroupsOfThousandsAndCurrencies) {
  EXPECT_EQ(shown("409050", "", 3), "409050");
  EXPECT_EQ(shown("409050", "#,##0\\ \"₫\""), "409050");
  EXPECT_EQ(shown("1234567", "_-* #,##0.00\\ [$₫-42A]_-"), "1234567.00");
}

TEST(NumberFormat, ShowsPercents) {
  EXPECT_EQ(shown("0.05", "", 9), "5%");
  EXPECT_EQ(shown("0.0534", "", 10), "5.34%");
}

TEST(NumberFormat, NeverHidesOrDistortsWhatIsInTheCell) {
  EXPECT_EQ(shown("1234567", "#,##0,"), "1234567") << "scaled to thousands";
  EXPECT_EQ(shown("912345678", "", 11), "912345678") << "an exponent";
  EXPECT_EQ(shown("0.5", "# ?/?"), "0.5");
  EXPECT_EQ(shown("5", ";;;"), "5") << "hidden";
  EXPECT_EQ(shown("5", "[<=9]\"x\"0;0"), "5") << "conditions";
  EXPECT_EQ(shown("5", "General"), "5");
  EXPECT_EQ(shown("912345678", "@"), "912345678");
}

TEST(NumberFormat, WritesDaysTheVietnameseWay) {
  for (const char* code : {"d/m/yyyy", "mm/dd/yy", "[$-42A]dd\\ mmmm\\ yyyy", "yyyy\\-mm\\-dd"})
    EXPECT_EQ(shown("46058", code), "05/02/2026") << code;
  EXPECT_EQ(shown("46058.604166666664", "dd/mm/yyyy h:mm AM/PM"), "05/02/2026 14:30:00");
  EXPECT_EQ(shown("46058.604166666664", "d/m/yyyy"), "05/02/2026") << "as the format shows it";
  EXPECT_EQ(shown("0.604166666666667", "h:mm"), "14:30:00");
  EXPECT_EQ(shown("0.00694444444444444", "mm:ss"), "00:10:00");
}

TEST(NumberFormat, CountsHoursBeyondADay) {
  EXPECT_EQ(shown("1.5", "[h]:mm"), "36:00");
  EXPECT_EQ(shown("1.5", "", 46), "36:00:00");
  EXPECT_EQ(shown("0.5", "[mm]:ss"), "720:00");
  EXPECT_EQ(shown("0.5", "[s]"), "43200");
}

TEST(NumberFormat, GivesANumberThatLostItsLastDigitsAnExponent) {
  EXPECT_EQ(plainNumber("1234567890123450"), "1.23456789012345E+15");
  EXPECT_EQ(plainNumber("1.2345678901234499E17"), "1.2345678901234499E+17");
  EXPECT_EQ(plainNumber("7494512345678912345"), "7494512345678912345") << "all digits are there";
  EXPECT_EQ(plainNumber("123456789012340"), "123456789012340");
  EXPECT_TRUE(isBeyondSpreadsheets("1E15"));
  EXPECT_FALSE(isBeyondSpreadsheets("999999999999999"));
}

TEST(NumberFormat, LeavesWhatIsNoNumber) {
  EXPECT_EQ(shown("abc", "0000"), "abc");
  EXPECT_EQ(shown("", "0000"), "");
  EXPECT_EQ(shown("1E400", "d/m/yyyy"), "1E400");
  EXPECT_EQ(shown("5", "\"unclosed"), "5");
  EXPECT_EQ(shown("5", "[unclosed"), "5");
  EXPECT_EQ(shown("5", "0\\"), "5");
}

}  // namespace
}  // namespace thongbao::intake
