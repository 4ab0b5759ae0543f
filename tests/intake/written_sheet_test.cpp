#include "intake/written_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "intake/table.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class SheetFile : public testing::Test {
 protected:
  using Rows = std::vector<std::vector<std::string>>;

  void write(const Rows& rows, const std::string& name = "Người bán",
             const std::vector<std::string>& headings = {"Tên", "Điện thoại"}) {
    WrittenSheet sheet(file_, name, headings);
    for (const auto& row : rows) sheet.add(row);
    sheet.keep();
  }
  std::vector<Row> read() {
    const auto table = openTable(file_, {});
    std::vector<Row> rows;
    for (Row row; table->next(row);) rows.push_back(row);
    return rows;
  }
  std::string partOf(const std::string& part) {
    return test::run("python3 -c \"import zipfile; print(zipfile.ZipFile('" + file_.string() +
                     "').read('" + part + "').decode())\"");
  }
  std::string sheetXml() { return partOf("xl/worksheets/sheet1.xml"); }

  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "out.xlsx";
};

TEST_F(SheetFile, IsReadBackAsItWas) {
  write({{"Cửa hàng Một", "0912345678"}, {"𝓢𝓱𝓸𝓹 & <b>", ""}, {"hai\ndòng", "+84"}});
  const auto rows = read();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_THAT(rows[0].cells, ElementsAre("Cửa hàng Một", "0912345678"));
  EXPECT_THAT(rows[1].cells, ElementsAre("𝓢𝓱𝓸𝓹 & <b>", ""));
  EXPECT_THAT(rows[2].cells, ElementsAre("hai\ndòng", "+84"));
  EXPECT_EQ(openTable(file_, {})->info().sheet, "Người bán");
}

TEST_F(SheetFile, HoldsTextsOnlyAndNeverAFormula) {
  write({{"=HYPERLINK(\"http://x\")", "912345678"}, {"@SUM(1)", "{=1}"}});
  EXPECT_THAT(sheetXml(), testing::Not(HasSubstr("<f>")));
  EXPECT_THAT(sheetXml(), testing::Not(testing::ContainsRegex("<c r=\"[A-Z0-9]+\"><v>")));
  EXPECT_EQ(read()[0].cells[0], "=HYPERLINK(\"http://x\")");
}

TEST_F(SheetFile, KeepsItsBoldHeadingsInViewWithFilters) {
  write({{"A", "1"}});
  EXPECT_THAT(sheetXml(), HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheetXml(), HasSubstr("<autoFilter ref=\"A1:B2\"/>"));
  EXPECT_THAT(partOf("xl/styles.xml"), HasSubstr("<b/>"));
}

TEST_F(SheetFile, ShowsWhatAWorkbookCannotHold) {
  write({{std::string("a\x01z"), "\xff"},
         {"a_x0041_b", std::string(40'000, 'x')},
         {"a\rb", "c\r\nd"}});
  const auto rows = read();
  EXPECT_THAT(rows[0].cells, ElementsAre("a�z", "�"));
  EXPECT_EQ(rows[1].cells[0], "a_x0041_b");
  EXPECT_THAT(rows[1].cells[1], testing::EndsWith("x…"));
  EXPECT_THAT(rows[2].cells, ElementsAre("a\nb", "c\nd"));
}

TEST_F(SheetFile, TakesAnyNameForTheSheet) {
  for (const std::string name :
       {"", "a[b]:c*?/\\'", "Danh sách người bán trên sàn thương mại điện tử"}) {
    write({{"A", "1"}}, name);
    EXPECT_EQ(read().size(), 1u) << name;
  }
}

TEST_F(SheetFile, HasOnlyHeadingsWhenThereAreNoRows) {
  write({});
  EXPECT_TRUE(read().empty());
}

TEST_F(SheetFile, KeepsTheOldFileWhenItIsNotFinished) {
  write({{"A", "1"}});
  const std::string before = base::readFile(file_);
  {
    WrittenSheet unfinished(file_, "S", {"a", "b"});
    for (int row = 0; row < 100; ++row) unfinished.add({"x", "y"});
  }
  EXPECT_EQ(base::readFile(file_), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(SheetFile, SaysWhichFileCannotBeWritten) {
  file_ = folder_.path() / "none" / "out.xlsx";
  try {
    write({{"A", "1"}});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::unavailable);
    EXPECT_THAT(error.place().file, HasSubstr("none/out.xlsx"));
    EXPECT_THAT(error.place().file, testing::Not(HasSubstr(".part")));
  }
}

}  // namespace
}  // namespace thongbao::intake
