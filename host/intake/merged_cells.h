#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "intake/package.h"
#include "intake/table.h"

namespace thongbao::intake {

/// Rows count from 1, the column from 0.
struct MergedRange {
  std::uint32_t firstRow, lastRow;
  std::uint32_t column;  ///< the first one
};

/// Cells that one value fills over several rows: read in each of these rows, unless the row has
/// nothing of its own (it is a title then). Of a range with several columns the first one counts.
class MergedCells {
 public:
  explicit MergedCells(std::vector<MergedRange> ranges);
  /// Looks through the sheet, because its ranges stand behind its rows. Throws Error(badInput):
  /// damaged, or more ranges than may be kept.
  static MergedCells of(const Package& package, const std::string& sheetPart);

  /// `row` has its number and its own cells; rows come in the order of their numbers.
  void fill(Row& row);

 private:
  struct Value {
    std::uint64_t lastRow;
    std::string text;
  };

  std::vector<MergedRange> ranges_;  ///< by their first row
  std::size_t begun_ = 0;
  std::map<std::uint32_t, Value> open_;  ///< by column
};

}  // namespace thongbao::intake
