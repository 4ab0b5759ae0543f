#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thongbao::base {

/// Byte offset of the first byte that is not well-formed UTF-8 (RFC 3629), or nullopt.
std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

/// Unicode NFC. `text` must be valid UTF-8; throws Error(badInput) otherwise.
std::string toNfc(std::string_view text);

/// The form in which names are compared, never shown: NFKC, case folded, invisible characters
/// dropped, blanks squeezed to one and trimmed. Throws like toNfc.
std::string fold(std::string_view text);

/// Without Vietnamese and other combining marks, `đ` as `d`, curly quotes and apostrophes straight:
/// `Số điện thoại` → `So dien thoai`.
std::string withoutMarks(std::string_view text);

/// Whether `text` is valid UTF-8 that cleanLine leaves as it is. May say no for some rare text
/// that is clean.
bool isCleanLine(std::string_view text);

/// One line of clean text: NFC, control characters, line breaks and bidirectional overrides as
/// one blank, zero-width characters dropped, trimmed. Throws like toNfc.
std::string cleanLine(std::string_view text);

/// Without blanks (ASCII white space and U+00A0) at both ends.
std::string_view trim(std::string_view text);

/// The number of code points of valid UTF-8.
std::size_t lengthOf(std::string_view text);

/// The code point that starts at `offset`, which is moved behind it. U+FFFD for an invalid byte.
char32_t nextCodePoint(std::string_view text, std::size_t& offset);

/// Appends `codePoint` as UTF-8.
void appendUtf8(std::string& text, char32_t codePoint);

/// Vietnamese and English capitals: `Hà Nội` → `HÀ NỘI`.
std::string upperCase(std::string_view text);

/// Line and column (from 1, in code points) of a byte offset.
struct LineColumn {
  std::uint64_t line;
  std::uint64_t column;
};
LineColumn lineColumnAt(std::string_view text, std::size_t offset);

}  // namespace thongbao::base
