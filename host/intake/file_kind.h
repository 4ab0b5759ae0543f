#pragma once

#include <filesystem>
#include <string_view>

namespace thongbao::intake {

enum class FileKind { text, zip, ole };

/// What a list's file is by its first bytes (`head`: all of a small file). Throws
/// Error(badInput) that names any other kind: a PDF, a picture, a web page, an empty file.
FileKind kindOf(std::string_view head, const std::filesystem::path& file);

}  // namespace thongbao::intake
