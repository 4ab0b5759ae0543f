#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.h"
#include "pdf/layout_lines.h"
#include "pdf/layout_text.h"
#include "pdf/set_line.h"

/// Paragraphs judged by rules of their own, on many generated texts: the seed is fixed.
namespace thongbao::pdf {
namespace {

using ::testing::Ge;
using ::testing::Le;

constexpr double kLoosest = 1.6;   ///< a blank at most, of its natural width
constexpr double kTightest = 0.7;  ///< a blank at least

const Fonts& fonts() {
  static const Fonts loaded;
  return loaded;
}

std::vector<Glyph> set(const std::string& text, float size = 13) {
  auto glyphs = TextShaper(fonts()).glyphs(text, Face::regular, size);
  glueNumbers(glyphs);
  return glyphs;
}

/// Chance that is the same everywhere: the distributions of <random> differ between libraries.
class Dice {
 public:
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  template <class T, std::size_t N>
  const T& of(const T (&choices)[N]) {
    return choices[below(N)];
  }

 private:
  std::mt19937 engine_{30'2020};
};

constexpr const char* kWords[] = {
    "a",     "ở",      "và",    "có",      "của",    "theo",   "đề",    "nghị",   "quý",   "cơ",
    "sở",    "rà",     "soát",  "toàn",    "bộ",     "hàng",   "hóa,",  "đang",   "được",  "đăng",
    "bán",   "trên",   "các",   "sàn",     "giao",   "dịch",   "điện",  "tử;",    "người", "tiêu",
    "dùng.", "nghiêm", "trọng", "chuyển",  "thường", "xuyên.", "NĐ-CP", "Thông",  "tư",    "quy",
    "định",  "tại",    "khoản", "nguyên,", "ghi",    "nhãn",   "xuất",  "trình.", "kịp",   "thời"};

std::string words(Dice& dice, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += (text.empty() ? "" : " ") + std::string(dice.of(kWords));
  return text;
}

/// What a line's blanks become when it fills the box, of their natural width. Above kLoosest for
/// a line that is left ragged, too.
double stretchOf(double room, const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
  double width = 0;
  double blanks = 0;
  for (std::size_t i = from; i < to; ++i) {
    width += glyphs[i].width();
    if (isBlank(glyphs[i])) blanks += glyphs[i].width();
  }
  if (blanks == 0) return width > room ? 0 : 99;
  return 1 + (room - width) / blanks;
}

/// Whether some way to break at blanks leaves no line but the last looser or tighter than
/// allowed. By trying each line from each place that can be reached.
bool canBeSetWell(const std::vector<Glyph>& glyphs, double width, double indent) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < glyphs.size(); ++i)
    if (glyphs[i].character == U' ') ends.push_back(i);
  ends.push_back(glyphs.size());
  std::vector<bool> reached(glyphs.size() + 2, false);
  reached[0] = true;
  for (const std::size_t end : ends)
    for (std::size_t from = 0; from < end && !reached[end + 1]; ++from) {
      if (!reached[from]) continue;
      const double stretch = stretchOf(width - (from == 0 ? indent : 0), glyphs, from, end);
      const bool last = end == glyphs.size();
      if (stretch >= kTightest && (last || stretch <= kLoosest)) reached[end + 1] = true;
    }
  return reached[glyphs.size() + 1];
}

TEST(Paragraph, StretchesNoBlankBeyondTheLimitWhereAnotherBreakExists) {
  Dice dice;
  int possible = 0;
  for (int i = 0; i < 2500; ++i) {
    const double width = std::vector{467.0, 439.0, 300.0, 200.0}[dice.below(4)];
    const double indent = dice.below(2) == 0 ? 28.35 : 0;
    const auto glyphs = set(words(dice, 12 + dice.below(120)));
    if (!canBeSetWell(glyphs, width, indent)) continue;
    ++possible;
    const auto lines = breakLines(glyphs, {width, indent, Fit::justified});
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const double stretch =
          stretchOf(width - (k == 0 ? indent : 0), lines[k].glyphs, 0, lines[k].glyphs.size());
      EXPECT_THAT(stretch, Ge(kTightest - 1e-6)) << "paragraph " << i << ", line " << k;
      if (k + 1 < lines.size()) {
        EXPECT_THAT(stretch, Le(kLoosest + 1e-6)) << "paragraph " << i << ", line " << k;
      }
    }
  }
  EXPECT_GT(possible, 1500) << "most paragraphs can be set well";
}

TEST(Paragraph, SetsAlmostEveryParagraphOfTheBodyWithoutALooseLine) {
  Dice dice;
  int loose = 0;
  for (int i = 0; i < 300; ++i) {
    const auto lines =
        breakLines(set(words(dice, 40 + dice.below(100))), {467, 28.35, Fit::justified});
    for (std::size_t k = 0; k + 1 < lines.size(); ++k)
      if (stretchOf(467 - (k == 0 ? 28.35 : 0), lines[k].glyphs, 0, lines[k].glyphs.size()) >
          kLoosest)
        ++loose;
  }
  EXPECT_LE(loose, 2);
}

/// A line's end inside a word: what stands before it and after it in that word.
struct Cut {
  std::u32string before;
  std::u32string after;
};

std::vector<Cut> cutsOf(const std::vector<Glyph>& glyphs, const std::vector<Line>& lines) {
  std::vector<Cut> cuts;
  std::size_t at = 0;
  for (const Line& line : lines) {
    at += line.glyphs.size();
    if (at >= glyphs.size()) break;
    if (isBlank(glyphs[at])) {
      ++at;
      continue;
    }
    Cut cut;
    for (std::size_t i = at; i-- > 0 && !isBlank(glyphs[i]);)
      cut.before.insert(cut.before.begin(), glyphs[i].character);
    for (std::size_t i = at; i < glyphs.size() && !isBlank(glyphs[i]); ++i)
      cut.after += glyphs[i].character;
    cuts.push_back(cut);
  }
  return cuts;
}

std::string utf8(const std::u32string& text) {
  std::string bytes;
  for (const char32_t c : text) base::appendUtf8(bytes, c);
  return bytes;
}

std::string address(Dice& dice) {
  constexpr const char* kHosts[] = {"shop.example", "www.cho-que.example", "san.example"};
  constexpr const char* kParts[] = {"p", "hoa-mai", "san-pham", "tai-nghe_khong-day", "a1", "2026"};
  std::string text = "https://" + std::string(dice.of(kHosts));
  for (std::size_t i = 0; i < 1 + dice.below(5); ++i) text += "/" + std::string(dice.of(kParts));
  if (dice.below(2) == 0) text += "?id=" + std::to_string(dice.below(100'000)) + "&v=1";
  if (dice.below(3) == 0) text += ".";
  return text;
}

TEST(Paragraph, BreaksAddressesBehindASignAndLeavesNoOneOrTwoCharactersAlone) {
  Dice dice;
  std::size_t cuts = 0;
  for (int i = 0; i < 400; ++i) {
    const auto glyphs =
        set(words(dice, dice.below(12)) + " " + address(dice) + " " + words(dice, dice.below(12)));
    const double width = std::vector{467.0, 300.0, 150.0}[dice.below(3)];
    for (const Fit fit : {Fit::justified, Fit::left})
      for (const Cut& cut : cutsOf(glyphs, breakLines(glyphs, {width, 0, fit}))) {
        ++cuts;
        const std::string shown = utf8(cut.before) + "|" + utf8(cut.after);
        EXPECT_NE(std::u32string_view(U"/?&-_.=").find(cut.before.back()), std::u32string::npos)
            << shown;
        EXPECT_GE(cut.before.size(), 3U) << shown;
        EXPECT_GE(cut.after.size(), 3U) << shown;
        EXPECT_NE(cut.before, U"https://");
      }
  }
  EXPECT_GT(cuts, 200U);
}

TEST(Paragraph, BreaksAnAddressBehindItsLargeSignsFirst) {
  // Both places fit; the dot of a name reads as the end of a sentence.
  const auto glyphs = set("https://shop.example/nha/cua-hang.html xem");
  const double width = widthOf(set("https://shop.example/nha/cua-hang."));
  const auto cuts = cutsOf(glyphs, breakLines(glyphs, {width, 0, Fit::left}));
  ASSERT_EQ(cuts.size(), 1U);
  EXPECT_NE(cuts[0].before.back(), U'.') << utf8(cuts[0].before);
}

TEST(Paragraph, BreaksAnEndlessWordIntoPartsOfThreeCharactersAndMore) {
  for (std::size_t length = 9; length < 60; ++length) {
    const auto glyphs = set("có " + std::string(length, 'W') + " và");
    for (const Cut& cut : cutsOf(glyphs, breakLines(glyphs, {100, 0, Fit::justified}))) {
      EXPECT_GE(cut.before.size(), 3U) << length;
      EXPECT_GE(cut.after.size(), 3U) << length;
    }
  }
}

std::u32string charactersOf(const Line& line) {
  std::u32string text;
  for (const Glyph& glyph : line.glyphs) text += glyph.character;
  return text;
}

TEST(Paragraph, NeverLeavesTheBoxHoweverNarrow) {
  Dice dice;
  for (double width = 14; width < 120; width += 3)
    for (const Fit fit : {Fit::justified, Fit::left, Fit::centre})
      for (const Line& line :
           breakLines(set(words(dice, 20) + " " + address(dice) + " ngày 05 tháng 02 năm 2026"),
                      {width, 0, fit})) {
        double blanks = 0;
        for (const Glyph& glyph : line.glyphs) blanks += isBlank(glyph) ? line.blankExtra : 0;
        EXPECT_LE(widthOf(line.glyphs) + blanks, width + 0.01)
            << width << ": " << utf8(charactersOf(line));
      }
}

constexpr const char* kInseparable[] = {
    "Điều 9",  "khoản 2,",       "Điểm 15",  "số 1234/2026/TT-BCT",
    "10 ngày", "5.000.000 đồng", "ngày 05",  "tháng 02",
    "(20 %)",  "72 giờ;",        "Chương 3", "3,5 triệu"};

TEST(Paragraph, KeepsNumbersWithTheirWordsAndUnitsWhereverTheLineEnds) {
  Dice dice;
  for (int i = 0; i < 400; ++i) {
    const std::string phrase = dice.of(kInseparable);
    const auto part = set(phrase);
    std::vector<Glyph> glyphs =
        set(words(dice, 5 + dice.below(25)) + " " + phrase + " " + words(dice, 10));
    int whole = 0;
    for (const Line& line : breakLines(glyphs, {250, 28.35, Fit::justified}))
      whole += std::search(line.glyphs.begin(), line.glyphs.end(), part.begin(), part.end(),
                           [](const Glyph& a, const Glyph& b) {
                             return a.character == b.character;
                           }) != line.glyphs.end();
    EXPECT_EQ(whole, 1) << phrase;
  }
}

TEST(Paragraph, PartsALongDateInANarrowColumnAtItsBlanks) {
  const auto glyphs = set("ngày 05 tháng 02 năm 2026", 12);
  const auto lines = breakLines(glyphs, {60, 0, Fit::left});
  EXPECT_GE(lines.size(), 3U);
  EXPECT_TRUE(cutsOf(glyphs, lines).empty());
}

TEST(Paragraph, PartsAShortCodeInANarrowColumnBehindItsSigns) {
  const auto glyphs = set("05/TB-QLTT1", 12);
  const auto cuts = cutsOf(glyphs, breakLines(glyphs, {45, 0, Fit::left}));
  ASSERT_EQ(cuts.size(), 1U);
  EXPECT_NE(std::u32string_view(U"/-").find(cuts[0].before.back()), std::u32string::npos)
      << utf8(cuts[0].before);
}

}  // namespace
}  // namespace thongbao::pdf
