#pragma once

#include <map>
#include <string>
#include <vector>

#include "intake/number_format.h"
#include "intake/package.h"
#include "intake/shared_texts.h"
#include "intake/table.h"

namespace thongbao::intake {

/// The part that says which sheets there are; empty when the package is no XLSX workbook.
std::string workbookPartOf(const Package& package);

/// What the cells of one sheet need to be understood.
struct Workbook {
  std::string sheet;                       ///< its name
  std::string sheetPart;                   ///< `xl/worksheets/sheet1.xml`
  std::vector<std::string> sheets;         ///< names of all
  std::vector<std::string> sheetsLeftOut;  ///< visible ones with rows that nobody asked for
  bool from1904 = false;
  std::map<int, NumberFormat> formats;  ///< by their number
  std::vector<int> formatOfStyle;       ///< by the cell's style
  SharedTexts texts;

  const NumberFormat& formatOf(std::size_t style) const;
};

/// Reads `options.sheet` (its name, compared folded), or where that is empty the first visible one
/// with rows. Throws Error(notFound) when there is no such sheet, badInput for anything else.
Workbook readWorkbook(const Package& package, const TableOptions& options);

}  // namespace thongbao::intake
