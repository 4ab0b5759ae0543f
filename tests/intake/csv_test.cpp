#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>

#include "base/error.h"
#include "intake/table.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Csv : public testing::Test {
 protected:
  std::unique_ptr<Table> open(const std::string& bytes, const TableOptions& options = {}) {
    return openTable(folder_.write("list.csv", bytes), options);
  }
  std::vector<Row> rowsOf(Table& table) {
    std::vector<Row> rows;
    for (Row row; table.next(row);) rows.push_back(row);
    return rows;
  }
  std::vector<Row> rows(const std::string& bytes) { return rowsOf(*open(bytes)); }

  base::Error failure(const std::string& bytes, const TableOptions& options = {}) {
    try {
      rowsOf(*open(bytes, options));
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::badInput);
      EXPECT_THAT(error.place().file, HasSubstr("list.csv"));
      return error;
    }
    ADD_FAILURE() << "was read without an error";
    return {base::Code::defect, ""};
  }

  test::TemporaryFolder folder_;
};

TEST_F(Csv, ReadsHeadingsAndRows) {
  const auto table = open("Tên,Email\nA,a@x.example\nB,b@x.example\n");
  EXPECT_EQ(table->info().format, "csv");
  EXPECT_EQ(table->info().encoding, "UTF-8");
  EXPECT_EQ(table->info().delimiter, ",");
  EXPECT_EQ(table->info().headingRow, 1u);
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Email"));
  const auto rows = rowsOf(*table);
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[1].number, 3u);
  EXPECT_THAT(rows[1].cells, ElementsAre("B", "b@x.example"));
}

TEST_F(Csv, SkipsAByteOrderMark) {
  EXPECT_THAT(open("\xEF\xBB\xBFTên,Email\nA,b\n")->info().headings, ElementsAre("Tên", "Email"));
}

TEST_F(Csv, FindsEveryDelimiter) {
  for (const std::string delimiter : {",", ";", "\t", "|"}) {
    const std::string d = delimiter;
    const auto table = open("Tên" + d + "Địa chỉ\nA" + d + "B\nC" + d + "D\n");
    EXPECT_EQ(table->info().delimiter, delimiter);
    EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Địa chỉ"));
  }
}

TEST_F(Csv, FindsTheDelimiterAlthoughAddressesAreFullOfCommas) {
  const auto table = open(
      "Tên;Địa chỉ\n"
      "A;1 Lê Lợi, Quận 1, TP.HCM\n"
      "B;2 Lê Lợi, Quận 1, TP.HCM\n"
      "C;3 Lê Lợi, Quận 1, TP.HCM\n");
  EXPECT_EQ(table->info().delimiter, ";");
  EXPECT_THAT(rowsOf(*table)[2].cells, ElementsAre("C", "3 Lê Lợi, Quận 1, TP.HCM"));
}

TEST_F(Csv, KeepsALineBreakInsideQuotes) {
  const auto all = rows("Tên,Địa chỉ\n\"A\nB\",\"1 Lê Lợi\r\nHà Nội\"\nC,D\n");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_THAT(all[0].cells, ElementsAre("A\nB", "1 Lê Lợi\r\nHà Nội"));
  EXPECT_EQ(all[1].number, 3u);
}

TEST_F(Csv, KeepsDelimitersAndDoubledQuotesInsideQuotes) {
  EXPECT_THAT(rows("Tên,Giá\n\"Shop \"\"Một\"\", Hà Nội\",\"1,5\"\n")[0].cells,
              ElementsAre("Shop \"Một\", Hà Nội", "1,5"));
}

TEST_F(Csv, TakesEveryLineEndAndAMissingLastOne) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto all = rows("Tên,Email" + end + "A,B" + end + end + "C,\"D\"");
    ASSERT_THAT(all, SizeIs(2)) << testing::PrintToString(end);
    EXPECT_THAT(all[1].cells, ElementsAre("C", "D"));
    EXPECT_EQ(all[1].number, 4u) << "an empty row counts, as a spreadsheet counts it";
  }
}

TEST_F(Csv, SkipsRowsOfNothingButDelimitersAndBlanks) {
  const auto all = rows("Tên,Email\n,\n  , \t\nA,B\n,,,,\n");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].number, 4u);
}

TEST_F(Csv, PadsAShortRow) {
  EXPECT_THAT(rows("Tên,Email,Giá\nA\nB,b,1\n")[0].cells, ElementsAre("A", "", ""));
}

TEST_F(Csv, NamesColumnsWithoutAHeadingSoThatNothingIsLost) {
  const auto table = open("Tên,,Email\nA,x,b,thừa\nB,,c\n");
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "cột 2", "Email", "cột 4"));
  EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("A", "x", "b", "thừa"));
}

TEST_F(Csv, DropsEmptyColumnsAtTheEnd) {
  EXPECT_THAT(open("Tên,Email,,\nA,b,,\n")->info().headings, ElementsAre("Tên", "Email"));
}

TEST_F(Csv, NumbersDoubledHeadings) {
  EXPECT_THAT(open("Tên,Tên,Tên, Tên\nA,B,C,D\n")->info().headings,
              ElementsAre("Tên", "Tên (2)", "Tên (3)", "Tên (4)"));
}

TEST_F(Csv, RefusesALateRowThatIsWiderThanTheHeadings) {
  std::string text = "Tên,Email\n";
  for (int i = 0; i < 2000; ++i) text += "A,b\n";
  const auto error = failure(text + "A,b,c\n");
  EXPECT_EQ(error.place().row, 2002u);
  EXPECT_THAT(error.sentence(), HasSubstr("3 columns"));
}

TEST_F(Csv, RefusesAQuoteThatIsNeverClosed) {
  const auto error = failure("Tên,Email\nA,b\n\"C,d\nE,f\n");
  EXPECT_EQ(error.place().row, 3u);
  EXPECT_EQ(error.place().line, 3u);
  EXPECT_THAT(error.sentence(), HasSubstr("quote"));
}

TEST_F(Csv, RefusesAQuoteInsideAnUnquotedText) {
  const auto error = failure("Tên,Email\n\"A\nB\",c\nShop \"X\",d\n");
  EXPECT_EQ(error.place().row, 3u);
  EXPECT_EQ(error.place().line, 4u) << "a quoted line break before it counts";
}

TEST_F(Csv, RefusesTextThatIsNotUtf8WithItsLine) {
  const auto error = failure("Tên,Địa chỉ\n\"A\nB\",\"x\nHu\xea, Vi\xeat\"\n");
  EXPECT_EQ(error.place().row, 2u);
  EXPECT_EQ(error.place().line, 4u);
  EXPECT_THAT(error.sentence(), HasSubstr("UTF-8"));
  EXPECT_THAT(error.advice(), HasSubstr("CSV UTF-8"));
}

TEST_F(Csv, RefusesACellThatNeverEndsWithoutKeepingIt) {
  const TableOptions options{.mostCellBytes = 1000};
  const auto error = failure("Tên,Email\nA,\"" + std::string(300'000, 'x'), options);
  EXPECT_EQ(error.place().row, 2u);
  EXPECT_THAT(error.sentence(), HasSubstr("1000 bytes"));
  EXPECT_THAT(failure("Tên,Email\nA," + std::string(1001, 'x') + "\n", options).sentence(),
              HasSubstr("1000 bytes"));
}

TEST_F(Csv, RefusesAMillionColumns) {
  const auto error = failure("Tên,Email\nA" + std::string(1'000'000, ',') + "\n");
  EXPECT_EQ(error.place().row, 2u);
  EXPECT_THAT(error.sentence(), HasSubstr("500 columns"));
}

TEST_F(Csv, RefusesMoreRowsThanTheLimit) {
  const auto error = failure("Tên,Email\nA,b\nC,d\nE,f\n", {.mostRows = 3});
  EXPECT_EQ(error.place().row, 4u);
}

TEST_F(Csv, ReadsALongFileTheSameWhateverThePiecesAre) {
  std::string text = "Tên,Địa chỉ\n";
  for (int i = 0; i < 20'000; ++i)
    text += "Cửa hàng " + std::to_string(i) + ",\"Ngõ " + std::to_string(i) + ", “Huế”\"\n";
  const auto all = rows(text);
  ASSERT_THAT(all, SizeIs(20'000));
  EXPECT_THAT(all[19'999].cells, ElementsAre("Cửa hàng 19999", "Ngõ 19999, “Huế”"));
  EXPECT_EQ(all[19'999].number, 20'001u);
}

TEST_F(Csv, SkipsATitleBlockAboveTheHeadings) {
  const auto table = open(
      "DANH SÁCH NGƯỜI BÁN,,,\n"
      "Theo văn bản số 12/CV,,,\n"
      "\n"
      "Mã,Tên,Điện thoại,Email\n"
      "1,A,0912345678,a@x.example\n");
  EXPECT_EQ(table->info().headingRow, 4u);
  EXPECT_THAT(table->info().headings, ElementsAre("Mã", "Tên", "Điện thoại", "Email"));
  EXPECT_EQ(rowsOf(*table)[0].number, 5u);
}

TEST_F(Csv, SkipsATitleRowOfTwoTexts) {
  EXPECT_EQ(open("CHI CỤC,,,,CỘNG HÒA\nMã,Tên,Link,Email,Giá\n1,A,b,c,d\n")->info().headingRow, 2u);
}

TEST_F(Csv, TakesTheDelimiterOfExcelsFirstLineAndDoesNotCountItAsARow) {
  for (const std::string mark : {"sep=;\r\n", "\"sep=;\"\n", "SEP=;\n"}) {
    const auto table = open(mark + "Tên,a;Email\n\"A\nB\";b\n");
    EXPECT_EQ(table->info().delimiter, ";");
    EXPECT_EQ(table->info().headingRow, 1u) << "as a spreadsheet counts";
    EXPECT_THAT(table->info().headings, ElementsAre("Tên,a", "Email"));
    EXPECT_EQ(rowsOf(*table)[0].number, 2u);
    EXPECT_EQ(failure(mark + "Tên,a;Email\n\"A\nB\";b\nC;\"d\n").place().line, 5u)
        << "as an editor counts";
  }
}

TEST_F(Csv, TakesTheDelimiterThatIsNamed) {
  const auto table = open("Tên;a,Email;b\nA;1,B;2\nC;1,D;2\n", {.delimiter = ','});
  EXPECT_THAT(table->info().headings, ElementsAre("Tên;a", "Email;b"));
  EXPECT_EQ(table->info().delimiter, ",");
}

TEST_F(Csv, RefusesADelimiterThatCannotBeOne) {
  for (const char delimiter : {'"', '\n', 'a', '0', ' '}) {
    try {
      open("Tên,Email\nA,b\n", {.delimiter = delimiter});
      ADD_FAILURE() << delimiter;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::usage);
      EXPECT_FALSE(error.advice().empty());
    }
  }
}

TEST_F(Csv, DropsBlanksAroundACellButNotWithinQuotes) {
  EXPECT_THAT(rows("Tên,Email,Giá\n  A b \t, \" c \" ,\td\n")[0].cells,
              ElementsAre("A b", " c ", "d"));
}

TEST_F(Csv, KeepsNothingOfALongerRowInAShorterOne) {
  const auto all = rows("Tên,Email,Giá\nAAAA,bbbb,cccc\nD,,\nE\n\"\",f\nG,h,");
  ASSERT_THAT(all, SizeIs(5));
  EXPECT_THAT(all[1].cells, ElementsAre("D", "", ""));
  EXPECT_THAT(all[2].cells, ElementsAre("E", "", ""));
  EXPECT_THAT(all[3].cells, ElementsAre("", "f", ""));
  EXPECT_THAT(all[4].cells, ElementsAre("G", "h", ""));
}

TEST_F(Csv, ReadsTheSameWhenAPieceEndsAnywhere) {
  // Cells longer and longer, so that every kind of place comes upon the border of two pieces.
  std::string text = "Tên,Email\n";
  for (int i = 0; i < 3'000; ++i)
    text +=
        std::string(i % 97, 'x') + "Huế , \"a\"\"" + std::string(i % 89, 'y') + "\r\nb\" ,c\r\n";
  const auto all = rows(text);
  ASSERT_THAT(all, SizeIs(3'000));
  for (std::size_t i = 0; i < all.size(); ++i)
    ASSERT_THAT(all[i].cells, ElementsAre(std::string(i % 97, 'x') + "Huế",
                                          "a\"" + std::string(i % 89, 'y') + "\r\nb", "c"));
}

TEST_F(Csv, RefusesAListWithoutHeadings) {
  for (const char* text : {"A,https://a.example\nB,https://b.example\n", "0912345678,1\n2,3\n",
                           "Một cột\nA\nB\n", "chỉ một dòng"}) {
    const auto error = failure(text);
    EXPECT_THAT(error.sentence(), HasSubstr("headings")) << text;
    EXPECT_FALSE(error.advice().empty());
  }
}

TEST_F(Csv, RefusesOtherKindsOfFilesByName) {
  using std::string_literals::operator""s;
  const std::pair<std::string, std::string> kinds[] = {
      {"%PDF-1.7\n"s, "PDF"},
      {"\x89PNG\r\n\x1A\n"s, "PNG"},
      {"\xFF\xD8\xFF\xE0"s, "JPEG"},
      {"GIF89a"s, "GIF"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, ".xls"},
      {"Rar!\x1A\x07"s, "RAR"},
      {"7z\xBC\xAF\x27\x1C"s, "7z"},
      {"\x1F\x8B\x08"s, "gzip"},
      {"{\\rtf1"s, "RTF"},
      {"\xEF\xBB\xBF\n <!DOCTYPE HTML><html>"s, "HTML"},
      {"<table><tr><td>a"s, "HTML"},
      {"<?xml version=\"1.0\"?><Workbook>"s, "XML"},
      {"\x7F\x45LF\0\0\0"s, "neither"},
      {""s, "empty"},
      {"\xEF\xBB\xBF \r\n"s, "empty"},
  };
  for (const auto& [bytes, word] : kinds)
    EXPECT_THAT(failure(bytes + (word == "empty" ? "" : "x")).sentence(), HasSubstr(word));
}

TEST_F(Csv, TellsAMissingFileAndAFolder) {
  try {
    openTable(folder_.path() / "none.csv", {});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::notFound);
  }
  try {
    openTable(folder_.path(), {});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
  }
}

TEST_F(Csv, RefusesAFileThatNeverEndsBeforeReadingIt) {
  const auto pipe = folder_.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const std::filesystem::path& endless : {std::filesystem::path("/dev/zero"), pipe}) {
    try {
      openTable(endless, {});
      FAIL();
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::badInput);
    }
  }
}

}  // namespace
}  // namespace thongbao::intake
