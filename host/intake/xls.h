#pragma once

#include <filesystem>
#include <memory>

#include "intake/raw_rows.h"

namespace thongbao::intake {

/// Opens an OLE file as a workbook of before 2007 (BIFF5 and BIFF8). `info.sheet` and `info.sheets`
/// become what the workbook has. freexl reads the texts, numbers and days; formulas' results,
/// formats with leading zeros, merged and hidden cells are read beside it (xls_facts.h). Throws
/// Error(badInput): no workbook, named by its kind where that can be told; locked with a password;
/// damaged; a limit passed. notFound: no such sheet.
std::unique_ptr<RawRows> openXls(const std::filesystem::path& file, const TableOptions& options,
                                 TableInfo& info);

}  // namespace thongbao::intake
