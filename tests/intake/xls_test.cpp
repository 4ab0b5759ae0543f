#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "intake/table.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const std::filesystem::path kFixtures = SOURCE_FOLDER "/tests/intake/fixtures";

class Xls : public testing::Test {
 protected:
  std::unique_ptr<Table> open(const std::string& name, const TableOptions& options = {}) {
    return openTable(kFixtures / name, options);
  }
  std::vector<Row> rowsOf(Table& table) {
    std::vector<Row> rows;
    for (Row row; table.next(row);) rows.push_back(row);
    return rows;
  }
  base::Error failure(const std::string& bytes, const TableOptions& options = {}) {
    try {
      rowsOf(*openTable(folder_.write("list.xls", bytes), options));
    } catch (const base::Error& error) {
      EXPECT_THAT(error.place().file, HasSubstr("list.xls"));
      return error;
    }
    ADD_FAILURE() << "was read without an error";
    return {base::Code::defect, ""};
  }

  test::TemporaryFolder folder_;
};

TEST_F(Xls, ReadsTextsNumbersDaysAndFormulasResults) {
  const auto table = open("quirks.xls");
  EXPECT_EQ(table->info().format, "xls");
  EXPECT_EQ(table->info().sheet, "Người bán");
  EXPECT_THAT(table->info().sheets, ElementsAre("Hướng dẫn", "Người bán"));
  EXPECT_EQ(table->info().headingRow, 2u) << "a title stands above";
  const auto rows = rowsOf(*table);
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].number, 3u);
  EXPECT_THAT(rows[0].cells, ElementsAre("Cửa hàng Một", "0912345678", "05/02/2026", "12:00:00",
                                         "409050.5", "TRUE", "2", ""));
  EXPECT_THAT(rows[1].cells, ElementsAre("Shop 𝓑", "0912 345 678", "05/02/2026 14:30:00", "",
                                         "1.23456789012345E+15", "7.494512345678913e+18", "", ""));
}

TEST_F(Xls, TellsOfHiddenRowsAndLongNumbers) {
  const auto table = open("quirks.xls");
  rowsOf(*table);
  ASSERT_THAT(table->info().notes, SizeIs(2));
  EXPECT_EQ(table->info().notes[0], "1 hidden rows were read too: 4.");
  EXPECT_THAT(table->info().notes[1], HasSubstr("more than 15 digits"));
}

TEST_F(Xls, CountsDaysFrom1904WhereTheWorkbookDoes) {
  EXPECT_EQ(rowsOf(*open("from1904.xls"))[0].cells[1], "05/02/2026");
}

TEST_F(Xls, ReadsTheSheetThatIsAskedForAndNamesTheOthersOtherwise) {
  EXPECT_EQ(rowsOf(*open("two.xls", {.sheet = "b"}))[0].cells[0], "Z");
  const auto first = open("two.xls");
  rowsOf(*first);
  EXPECT_EQ(first->info().sheet, "A");
  ASSERT_THAT(first->info().notes, SizeIs(1));
  EXPECT_THAT(first->info().notes[0], HasSubstr("“B”"));
  const auto error = failure(base::readFile(kFixtures / "two.xls"), {.sheet = "C"});
  EXPECT_EQ(error.code(), base::Code::notFound);
  EXPECT_THAT(error.advice(), HasSubstr("“A”, “B”"));
}

TEST_F(Xls, NamesOtherOleFilesByTheirKind) {
  const std::pair<const char*, const char*> kinds[] = {{"EncryptedPackage", "password"},
                                                       {"WordDocument", ".doc"},
                                                       {"PowerPoint Document", ".ppt"},
                                                       {"Other", ".xls"}};
  for (const auto& [stream, word] : kinds) {
    std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    bytes.resize(1024);
    for (const char* c = stream; *c; ++c) bytes += {*c, '\0'};
    EXPECT_THAT(failure(bytes).sentence(), HasSubstr(word));
  }
}

TEST_F(Xls, RefusesADamagedFileAndOneThatIsCut) {
  const std::string good = base::readFile(kFixtures / "quirks.xls");
  for (const std::size_t size : {600u, 2048u, 4096u}) {
    const auto error = failure(good.substr(0, size));
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_FALSE(error.advice().empty());
  }
}

TEST_F(Xls, RefusesMoreColumnsAndLongerTextsThanTheLimits) {
  const std::string good = base::readFile(kFixtures / "quirks.xls");
  EXPECT_THAT(failure(good, {.mostColumns = 4}).sentence(), HasSubstr("4 columns"));
  EXPECT_THAT(failure(good, {.mostCellBytes = 8}).sentence(), HasSubstr("8 bytes"));
}

TEST_F(Xls, OutlivesAFileThatBringsItsReaderDown) {
  // The table of sectors names itself; whatever the library does, an error comes back.
  std::string bytes = base::readFile(kFixtures / "two.xls");
  for (std::size_t i = 512; i < bytes.size(); i += 7) bytes[i] = static_cast<char>(i * 31);
  EXPECT_EQ(failure(bytes).code(), base::Code::badInput);
}

}  // namespace
}  // namespace thongbao::intake
