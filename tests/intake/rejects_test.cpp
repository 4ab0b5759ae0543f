#include "intake/rejects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;

class RejectsFile : public testing::Test {
 protected:
  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "list.csv.rejected.csv";
};

TEST_F(RejectsFile, HasTheListsOwnColumnsThenRowAndReason) {
  Rejects rejects(file_, {"Tên", "Điện thoại"});
  rejects.add({7, {"Shop \"A\", Huế", "9.12E+08"}},
              {{"Điện thoại", "9.12E+08", "Digits are lost.", "Enter it again."},
               {"", "", "No name.", ""}});
  EXPECT_EQ(rejects.finish(), file_);
  EXPECT_EQ(base::readFile(file_),
            "\xEF\xBB\xBFTên,Điện thoại,thongbao: dòng,thongbao: lý do\r\n"
            "\"Shop \"\"A\"\", Huế\",9.12E+08,7,"
            "Điện thoại: Digits are lost. Enter it again. | No name.\r\n");
}

TEST_F(RejectsFile, LetsNoCellActAsAFormula) {
  Rejects rejects(file_, {"Tên", "Điện thoại", "Ghi chú"});
  rejects.add({2, {"=HYPERLINK(\"x\")", "+84912345678", "\t=1"}}, {{"", "", "@sum", ""}});
  rejects.finish();
  EXPECT_EQ(base::readFile(file_).substr(3),
            "Tên,Điện thoại,Ghi chú,thongbao: dòng,thongbao: lý do\r\n"
            "\"'=HYPERLINK(\"\"x\"\")\",'+84912345678,\"'\t=1\",2,'@sum\r\n");
}

TEST_F(RejectsFile, CanBePulledAgain) {
  Rejects rejects(file_, {"Tên", "Điện thoại", "Địa chỉ"});
  rejects.add({2, {"A", "x", "1 Lê Lợi\nHuế; \"Việt Nam\""}}, {{"Tên", "A", "Why,\nso.", ""}});
  rejects.add({3, {"B"}}, {{"", "", "b", ""}});
  const auto table = openTable(rejects.finish(), {});
  ASSERT_EQ(table->info().headings.size(), 5u);
  EXPECT_FALSE(isRejectsColumn(table->info().headings[2]));
  EXPECT_TRUE(isRejectsColumn(table->info().headings[3]));
  EXPECT_TRUE(isRejectsColumn(table->info().headings[4]));
  Row row;
  ASSERT_TRUE(table->next(row));
  EXPECT_THAT(row.cells,
              ElementsAre("A", "x", "1 Lê Lợi\nHuế; \"Việt Nam\"", "2", "Tên: Why,\nso."));
}

TEST_F(RejectsFile, DoesNotDoubleItsOwnColumns) {
  Rejects rejects(file_, {"Tên", "thongbao: dòng", "thongbao: lý do"});
  rejects.add({4, {"A", "2", "old"}}, {{"", "", "new", ""}});
  rejects.finish();
  EXPECT_EQ(base::readFile(file_).substr(3), "Tên,thongbao: dòng,thongbao: lý do\r\nA,4,new\r\n");
}

TEST_F(RejectsFile, IsNotThereWhenNothingWasRefused) {
  base::writeFile(file_, "old");
  EXPECT_EQ(Rejects(file_, {"Tên"}).finish(), std::filesystem::path());
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST(RejectsColumn, IsKnownInAnyNormalForm) {
  EXPECT_TRUE(isRejectsColumn("thongbao: do\u0300ng"));
  EXPECT_FALSE(isRejectsColumn("dòng"));
  EXPECT_FALSE(isRejectsColumn("thongbao: \xff"));
}

}  // namespace
}  // namespace thongbao::intake
