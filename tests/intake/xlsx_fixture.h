#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "intake/table.h"
#include "intake/workbook_of_test.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {

class Xlsx : public testing::Test {
 protected:
  std::unique_ptr<Table> open(const std::string& bytes, const TableOptions& options = {}) {
    return openTable(folder_.write("list.xlsx", bytes), options);
  }
  std::vector<Row> rowsOf(Table& table) {
    std::vector<Row> rows;
    for (Row row; table.next(row);) rows.push_back(row);
    return rows;
  }
  std::vector<Row> rows(const WorkbookOfTest& book) { return rowsOf(*open(book.packed())); }
  /// The first cell of row 2.
  std::string cell(const WorkbookOfTest& book) { return rows(book).at(0).cells.at(0); }

  base::Error failureOfBytes(const std::string& bytes, const TableOptions& options = {}) {
    try {
      rowsOf(*open(bytes, options));
    } catch (const base::Error& error) {
      EXPECT_THAT(error.place().file, testing::HasSubstr("list.xlsx"));
      return error;
    }
    ADD_FAILURE() << "was read without an error";
    return {base::Code::defect, ""};
  }
  base::Error failure(const WorkbookOfTest& book, const TableOptions& options = {}) {
    return failureOfBytes(book.packed(), options);
  }

  test::TemporaryFolder folder_;
};

inline WorkbookOfTest twoSheets() {
  return {.rows = headedRows(textCell("A2", "ẩn")),
          .sheets = R"(<sheet name="Ẩn" sheetId="1" state="hidden" r:id="rId1"/>)"
                    R"(<sheet name="Người bán" sheetId="2" r:id="rId2"/>)",
          .relations = R"(<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>)"
                       R"(<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/>)",
          .otherParts = {{"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" +
                                                          headedRows(textCell("A2", "hiện")) +
                                                          "</sheetData></worksheet>"}}};
}

}  // namespace thongbao::intake
