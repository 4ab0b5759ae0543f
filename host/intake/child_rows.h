#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "intake/raw_rows.h"

namespace thongbao::intake {

/// Opens a list and says of it what it can.
using OpenRows = std::function<std::unique_ptr<RawRows>(TableInfo& info)>;

/// Runs `open` and reads its rows in a child process with limits of memory and time, for libraries
/// that hostile files bring down: the child dies then, not this program. Nothing that the child
/// says is believed unseen. `info` becomes what the child says of the sheets. Throws Error as
/// `open` and the rows do, badInput for a child that died.
std::unique_ptr<RawRows> readInChild(const std::filesystem::path& file, const TableOptions& options,
                                     const OpenRows& open, TableInfo& info);

}  // namespace thongbao::intake
