#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace thongbao::intake {

/// Fills the cells of the next row; false when there is none.
using NextRow = std::function<bool(std::vector<std::string>& cells)>;

/// Writes an XLSX workbook of one sheet, row by row with bounded memory: a heading row that stays
/// in view and filters, and every cell a text, so that none is a formula and no number loses a
/// digit. What a workbook cannot hold is shown as `�` (control characters, bytes that are no
/// UTF-8) or `…` (the end of a text of more than 32,767 characters). The target is the old file or
/// the whole new one. Throws Error: badInput for more rows than a sheet holds, unavailable when the
/// disk is full or may not be written; and whatever `next` throws.
void writeSheet(const std::filesystem::path& file, const std::string& sheetName,
                const std::vector<std::string>& headings, const NextRow& next);

}  // namespace thongbao::intake
