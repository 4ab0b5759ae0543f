#include "base/text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::base {

namespace {

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                   static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  if (length < 0)
    throw Error(Code::badInput, tr("The text is not valid UTF-8."), {},
                tr("Save the file as UTF-8 and try again."));
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length)};
}

bool isAscii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

bool isInvisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/// Blanks, control characters, line separators and bidirectional controls (which could make a
/// name read as another one on paper).
bool isBlankOrControl(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

std::string squeezed(std::string_view text) {
  std::string clean;
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = nextCodePoint(text, i);
    if (isInvisible(c)) continue;
    if (isBlankOrControl(c)) {
      blank = !clean.empty();
      continue;
    }
    if (blank) clean += ' ';
    blank = false;
    appendUtf8(clean, c);
  }
  return clean;
}

}  // namespace

std::optional<std::size_t> firstInvalidUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    utf8proc_int32_t c = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                         static_cast<utf8proc_ssize_t>(text.size() - i), &c);
    if (length < 0) return i;
    i += static_cast<std::size_t>(length);
  }
  return std::nullopt;
}

std::string toNfc(std::string_view text) {
  return isAscii(text) ? std::string(text) : mapped(text, UTF8PROC_COMPOSE);
}

std::string fold(std::string_view text) {
  return squeezed(mapped(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));
}

std::string withoutMarks(std::string_view text) {
  const std::string bare = mapped(text, UTF8PROC_STRIPMARK | UTF8PROC_COMPOSE);
  std::string plain;
  for (std::size_t i = 0; i < bare.size();) {
    const char32_t c = nextCodePoint(bare, i);
    appendUtf8(plain, c == U'đ' ? U'd' : c == U'Đ' ? U'D' : c);
  }
  return plain;
}

std::string cleanLine(std::string_view text) {
  return squeezed(toNfc(text));
}

std::string_view trim(std::string_view text) {
  const auto isBlank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  for (;;) {
    if (!text.empty() && isBlank(text.front()))
      text.remove_prefix(1);
    else if (text.starts_with("\xC2\xA0"))
      text.remove_prefix(2);
    else if (!text.empty() && isBlank(text.back()))
      text.remove_suffix(1);
    else if (text.ends_with("\xC2\xA0"))
      text.remove_suffix(2);
    else
      return text;
  }
}

std::size_t lengthOf(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return length;
}

char32_t nextCodePoint(std::string_view text, std::size_t& offset) {
  utf8proc_int32_t c = 0;
  const auto length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset,
                       static_cast<utf8proc_ssize_t>(text.size() - offset), &c);
  if (length <= 0) {
    ++offset;
    return 0xFFFD;
  }
  offset += static_cast<std::size_t>(length);
  return static_cast<char32_t>(c);
}

void appendUtf8(std::string& text, char32_t codePoint) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codePoint), bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::string upperCase(std::string_view text) {
  std::string upper;
  for (std::size_t i = 0; i < text.size();)
    appendUtf8(upper, static_cast<char32_t>(
                          utf8proc_toupper(static_cast<utf8proc_int32_t>(nextCodePoint(text, i)))));
  return upper;
}

LineColumn lineColumnAt(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  std::uint64_t line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] == '\n') {
      ++line;
      start = i + 1;
    }
  return {line, lengthOf(before.substr(start)) + 1};
}

}  // namespace thongbao::base
