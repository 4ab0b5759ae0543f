#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace thongbao::fuzz {

/// An input for readHostile: the first byte as it is, then an XLSX file. Its parts are the other
/// bytes, cut at 0x1E: sheet, shared texts, styles, workbook, relations; those that are left out
/// are sound ones. Bytes that begin with `PK` are the file itself.
std::string hostileXlsx(std::span<const std::uint8_t> bytes);

/// The same for an XLS file: the bytes are the records inside it, or with `D0 CF` the file itself.
std::string hostileXls(std::span<const std::uint8_t> bytes);

}  // namespace thongbao::fuzz
