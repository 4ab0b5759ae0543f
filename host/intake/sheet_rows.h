#pragma once

#include <memory>
#include <string>
#include <vector>

#include "intake/merged_cells.h"
#include "intake/package.h"
#include "intake/raw_rows.h"
#include "intake/sheet_notes.h"
#include "intake/workbook.h"

namespace thongbao::intake {

/// The rows of one sheet of a workbook.
class SheetRows : public RawRows {
 public:
  SheetRows(Package package, Workbook book, const TableOptions& options);

  bool next(Row& row) override;
  std::vector<std::string> notes() const override { return notes_.sentences(); }

 private:
  void readColumns();
  bool readRow(Row& row);
  void readCell(Row& row, std::size_t& column);
  void readValue();
  void show(std::size_t column);
  void showSharedText();
  void put(Row& row, std::size_t column);
  void countRow(std::string_view number);
  base::Place place() const { return {.file = package_.file().string(), .row = row_}; }

  Package package_;
  Workbook book_;
  TableOptions options_;
  MergedCells merged_;
  SheetNotes notes_;
  std::vector<bool> isHiddenColumn_;
  std::unique_ptr<XmlPart> part_;
  std::uint64_t row_ = 0;
  std::string type_, value_;  ///< of the cell that is read
  std::size_t style_ = 0;
  bool isFormula_ = false, hasValue_ = false;
};

}  // namespace thongbao::intake
