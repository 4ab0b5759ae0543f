#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace thongbao::fuzz {

/// Reads a list whose first byte chooses the options and whose other bytes are the file. Returns
/// the promise that intake::openTable broke, or nothing: it throws base::Error of the kinds that
/// it names, with advice; or gives rows as wide as the headings, with growing numbers and cells
/// that are valid UTF-8.
std::string readHostile(std::span<const std::uint8_t> bytes);

}  // namespace thongbao::fuzz
