#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "intake/table.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {

/// A list written to a file and read again.
class TableOfTest : public testing::Test {
 protected:
  std::unique_ptr<Table> open(const std::string& bytes, const TableOptions& options = {}) {
    return openTable(folder_.write("list", bytes), options);
  }
  static std::vector<Row> rowsOf(Table& table) {
    std::vector<Row> rows;
    for (Row row; table.next(row);) rows.push_back(row);
    return rows;
  }
  std::vector<Row> rows(const std::string& bytes, const TableOptions& options = {}) {
    return rowsOf(*open(bytes, options));
  }
  base::Error failure(const std::string& bytes, const TableOptions& options = {}) {
    try {
      rows(bytes, options);
    } catch (const base::Error& error) {
      EXPECT_NE(error.sentence(), "");
      EXPECT_NE(error.advice(), "") << error.sentence();
      return error;
    }
    ADD_FAILURE() << "was read without an error";
    return {base::Code::defect, ""};
  }

  test::TemporaryFolder folder_;
};

}  // namespace thongbao::intake
