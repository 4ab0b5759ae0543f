#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "intake/table.h"

namespace thongbao::intake {

/// Opens a text as CSV, JSON or NDJSON, told by its content; `head`: the file's first bytes.
/// Throws like openTable.
std::unique_ptr<Table> openTextTable(const std::filesystem::path& file, std::string_view head,
                                     const TableOptions& options);

}  // namespace thongbao::intake
