#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "intake/table.h"

namespace thongbao::intake {
namespace {

struct Sample {
  const char* name;
  const char* delimiter;
  const char* sheet;
  std::uint64_t headingRow;
  std::size_t columns;
  std::size_t rows;
};

void PrintTo(const Sample& sample, std::ostream* out) {
  *out << sample.name;
}

class Samples : public testing::TestWithParam<Sample> {};

TEST_P(Samples, AreReadToTheEndWithTheirHeadings) {
  const Sample& sample = GetParam();
  const auto table = openTable(std::string(SOURCE_FOLDER "/samples/") + sample.name, {});
  EXPECT_EQ(table->info().delimiter, sample.delimiter);
  EXPECT_EQ(table->info().sheet, sample.sheet);
  EXPECT_EQ(table->info().headingRow, sample.headingRow);
  EXPECT_EQ(table->info().headings.size(), sample.columns);
  std::size_t rows = 0;
  for (Row row; table->next(row); ++rows) EXPECT_EQ(row.cells.size(), sample.columns);
  EXPECT_EQ(rows, sample.rows);
}

INSTANTIATE_TEST_SUITE_P(
    All, Samples,
    testing::Values(Sample{"zalo.csv", ";", "", 1, 17, 22},
                    Sample{"facebook.csv", ",", "", 1, 18, 20},
                    Sample{"tiktok.xlsx", "", "TikTok Shop", 1, 18, 20},
                    Sample{"shopee.xlsx", "", "Danh sách gian hàng", 6, 17, 25},
                    Sample{"shopee-cong-van.xlsx", "", "Phụ lục", 6, 11, 7},
                    Sample{"zalo-unicode.txt", "\t", "", 1, 7, 8},
                    Sample{"lazada.csv", ",", "", 1, 17, 8}, Sample{"tiki.csv", ",", "", 1, 17, 8},
                    Sample{"website.csv", ",", "", 1, 17, 9}),
    [](const auto& named) {
      std::string name = named.param.name;
      std::replace_if(
          name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
      return name;
    });

/// One cell of a row, by its heading.
std::string cellOf(const Table& table, const Row& row, const std::string& heading) {
  const auto& headings = table.info().headings;
  const auto found = std::find(headings.begin(), headings.end(), heading);
  return found == headings.end() ? "no such heading"
                                 : row.cells[static_cast<std::size_t>(found - headings.begin())];
}

TEST(SampleOfTikTok, KeepsDaysAndPhonesAsASpreadsheetShowsThem) {
  const auto table = openTable(SOURCE_FOLDER "/samples/tiktok.xlsx", {});
  Row row;
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(cellOf(*table, row, "STT"), "1");
  EXPECT_EQ(cellOf(*table, row, "Điện thoại"), "900000101");
  EXPECT_EQ(cellOf(*table, row, "Ngày mở gian hàng"), "05/02/2024");
}

TEST(SampleOfShopee, HasAHiddenSheetThatCanBeAskedFor) {
  TableOptions options;
  options.sheet = "Ghi chú nội bộ";
  EXPECT_THAT(openTable(SOURCE_FOLDER "/samples/shopee.xlsx", options)->info().headings,
              testing::ElementsAre("Không dùng", "trang này"));
}

TEST(SampleOfALetter, HasTheOwnerOfTwoShopsInBothRowsAndNoTotals) {
  const auto table = openTable(SOURCE_FOLDER "/samples/shopee-cong-van.xlsx", {});
  std::vector<Row> rows;
  for (Row row; table->next(row);) rows.push_back(row);
  ASSERT_THAT(rows, testing::SizeIs(7)) << "the last are the signers, of whom a pull says so";
  EXPECT_EQ(cellOf(*table, rows[5], "Tên gian hàng"), "Yến Mẫu Sỉ");
  for (const char* shared : {"Mã số thuế", "Địa chỉ", "Email"})
    EXPECT_EQ(cellOf(*table, rows[5], shared), cellOf(*table, rows[4], shared)) << shared;
  EXPECT_EQ(cellOf(*table, rows[4], "Mã số thuế"), "4299990012");
  EXPECT_THAT(table->info().notes, testing::SizeIs(testing::Ge(3U)));
}

}  // namespace
}  // namespace thongbao::intake
