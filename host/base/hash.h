#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace thongbao::base {

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
/// The same of a file's content, read in pieces. Throws Error(notFound or badInput).
std::string sha256OfFile(const std::filesystem::path& file);
/// Lower-case hex, two digits a byte.
std::string toHex(std::string_view bytes);

}  // namespace thongbao::base
