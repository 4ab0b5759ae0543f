#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::intake {

enum class Encoding { utf8, utf16le, utf16be, windows1258, tcvn3, vni };

/// The names that encodingNamed takes: `utf-8`, `utf-16le`, `utf-16be`, `windows-1258`, `tcvn3`,
/// `vni`.
const std::vector<std::string>& encodings();

/// Capitals do not matter. Throws Error(usage) that lists the names for any other.
Encoding encodingNamed(const std::string& name);

/// As it is shown: `UTF-8`, `Windows-1258`.
std::string nameOf(Encoding encoding);

/// The Unicode encoding that the first bytes of a file show by a byte order mark, by zeros as
/// UTF-16 has them, or by being valid UTF-8 whose last character may be cut; ASCII is UTF-8.
std::optional<Encoding> unicodeOf(std::string_view head);

/// The encoding of a text by its first bytes: Unicode, or Windows-1258 when that makes Vietnamese
/// of them. Throws Error(badInput) with the line of the first wrong byte, naming `--encoding`.
Encoding encodingOf(std::string_view head, const std::filesystem::path& file);

/// The length of the byte order mark of that encoding at the start, or 0.
std::size_t markLength(std::string_view head, Encoding encoding);

/// What to do with a list whose bytes are wrong.
std::string adviceOnEncoding();

/// The length of the character at the end of UTF-8 whose last bytes are still to come, or 0.
std::size_t incompleteEnd(std::string_view text);

}  // namespace thongbao::intake
