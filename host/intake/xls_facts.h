#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "intake/merged_cells.h"
#include "intake/number_format.h"

namespace thongbao::intake {

/// What freexl keeps to itself of one sheet of an .xls workbook.
struct XlsFacts {
  using CellKey = std::uint32_t;          ///< row << 16 | column, from 0
  std::map<CellKey, std::string> values;  ///< formulas' results, true and false, errors, formats
  std::vector<CellKey> formulasWithoutResult;
  std::vector<MergedRange> merged;
  std::set<std::uint32_t> hiddenRows;     ///< from 0
  std::set<std::uint32_t> hiddenColumns;  ///< from 0
};

/// The records inside an .xls workbook (MS-XLS, BIFF5 and BIFF8).
class XlsRecords {
 public:
  explicit XlsRecords(std::string stream);
  /// Of every sheet, whether it is hidden.
  const std::vector<bool>& isHidden() const { return isHidden_; }
  /// `sheet` counts from 0; empty for one that is not there. Stops where the records are damaged.
  XlsFacts factsOf(std::size_t sheet) const;

 private:
  struct Record {
    std::uint16_t id = 0;
    std::string_view body;
  };
  bool read(std::size_t& at, Record& record) const;
  void readGlobals();
  void take(const Record& record, XlsFacts& facts) const;
  void takeFormula(const Record& record, const Record& next, XlsFacts& facts) const;
  void takeNumber(std::uint32_t key, std::uint16_t style, double number, bool always,
                  XlsFacts& facts) const;
  const NumberFormat& formatOf(std::uint16_t style) const;

  std::string stream_;
  bool isBiff8_ = false;
  bool from1904_ = false;
  std::vector<bool> isHidden_;
  std::vector<std::uint32_t> starts_;
  std::map<int, std::string> codes_;
  std::vector<int> formatOfStyle_;
  std::map<int, NumberFormat> formats_;
};

}  // namespace thongbao::intake
