#include "intake/legacy_font.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace thongbao::intake {

namespace {

constexpr char32_t kTcvn3First = 0xA1;
/// From U+00A1 to U+00FE; `.` where the font has no letter of its own.
constexpr std::u32string_view kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù."
    U"ủũúụừửữứựỳỷỹýỵ";
static_assert(kTcvn3.size() == 0xFE - 0xA1 + 1);

/// Letters that VNI writes as one.
constexpr std::u32string_view kVniLetters = U"ôöñìíæóòîÔÖÑÌÍÆÓÒÎ";
constexpr std::u32string_view kVniShown = U"ơưđìíỉĩịỵƠƯĐÌÍỈĨỊỴ";

/// Letters behind which a mark may stand.
constexpr std::u32string_view kVniBases = U"aeouyôöAEOUYÔÖ";

struct VniMark {
  char32_t small, capital;
  std::string_view shown;  ///< combining marks
};
constexpr std::string_view kGrave = "\u0300", kAcute = "\u0301", kTilde = "\u0303",
                           kHook = "\u0309", kDot = "\u0323";
constexpr VniMark kVniMarks[] = {
    {U'ø', U'Ø', kGrave},         {U'ù', U'Ù', kAcute},         {U'û', U'Û', kHook},
    {U'õ', U'Õ', kTilde},         {U'ï', U'Ï', kDot},           {U'â', U'Â', "\u0302"},
    {U'à', U'À', "\u0302\u0300"}, {U'á', U'Á', "\u0302\u0301"}, {U'å', U'Å', "\u0302\u0309"},
    {U'ã', U'Ã', "\u0302\u0303"}, {U'ä', U'Ä', "\u0323\u0302"}, {U'ê', U'Ê', "\u0306"},
    {U'è', U'È', "\u0306\u0300"}, {U'é', U'É', "\u0306\u0301"}, {U'ú', U'Ú', "\u0306\u0309"},
    {U'ü', U'Ü', "\u0306\u0303"}, {U'ë', U'Ë', "\u0323\u0306"},
};

bool isVniBase(char32_t letter) {
  return kVniBases.find(letter) != std::u32string_view::npos;
}

std::string fromTcvn3(std::string_view text) {
  std::string shown;
  for (std::size_t offset = 0; offset < text.size();) {
    char32_t letter = base::nextCodePoint(text, offset);
    const std::size_t index = letter - kTcvn3First;
    if (letter >= kTcvn3First && index < kTcvn3.size() && kTcvn3[index] != U'.')
      letter = kTcvn3[index];
    base::appendUtf8(shown, letter);
  }
  return shown;
}

std::string fromVni(std::string_view text) {
  std::string shown;
  bool behindBase = false;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t letter = base::nextCodePoint(text, offset);
    const auto* const mark = std::find_if(
        std::begin(kVniMarks), std::end(kVniMarks),
        [letter](const VniMark& one) { return letter == one.small || letter == one.capital; });
    const std::size_t one = kVniLetters.find(letter);
    if (behindBase && mark != std::end(kVniMarks))
      shown += mark->shown;
    else
      base::appendUtf8(shown, one == std::u32string_view::npos ? letter : kVniShown[one]);
    behindBase = isVniBase(letter);
  }
  return base::toNfc(shown);
}

}  // namespace

std::string fromLegacyFont(std::string_view text, LegacyFont font) {
  return font == LegacyFont::tcvn3 ? fromTcvn3(text) : fromVni(text);
}

std::size_t convertibleStart(std::string_view text, LegacyFont font) {
  if (font == LegacyFont::tcvn3 || text.empty()) return text.size();
  std::size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
  std::size_t behind = last;
  return isVniBase(base::nextCodePoint(text, behind)) ? last : text.size();
}

}  // namespace thongbao::intake
