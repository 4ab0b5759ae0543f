#include "intake/encoding.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/converter.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

struct Name {
  Encoding encoding;
  const char* shown;
};
constexpr Name kNames[] = {
    {Encoding::utf8, "UTF-8"},       {Encoding::utf16le, "UTF-16LE"},
    {Encoding::utf16be, "UTF-16BE"}, {Encoding::windows1258, "Windows-1258"},
    {Encoding::tcvn3, "TCVN3"},      {Encoding::vni, "VNI"},
};

std::string lowerAscii(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return text;
}

/// Text in UTF-16 without a mark: most characters of a list are ASCII, every other byte is 0.
std::optional<Encoding> utf16ByZeros(std::string_view head) {
  std::size_t zeros[2] = {};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  if ((zeros[0] + zeros[1]) * 5 < head.size() || head.empty()) return std::nullopt;
  if (zeros[1] > 16 * zeros[0]) return Encoding::utf16le;
  if (zeros[0] > 16 * zeros[1]) return Encoding::utf16be;
  return std::nullopt;
}

/// Whether more characters are well-formed UTF-8 than bytes are not: text that was UTF-8.
bool isBrokenUtf8(std::string_view head) {
  std::size_t good = 0;
  std::size_t wrong = 0;
  for (std::size_t offset = 0; offset < head.size();) {
    const std::size_t start = offset;
    base::nextCodePoint(head, offset);
    if (offset - start > 1)
      ++good;
    else if (static_cast<unsigned char>(head[start]) >= 0x80)
      ++wrong;
  }
  return good > wrong;
}

bool isVietnamese(char32_t letter) {
  constexpr std::u32string_view kSmall = U"àáâãèéêìíòóôõùúýăđĩũơư";
  constexpr std::u32string_view kCapital = U"ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ";
  return (letter >= 0x1EA0 && letter <= 0x1EF9) ||
         kSmall.find(letter) != std::u32string_view::npos ||
         kCapital.find(letter) != std::u32string_view::npos;
}

/// Quotes, dashes and such, which every Western encoding has; `₫` and the fixed blank.
bool isNeutral(char32_t c) {
  return c < 0x80 || c == 0xA0 || (c >= 0x2010 && c <= 0x203A) || c == 0x20AB || c == 0x2122;
}

/// Whether Windows-1258 makes Vietnamese of the bytes: nearly all other letters are its own.
bool looksLike1258(std::string_view head) {
  std::string text;
  Converter converter("WINDOWS-1258");
  if (!converter.convert(head, text) || !converter.finish(text)) return false;
  text = base::toNfc(text);
  std::size_t good = 0;
  std::size_t strange = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = base::nextCodePoint(text, offset);
    if (isVietnamese(c))
      ++good;
    else if (!isNeutral(c))
      ++strange;
  }
  return good > 9 * strange;
}

std::string_view markOf(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "\xEF\xBB\xBF";
    case Encoding::utf16le:
      return "\xFF\xFE";
    case Encoding::utf16be:
      return "\xFE\xFF";
    default:
      return {};
  }
}

}  // namespace

const std::vector<std::string>& encodings() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Name& name : kNames) all.push_back(lowerAscii(name.shown));
    return all;
  }();
  return names;
}

Encoding encodingNamed(const std::string& name) {
  for (const Name& one : kNames)
    if (lowerAscii(one.shown) == lowerAscii(name)) return one.encoding;
  throw Error(Code::usage, say("There is no encoding “{}”.", name), {},
              say("Name one of these: {}.", fmt::join(encodings(), ", ")));
}

std::string nameOf(Encoding encoding) {
  const auto* const found =
      std::find_if(std::begin(kNames), std::end(kNames),
                   [encoding](const Name& name) { return name.encoding == encoding; });
  return found->shown;
}

std::optional<Encoding> unicodeOf(std::string_view head) {
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be})
    if (markLength(head, encoding)) return encoding;
  if (const auto utf16 = utf16ByZeros(head)) return utf16;
  head.remove_suffix(incompleteEnd(head));
  if (!base::firstInvalidUtf8(head)) return Encoding::utf8;
  return std::nullopt;
}

Encoding encodingOf(std::string_view head, const std::filesystem::path& file) {
  if (const auto unicode = unicodeOf(head)) return *unicode;
  if (isBrokenUtf8(head)) return Encoding::utf8;
  if (looksLike1258(head)) return Encoding::windows1258;
  const auto wrong = base::firstInvalidUtf8(head).value_or(0);
  throw Error(Code::badInput, tr("It cannot be told in which encoding the text is."),
              {.file = file.string(), .line = base::lineColumnAt(head, wrong).line},
              adviceOnEncoding());
}

std::size_t markLength(std::string_view head, Encoding encoding) {
  const std::string_view mark = markOf(encoding);
  return head.starts_with(mark) ? mark.size() : 0;
}

std::string adviceOnEncoding() {
  return say(
      "Open the list in the spreadsheet program and save it as “CSV UTF-8”, or name its encoding "
      "by --encoding: {}.",
      fmt::join(encodings(), ", "));
}

std::size_t incompleteEnd(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace thongbao::intake
