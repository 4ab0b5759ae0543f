#include "intake/headings.h"

#include <gmock/gmock.h>

#include <set>

#include "intake/table_of_test.h"
#include "intake/totals.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Headings : public TableOfTest {
 protected:
  /// Of a plugin that knows these columns.
  TableOptions knowing() {
    TableOptions options;
    options.isKnownHeading = [](const std::string& text) {
      return std::set<std::string>{"Mã", "Tên", "Email", "SĐT"}.contains(text);
    };
    return options;
  }
};

TEST_F(Headings, AreFoundUnderATitleBlockThatIsAsWideAsTheyAre) {
  const auto table = open(
      "ỦY BAN NHÂN DÂN,TỈNH,CỘNG HÒA,VIỆT NAM\n"
      "Danh sách,người bán,theo,công văn\n"
      "Mã, Tên ,Ghi chú,SĐT\n"
      "1,A,x,0912345678\n",
      knowing());
  EXPECT_EQ(table->info().headingRow, 3u);
  EXPECT_THAT(table->info().headings, ElementsAre("Mã", "Tên", "Ghi chú", "SĐT"));
  EXPECT_EQ(rowsOf(*table)[0].number, 4u);
}

TEST_F(Headings, AreTheRowThatNamesMostColumns) {
  EXPECT_EQ(open("Mã,Tên,x,y\nMã,Tên,Email,y\nMã,Tên,x,y\n", knowing())->info().headingRow, 2u);
}

TEST_F(Headings, AreFoundAmongMostlyUnknownNamesAndNumbers) {
  EXPECT_EQ(
      open("a,b,c,d,e,f\nMã,Tên,2024,2025,2026,2027\n1,A,,,,\n", knowing())->info().headingRow, 2u);
}

TEST_F(Headings, MayBeOneKnownNameOfTwo) {
  EXPECT_EQ(open("một,hai\nTên,lạ\nA,b\n", knowing())->info().headingRow, 2u);
}

TEST_F(Headings, AreFoundByTheirLookWhenNobodyKnowsThem) {
  EXPECT_EQ(open("Danh sách,,\nMột,hai,ba\nA,b,1\n", knowing())->info().headingRow, 2u);
}

TEST_F(Headings, AreTakenFromTheRowThatIsNamed) {
  TableOptions options = knowing();
  options.headingRow = 3;
  const auto table = open("Mã,Tên\n\n1,2\nA,b\n", options);
  EXPECT_EQ(table->info().headingRow, 3u);
  EXPECT_THAT(table->info().headings, ElementsAre("1", "2"));
  EXPECT_THAT(rowsOf(*table), SizeIs(1));
}

TEST_F(Headings, MayStandFarBelow) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "x,y\n";
  EXPECT_THAT(open(text + "Tên,Email\nA,b\n", {.headingRow = 5001})->info().headings,
              ElementsAre("Tên", "Email"));
}

TEST_F(Headings, AreMissedInARowThatIsEmptyOrNotThere) {
  for (const std::uint64_t row : {2u, 9u}) {
    const auto error = failure("Mã,Tên\n\nA,b\n", {.headingRow = row});
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_EQ(error.place().row, row);
  }
}

TEST_F(Headings, MayBeNamedForAListThatHasNone) {
  const auto table =
      open("A,https://a.example,x\nB,https://b.example,\n", {.columns = {"Tên", "Đường dẫn"}});
  EXPECT_EQ(table->info().headingRow, 0u);
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Đường dẫn", "cột 3"));
  const auto all = rowsOf(*table);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].number, 1u);
  EXPECT_THAT(all[0].cells, ElementsAre("A", "https://a.example", "x"));
}

TEST_F(Headings, MayBeMoreThanTheColumns) {
  EXPECT_THAT(rows("A\nB\n", {.columns = {"Tên", "Email"}})[1].cells, ElementsAre("B", ""));
}

TEST_F(Headings, AreNotBothNamedAndARow) {
  EXPECT_EQ(failure("Tên\nA\n", {.headingRow = 1, .columns = {"Tên"}}).code(), base::Code::usage);
}

TEST_F(Headings, ThatAreMissingCanBeNamedSaysTheAdvice) {
  EXPECT_THAT(failure("1,2\n3,4\n", knowing()).advice(), HasSubstr("--columns"));
}

TEST_F(Headings, DoNotComeTwice) {
  EXPECT_THAT(distinctHeadings({"a", "", " a ", "b", "a (2)", "cột 2"}),
              ElementsAre("a", "cột 2", "a (2)", "b", "a (2) (2)", "cột 2 (2)"));
}

TEST_F(Headings, TotalsBelowAreLeftOutAndTold) {
  const auto table = open("Mã,Tên,SĐT,Email,Giá\n1,A,0912,a,5\n,Tổng cộng: 12 gian hàng,,,5\n");
  EXPECT_THAT(rowsOf(*table), SizeIs(1));
  EXPECT_THAT(table->info().notes, ElementsAre(HasSubstr("Row 3")));
}

TEST_F(Headings, ASellerWhoseNameSoundsLikeTotalsStays) {
  const auto table = open(
      "Tên,SĐT,Email,Giá\n"
      "Tổng hợp,0912,,\n"
      "Total Fashion,,,\n"
      "Cộng Cà Phê,,,\n"
      "Tổng,0912,a@x.example,5\n");
  EXPECT_THAT(rowsOf(*table), SizeIs(4));
  EXPECT_THAT(table->info().notes, SizeIs(0));
}

TEST_F(Headings, NotesAboutTotalsAreFew) {
  std::string text = "Tên,SĐT,Email,Giá\n";
  for (int i = 0; i < 100; ++i) text += "Tổng,,,\n";
  const auto table = open(text + "A,1,,\n");
  EXPECT_THAT(rowsOf(*table), SizeIs(1));
  ASSERT_THAT(table->info().notes, SizeIs(21));
  EXPECT_THAT(table->info().notes[19], HasSubstr("Row 21"));
  EXPECT_THAT(table->info().notes[20], HasSubstr("80 more"));
}

TEST_F(Headings, ThatComeAgainOnTheNextPageAreLeftOutAndTold) {
  const auto table = open("Mã,Tên\n1,A\n Mã,Tên \n2,B\n");
  EXPECT_THAT(rowsOf(*table), SizeIs(2));
  EXPECT_THAT(table->info().notes, ElementsAre(HasSubstr("Row 3 repeats the headings")));
}

TEST_F(Headings, NumbersOfTheColumnsBelowThemAreLeftOutAndTold) {
  for (const char* numbers : {"(1),(2),(3)", "1,2,3"}) {
    const auto table = open("Mã,Tên,Email\n" + std::string(numbers) + "\n7,B,c\n1,2,3\n");
    EXPECT_THAT(rowsOf(*table), SizeIs(2));
    EXPECT_THAT(table->info().notes, ElementsAre(HasSubstr("Row 2 holds only the columns")));
  }
}

TEST_F(Headings, TotalsAreNamedInManyWays) {
  for (const char* text :
       {"Tổng", "TỔNG CỘNG", " tổng số: ", "Cộng", "cong:", "TONG CONG", "Total",
        "Grand Total:", "Tổng cộng: 12 gian hàng", "Tổng số 12", "To\u0302\u0309ng"})
    EXPECT_TRUE(namesTotals(text)) << text;
  for (const char* text : {"", "Tổng hợp", "Totally", "Cộng đồng", "Cong ty A", "Hoa Mai", "grand"})
    EXPECT_FALSE(namesTotals(text)) << text;
}

}  // namespace
}  // namespace thongbao::intake
