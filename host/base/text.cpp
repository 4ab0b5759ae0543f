#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
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

struct Decoded {
  char32_t codePoint = 0;
  std::size_t length = 0;  ///< in bytes; 0 when no well-formed sequence starts there
};

/// `text` is not empty. Every text of every letter comes through here several times.
inline Decoded decode(std::string_view text) {
  const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i) { return i < text.size() && (at(i) & 0xC0U) == 0x80U; };
  const char32_t first = at(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xC2 || first > 0xF4 || !follows(1)) return {};
  const char32_t two = (first & 0x1FU) << 6U | (at(1) & 0x3FU);
  if (first < 0xE0) return {two, 2};
  if (!follows(2)) return {};
  const char32_t three = (two & 0x3FFU) << 6U | (at(2) & 0x3FU);
  if (first < 0xF0) {
    const bool isSurrogate = three >= 0xD800 && three < 0xE000;
    return three < 0x800 || isSurrogate ? Decoded{} : Decoded{three, 3};
  }
  if (!follows(3)) return {};
  const char32_t four = (three & 0x7FFFU) << 6U | (at(3) & 0x3FU);
  return four < 0x10000 || four > 0x10FFFF ? Decoded{} : Decoded{four, 4};
}

/// Starts no composition, ends none and has no other canonical form, whatever stands beside it:
/// Latin with all Vietnamese letters, common punctuation, currency signs.
bool isComposed(char32_t c) {
  return c < 0x300 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2010 && c <= 0x205E) ||
         (c >= 0x20A0 && c <= 0x20BF);
}

/// Whether every character is composed. False for what is not UTF-8, too.
bool isAllComposed(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded next = decode(text.substr(i));
    if (!next.length || !isComposed(next.codePoint)) return false;
    i += next.length;
  }
  return true;
}

/// How many of eight bytes, in the order of the text, come before the first that is not ASCII.
std::size_t asciiBytes(std::uint64_t eight) {
  static_assert(std::endian::native == std::endian::little);
  return static_cast<std::size_t>(std::countr_zero(eight & 0x8080808080808080U)) / 8;
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

bool isAscii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

std::string smallAscii(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

}  // namespace

std::optional<std::size_t> firstInvalidUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t eight = 0;
    if (text.size() - i >= sizeof eight) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      const std::size_t ascii = asciiBytes(eight);
      i += ascii;
      if (ascii == sizeof eight) continue;
    }
    const Decoded next = decode(text.substr(i));
    if (!next.length) return i;
    i += next.length;
  }
  return std::nullopt;
}

std::string toNfc(std::string_view text) {
  return isAllComposed(text) ? std::string(text) : mapped(text, UTF8PROC_COMPOSE);
}

std::string fold(std::string_view text) {
  if (isAscii(text)) return squeezed(smallAscii(text));
  return squeezed(mapped(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));
}

namespace {
char32_t plainOf(char32_t c) {
  switch (c) {
    case U'đ':
      return U'd';
    case U'Đ':
      return U'D';
    case U'‘':
    case U'’':
    case U'ʼ':
      return U'\'';
    case U'“':
    case U'”':
      return U'"';
    default:
      return c;
  }
}
}  // namespace

std::string withoutMarks(std::string_view text) {
  const std::string bare = mapped(text, UTF8PROC_STRIPMARK | UTF8PROC_COMPOSE);
  std::string plain;
  for (std::size_t i = 0; i < bare.size();) appendUtf8(plain, plainOf(nextCodePoint(bare, i)));
  return plain;
}

bool isCleanLine(std::string_view text) {
  bool blank = true;  // none may stand at the start, or behind another
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte > ' ' && byte < 0x7F) {
      blank = false;
      ++i;
      continue;
    }
    if (byte == ' ') {
      if (blank) return false;
      blank = true;
      ++i;
      continue;
    }
    const Decoded next = decode(text.substr(i));
    if (!next.length || !isComposed(next.codePoint) || isInvisible(next.codePoint) ||
        isBlankOrControl(next.codePoint))
      return false;
    blank = false;
    i += next.length;
  }
  return !blank || text.empty();
}

std::string cleanLine(std::string_view text) {
  return isCleanLine(text) ? std::string(text) : squeezed(toNfc(text));
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
  const Decoded next = decode(text.substr(offset));
  offset += next.length ? next.length : 1;
  return next.length ? next.codePoint : 0xFFFD;
}

void appendUtf8(std::string& text, char32_t codePoint) {
  if (codePoint < 0x80) {
    text += static_cast<char>(codePoint);
    return;
  }
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
