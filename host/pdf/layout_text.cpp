#include "pdf/layout_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "pdf/set_line.h"

namespace thongbao::pdf {

namespace {

using document::Run;

bool isVariationSelector(char32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/// What a character becomes on paper: itself, a blank, or nothing (0). Bidirectional controls are
/// dropped, so that a name cannot make a line read as another.
char32_t onPaper(char32_t c) {
  const bool isUsualLetter = (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF);
  if ((c >= 0x21 && c < 0x7F) || isUsualLetter) return c;
  if (c == 0xA0 || c == 0x202F) return 0xA0;
  if (c == U'\n' || c == U'\r' || c == U'\t') return U' ';
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
      return 0;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return U' ';
    default:
      return isVariationSelector(c) ? 0 : c;
  }
}

/// Whether NFC may change the text: it has a combining mark or lies outside the usual letters.
bool mayNeedNfc(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80 || (c >= 0xC3 && c <= 0xC8)) continue;  // to U+023F
    if ((c & 0xC0U) == 0x80) continue;                   // not a lead
    if (c == 0xE1 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xBA &&
        static_cast<unsigned char>(text[i + 1]) <= 0xBB)
      continue;  // U+1E80-1EFF
    return true;
  }
  return false;
}

/// Letters that are others in a mathematical or ornamental font (`𝓢𝓱𝓸𝓹`), as themselves.
std::string withPlainLetters(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<utf8proc_int32_t>(base::nextCodePoint(text, i));
    utf8proc_int32_t letters[4];
    int boundary = 0;
    constexpr auto kCompatible = utf8proc_option_t(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    if (utf8proc_get_property(c)->decomp_type != UTF8PROC_DECOMP_TYPE_FONT ||
        utf8proc_decompose_char(c, letters, 4, kCompatible, &boundary) != 1)
      letters[0] = c;
    base::appendUtf8(plain, static_cast<char32_t>(letters[0]));
  }
  return plain;
}

Face styled(Face face, const Run& run) {
  if (!run.bold && !run.italic) return face;
  const bool bold = run.bold || face == Face::bold || face == Face::boldItalic;
  const bool italic = run.italic || face == Face::italic || face == Face::boldItalic;
  if (bold) return italic ? Face::boldItalic : Face::bold;
  return italic ? Face::italic : Face::regular;
}

/// The target as a reader would type it, or empty when the text shows it already.
std::string visibleTarget(const Run& run) {
  const std::string_view bare =
      run.link.starts_with("mailto:") ? std::string_view(run.link).substr(7) : run.link;
  return run.text.find(bare) == std::string::npos ? std::string(bare) : std::string();
}

using Words = std::span<const std::u32string_view>;

constexpr std::u32string_view kBeforeNumber[] = {U"điều",  U"khoản", U"điểm",  U"chương", U"mục",
                                                 U"phần",  U"lục",   U"trang", U"số",     U"ngày",
                                                 U"tháng", U"năm",   U"quý"};
constexpr std::u32string_view kUnits[] = {
    U"đồng", U"triệu", U"tỷ", U"nghìn", U"ngày", U"tháng", U"năm", U"giờ", U"phút", U"kg",
    U"g",    U"km",    U"m",  U"cm",    U"mm",   U"lít",   U"%",   U"đ",   U"vnđ",  U"lần"};

bool isDigit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

std::u32string bareWord(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
  std::u32string word;
  for (; from < to; ++from) {
    const char32_t c = glyphs[from].character;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    if (category != UTF8PROC_CATEGORY_PO && category != UTF8PROC_CATEGORY_PS &&
        category != UTF8PROC_CATEGORY_PE)
      word += static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
    else if (c == U'%')
      word += c;
  }
  return word;
}

bool isOneOf(Words words, const std::u32string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<Glyph> TextShaper::glyphs(std::string_view text, Face face, float size) {
  std::vector<Glyph> made;
  append(made, text, face, size);
  while (!made.empty() && made.back().character == U' ') made.pop_back();
  return made;
}

std::vector<Glyph> TextShaper::glyphs(const document::Runs& runs, Face face, float size) {
  std::vector<Glyph> made;
  for (const Run& run : runs) {
    append(made, run.text, styled(face, run), size);
    if (const std::string target = visibleTarget(run); !target.empty())
      append(made, " (" + target + ")", styled(face, run), size);
    if (!run.lineBreak) continue;
    while (!made.empty() && made.back().character == U' ') made.pop_back();
    made.push_back({U'\n', size, 0, 0, face});
  }
  while (!made.empty() && (made.back().character == U' ' || made.back().character == U'\n'))
    made.pop_back();
  return made;
}

void TextShaper::append(std::vector<Glyph>& glyphs, std::string_view text, Face face, float size) {
  if (const auto bad = base::firstInvalidUtf8(text))
    throw base::Error(base::Code::badInput,
                      base::say("The text is not valid UTF-8 at byte {}.", *bad + 1), {},
                      base::tr("Save the file as UTF-8 and try again."));
  const std::string composed =
      mayNeedNfc(text) ? base::toNfc(withPlainLetters(text)) : std::string();
  if (!composed.empty()) text = composed;
  glyphs.reserve(glyphs.size() + text.size());
  std::u32string rightToLeft;
  const auto flush = [&] {
    if (!rightToLeft.empty()) fonts_.appendShaped(glyphs, face, size, rightToLeft);
    rightToLeft.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = onPaper(base::nextCodePoint(text, i));
    if (c == 0) continue;
    if (isRightToLeft(c) && fonts_.has(face, c)) {
      rightToLeft += c;
      continue;
    }
    flush();
    appendCharacter(glyphs, c, face, size);
  }
  flush();
}

void TextShaper::appendCharacter(std::vector<Glyph>& glyphs, char32_t character, Face face,
                                 float size) {
  const bool blankBefore =
      glyphs.empty() || glyphs.back().character == U' ' || glyphs.back().character == U'\n';
  if (character == U' ' && blankBefore) return;
  Glyph glyph = fonts_.glyph(face, size, character == 0xA0 ? U' ' : character);
  if (character == 0xA0)
    glyph.character = character;
  else if (glyph.character != character)
    replaced_.insert(character);
  glyphs.push_back(glyph);
}

std::set<char32_t> TextShaper::takeReplaced() {
  return std::exchange(replaced_, {});
}

namespace {

/// Makes each blank unbreakable for which `together(before, after)` holds. `before` and `after`
/// are the words beside it, [from, to).
template <class Together>
void glueWhere(std::vector<Glyph>& glyphs, Together together) {
  std::size_t start = 0;
  for (std::size_t blank = 0; blank < glyphs.size(); ++blank) {
    if (!isBlank(glyphs[blank])) continue;
    std::size_t end = blank + 1;
    while (end < glyphs.size() && !isBlank(glyphs[end]) && glyphs[end].character != U'\n') ++end;
    if (blank > start && end > blank + 1 && together(start, blank, blank + 1, end))
      glyphs[blank].character = U'\u00A0';
    start = blank + 1;
  }
}

}  // namespace

void glueNumbers(std::vector<Glyph>& glyphs) {
  const auto isDigitAt = [&](std::size_t at) {
    return at < glyphs.size() && isDigit(glyphs[at].character);
  };
  glueWhere(glyphs, [&](std::size_t from, std::size_t blank, std::size_t next, std::size_t end) {
    if (isDigitAt(next)) return isOneOf(kBeforeNumber, bareWord(glyphs, from, blank));
    // In `05 tháng 02` the month belongs to what follows; whole dates would leave wide blanks.
    return isDigitAt(blank - 1) && !isDigitAt(end + 1) &&
           isOneOf(kUnits, bareWord(glyphs, next, end));
  });
}

void glueCompounds(std::vector<Glyph>& glyphs) {
  glueWhere(glyphs, [&](std::size_t from, std::size_t blank, std::size_t next, std::size_t end) {
    const std::u32string before = bareWord(glyphs, from, blank);
    const std::u32string after = bareWord(glyphs, next, end);
    return (before == U"quản" && after == U"lý") || (before == U"thị" && after == U"trường");
  });
}

bool isRightToLeft(char32_t c) {
  return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

void reorderRightToLeft(std::vector<Glyph>& line) {
  for (std::size_t from = 0; from < line.size(); ++from) {
    if (!isRightToLeft(line[from].character)) continue;
    std::size_t last = from;
    for (std::size_t i = from; i < line.size(); ++i) {
      if (isRightToLeft(line[i].character))
        last = i;
      else if (!isBlank(line[i]))
        break;
    }
    std::reverse(line.begin() + static_cast<std::ptrdiff_t>(from),
                 line.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    from = last;
  }
}

}  // namespace thongbao::pdf
