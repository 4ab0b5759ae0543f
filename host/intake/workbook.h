#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/package.h"
#include "intake/table.h"

namespace thongbao::intake {

/// Texts that cells name by number, kept side by side.
class SharedTexts {
 public:
  void add(std::string_view text);
  std::size_t size() const { return ends_.size(); }
  std::size_t bytes() const { return all_.size(); }
  std::string_view at(std::size_t index) const;

 private:
  std::string all_;
  std::vector<std::size_t> ends_;
};

/// What the cells of one sheet need to be understood.
struct Workbook {
  std::string sheet;      ///< its name
  std::string sheetPart;  ///< `xl/worksheets/sheet1.xml`
  bool from1904 = false;
  std::vector<bool> isDateStyle;  ///< by the cell's style
  SharedTexts texts;
};

/// `wanted`: the sheet's name (compared folded), or empty for the first visible one. Throws
/// Error(notFound) when there is no such sheet, badInput for anything else.
Workbook readWorkbook(const Package& package, const TableOptions& options);

/// Adds the text of the element that has just started (`si` or `is`): its own and its rich
/// runs', without phonetic guides, `_x000D_` decoded. Reads to the element's end.
/// Throws Error(badInput) when it is longer than `mostBytes`.
std::string readRichText(XmlPart& part, std::string_view element, const TableOptions& options,
                         const std::filesystem::path& file);

/// The text in the element that has just started, to its end.
std::string readText(XmlPart& part, std::string_view element, const TableOptions& options,
                     const std::filesystem::path& file);

}  // namespace thongbao::intake
