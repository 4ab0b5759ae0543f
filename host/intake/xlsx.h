#pragma once

#include <filesystem>
#include <memory>

#include "intake/raw_rows.h"

namespace thongbao::intake {

/// Opens a ZIP file as an XLSX workbook (ECMA-376, Office Open XML). `info.sheet` becomes the
/// name of the sheet that is read. Throws Error(badInput): no workbook, named by its kind where
/// that can be told; a sheet that does not exist; a damaged or hostile file; a limit passed.
std::unique_ptr<RawRows> openXlsx(const std::filesystem::path& file, const TableOptions& options,
                                  TableInfo& info);

}  // namespace thongbao::intake
