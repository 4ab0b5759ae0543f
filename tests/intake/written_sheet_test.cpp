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

class WrittenSheet : public testing::Test {
 protected:
  using Rows = std::vector<std::vector<std::string>>;

  void write(const Rows& rows, const std::string& name = "Người bán",
             const std::vector<std::string>& headings = {"Tên", "Điện thoại"}) {
    std::size_t next = 0;
    writeSheet(file_, name, headings, [&](std::vector<std::string>& cells) {
      if (next == rows.size()) return false;
      cells = rows[next++];
      return true;
    });
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

TEST_F(WrittenSheet, IsReadBackAsItWas) {
  write({{"Cửa hàng Một", "0912345678"}, {"𝓢𝓱𝓸𝓹 & <b>", ""}, {"hai\ndòng", "+84"}});
  const auto rows = read();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_THAT(rows[0].cells, ElementsAre("Cửa hàng Một", "0912345678"));
  EXPECT_THAT(rows[1].cells, ElementsAre("𝓢𝓱𝓸𝓹 & <b>", ""));
  EXPECT_THAT(rows[2].cells, ElementsAre("hai\ndòng", "+84"));
  EXPECT_EQ(openTable(file_, {})->info().sheet, "Người bán");
}

TEST_F(WrittenSheet, HoldsTextsOnlyAndNeverAFormula) {
  write({{"=HYPERLINK(\"http://x\")", "912345678"}, {"@SUM(1)", "{=1}"}});
  EXPECT_THAT(sheetXml(), testing::Not(HasSubstr("<f>")));
  EXPECT_THAT(sheetXml(), testing::Not(testing::ContainsRegex("<c r=\"[A-Z0-9]+\"><v>")));
  EXPECT_EQ(read()[0].cells[0], "=HYPERLINK(\"http://x\")");
}

TEST_F(WrittenSheet, KeepsItsBoldHeadingsInViewWithFilters) {
  write({{"A", "1"}});
  EXPECT_THAT(sheetXml(), HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheetXml(), HasSubstr("<autoFilter ref=\"A1:B2\"/>"));
  EXPECT_THAT(partOf("xl/styles.xml"), HasSubstr("<b/>"));
}

TEST_F(WrittenSheet, ShowsWhatAWorkbookCannotHold) {
  write({{std::string("a\x01z"), "\xff"},
         {"a_x0041_b", std::string(40'000, 'x')},
         {"a\rb", "c\r\nd"}});
  const auto rows = read();
  EXPECT_THAT(rows[0].cells, ElementsAre("a�z", "�"));
  EXPECT_EQ(rows[1].cells[0], "a_x0041_b");
  EXPECT_THAT(rows[1].cells[1], testing::EndsWith("x…"));
  EXPECT_THAT(rows[2].cells, ElementsAre("a\nb", "c\nd"));
}

TEST_F(WrittenSheet, TakesAnyNameForTheSheet) {
  for (const std::string name :
       {"", "a[b]:c*?/\\'", "Danh sách người bán trên sàn thương mại điện tử"}) {
    write({{"A", "1"}}, name);
    EXPECT_EQ(read().size(), 1u) << name;
  }
}

TEST_F(WrittenSheet, HasOnlyHeadingsWhenThereAreNoRows) {
  write({});
  EXPECT_TRUE(read().empty());
}

TEST_F(WrittenSheet, KeepsTheOldFileWhenItFails) {
  write({{"A", "1"}});
  const std::string before = base::readFile(file_);
  int rows = 0;
  EXPECT_THROW(writeSheet(file_, "S", {"a", "b"},
                          [&rows](std::vector<std::string>& cells) -> bool {
                            if (++rows > 100) throw std::runtime_error("no more");
                            cells = {"x", "y"};
                            return true;
                          }),
               std::runtime_error);
  EXPECT_EQ(base::readFile(file_), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(WrittenSheet, SaysWhichFileCannotBeWritten) {
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
