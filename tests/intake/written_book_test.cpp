#include "intake/written_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "intake/table.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class BookFile : public testing::Test {
 protected:
  std::vector<std::vector<std::string>> read(const std::string& sheet) {
    const auto table = openTable(file_, {.sheet = sheet, .headingRow = 1});
    std::vector<std::vector<std::string>> rows;
    for (Row row; table->next(row);) rows.push_back(row.cells);
    return rows;
  }
  std::string partOf(const std::string& part) {
    return test::run("python3 -c \"import zipfile; print(zipfile.ZipFile('" + file_.string() +
                     "').read('" + part + "').decode())\"");
  }

  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "out.xlsx";
};

TEST_F(BookFile, HoldsOneSheetAfterTheOther) {
  WrittenBook book(file_);
  book.begin({"entries", {"Mục", "Loại việc"}});
  book.add({"1", "pull.begun"});
  book.begin({"communes", {"Mã"}});
  book.begin({"parties", {"Chủ thể", "Tên"}});
  for (int i = 0; i < 100; ++i) book.add({std::to_string(i), "=1+1"});
  book.keep();
  EXPECT_THAT(openTable(file_, {.headingRow = 1})->info().sheets,
              ElementsAre("entries", "communes", "parties"));
  EXPECT_THAT(read("entries"), ElementsAre(ElementsAre("1", "pull.begun")));
  EXPECT_TRUE(read("communes").empty());
  EXPECT_EQ(read("parties").size(), 100U);
  EXPECT_THAT(read("parties").back(), ElementsAre("99", "=1+1"));
  EXPECT_THAT(partOf("xl/worksheets/sheet3.xml"), Not(HasSubstr("<f>")));
  EXPECT_THAT(partOf("xl/worksheets/sheet3.xml"), HasSubstr("<autoFilter ref=\"A1:B101\"/>"));
}

TEST_F(BookFile, GoesOnInAFurtherSheetWithItsHeadingsWhenOneIsFull) {
  WrittenBook book(file_, 60);
  book.begin({"entries", {"Mục"}});
  for (int i = 1; i <= 150; ++i) book.add({std::to_string(i)});
  book.begin({"Một cái tên dài ba mươi mốt chữ", {"Mục"}});
  for (int i = 1; i <= 60; ++i) book.add({std::to_string(i)});
  book.keep();
  EXPECT_THAT(openTable(file_, {.headingRow = 1})->info().sheets,
              ElementsAre("entries", "entries 2", "entries 3", "Một cái tên dài ba mươi mốt chữ",
                          "Một cái tên dài ba mươi mốt c 2"));
  EXPECT_EQ(read("entries").size(), 59U);
  EXPECT_THAT(read("entries 2").front(), ElementsAre("60"));
  EXPECT_THAT(read("entries 3").back(), ElementsAre("150"));
}

TEST_F(BookFile, PutsTitlesAboveTheHeadingsOfABookThatIsPrinted) {
  WrittenBook book(file_);
  SheetForm form{"Văn bản đi", {"Số, ký hiệu", "Ngày tháng"}};
  form.titles = {"SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Năm: 2026"};
  form.below = {"(1)", "(2)"};
  form.widths = {15};
  form.isPrinted = true;
  book.begin(form);
  book.add({"05/TB-QLTT", "05/02/2026"});
  book.keep();
  const std::string sheet = partOf("xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("<mergeCell ref=\"A1:B1\"/>"));
  EXPECT_THAT(sheet, HasSubstr("paperSize=\"9\""));
  EXPECT_THAT(sheet, HasSubstr("orientation=\"landscape\""));
  EXPECT_THAT(sheet, HasSubstr("topLeftCell=\"A5\""));
  EXPECT_THAT(sheet, Not(HasSubstr("autoFilter")));
  EXPECT_THAT(partOf("xl/workbook.xml"), HasSubstr("'Văn bản đi'!$3:$4"));
  const std::string text = test::run("xlsx2csv '" + file_.string() + "'");
  EXPECT_EQ(text,
            "SỔ ĐĂNG KÝ VĂN BẢN ĐI,\nNăm: 2026,\n\"Số, ký hiệu\",Ngày tháng\n(1),(2)\n"
            "05/TB-QLTT,05/02/2026\n");
}

TEST_F(BookFile, LeavesNothingBehindWhenItIsNotKept) {
  {
    WrittenBook book(file_);
    book.begin({"entries", {"Mục"}});
    for (int i = 0; i < 100; ++i) book.add({"x"});
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace thongbao::intake
