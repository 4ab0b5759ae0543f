#pragma once

#include <filesystem>
#include <memory>

#include "intake/raw_rows.h"

namespace thongbao::intake {

/// Opens an OLE file as a workbook of before 2007 (BIFF5 and BIFF8). `info.sheet` and `info.sheets`
/// become what the workbook has. Number formats other than days, merged ranges and what is hidden
/// are not told by such files' reader. Throws Error(badInput): no workbook, named by its kind where
/// that can be told; locked with a password; damaged; a limit passed. notFound: no such sheet.
std::unique_ptr<RawRows> openXls(const std::filesystem::path& file, const TableOptions& options,
                                 TableInfo& info);

}  // namespace thongbao::intake
