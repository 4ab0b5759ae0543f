#include "pdf/layout_lines.h"

#include <utf8proc.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "pdf/layout_text.h"
#include "pdf/set_line.h"

namespace thongbao::pdf {

namespace {

/// A place where a line may end.
struct Chance {
  std::size_t end = 0;   ///< one behind the line's last glyph
  std::size_t next = 0;  ///< first glyph of the next line
  double penalty = 0;
  bool forced = false;
};

constexpr double kStretch = 0.5;     ///< of a blank's width
constexpr double kLoose = 0.6;       ///< of a blank's width: more only where nothing else is left
constexpr double kGap = 1.5;         ///< of a blank's width: a line that lacks more stays ragged
constexpr double kShrink = 0.3;      ///< of a blank's width
constexpr double kCodePenalty = 60;  ///< for breaking a long code after its `/`
constexpr double kSmallSignPenalty = 150;  ///< the same after a sign that also ends sentences
constexpr double kGluePenalty = 250;       ///< for parting what a fixed blank holds together
constexpr double kAnywherePenalty = 400;
/// Each outweighs any number of the lines before it: loose, ragged, overfull.
constexpr double kLooseCost = 1e9;
constexpr double kMostBadness = 1e6;
constexpr double kOverfull = 1e15;
constexpr std::size_t kLongWord = 20;  ///< characters; shorter words stay whole
constexpr std::size_t kLeastPart = 3;  ///< characters of a word, on either side of its break
/// Lines hold fewer places to break than this; bounds the work for text without widths.
constexpr std::size_t kMostChances = 512;

bool isIdeographic(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool endsPartOfCode(char32_t c) {
  return std::u32string_view(U"/-_.?&=:@,;%#+").find(c) != std::u32string_view::npos;
}

double penaltyAfter(char32_t sign) {
  return std::u32string_view(U"/-?&_").find(sign) != std::u32string_view::npos ? kCodePenalty
                                                                               : kSmallSignPenalty;
}

bool isMark(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

double spanWidth(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
  double width = 0;
  for (; from < to; ++from) width += glyphs[from].width();
  return width;
}

/// Adds the places inside [from, to), which has no blank: between ideographs, and after the signs
/// of a code that is long or wider than `width`.
void addSigns(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to, double width,
              std::vector<Chance>& chances) {
  const bool isCode = to - from > kLongWord || spanWidth(glyphs, from, to) > width;
  for (std::size_t i = from + 1; i < to; ++i) {
    const char32_t before = glyphs[i - 1].character;
    const char32_t after = glyphs[i].character;
    if (isIdeographic(before) && isIdeographic(after))
      chances.push_back({i, i});
    else if (isCode && endsPartOfCode(before) && !endsPartOfCode(after) && i - from >= kLeastPart &&
             to - i >= kLeastPart && !(before == U'/' && glyphs[i - 2].character == U'/'))
      chances.push_back({i, i, penaltyAfter(before)});
  }
}

/// Adds the places between the letters of [from, to), which is wider than `width`.
void addAnywhere(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to, double width,
                 std::vector<Chance>& chances) {
  double widest = 0;
  for (std::size_t i = from; i < to; ++i) widest = std::max(widest, glyphs[i].width());
  const std::size_t least = width < 2 * kLeastPart * widest ? 1 : kLeastPart;
  for (std::size_t i = from + least; i + least <= to; ++i)
    if (!isMark(glyphs[i].character)) chances.push_back({i, i, kAnywherePenalty});
}

/// Adds the places inside the word [from, to), which may have fixed blanks.
void addInside(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to, double width,
               std::vector<Chance>& chances) {
  const bool isWide = spanWidth(glyphs, from, to) > width;
  std::vector<Chance> parts;
  for (std::size_t begin = from; begin <= to; ++begin) {
    std::size_t end = begin;
    while (end < to && !isBlank(glyphs[end])) ++end;
    addSigns(glyphs, begin, end, width, parts);
    if (end < to && isWide) parts.push_back({end, end + 1, kGluePenalty});
    begin = end;
  }
  parts.push_back({to, to});
  std::size_t start = from;
  for (const Chance& part : parts) {
    if (spanWidth(glyphs, start, part.end) > width)
      addAnywhere(glyphs, start, part.end, width, chances);
    if (part.end < to) chances.push_back(part);
    start = part.next;
  }
}

/// What stands between two blanks.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  double width = 0;
  bool ideographic = false;

  bool mayBreak() const { return ideographic || end - begin > kLongWord; }
};

Word wordAt(const std::vector<Glyph>& glyphs, std::size_t begin) {
  Word word{begin, begin, 0, false};
  for (; word.end < glyphs.size(); ++word.end) {
    const char32_t c = glyphs[word.end].character;
    if (c == U' ' || c == U'\n') break;
    word.width += glyphs[word.end].width();
    word.ideographic = word.ideographic || c >= 0x2E80;
  }
  return word;
}

std::vector<Chance> chancesOf(const std::vector<Glyph>& glyphs, double width) {
  std::vector<Chance> chances{{}};
  for (std::size_t from = 0; from < glyphs.size();) {
    const Word word = wordAt(glyphs, from);
    if (word.width > width || word.mayBreak()) addInside(glyphs, from, word.end, width, chances);
    if (word.end == glyphs.size()) break;
    chances.push_back({word.end, word.end + 1, 0, glyphs[word.end].character == U'\n'});
    from = word.end + 1;
  }
  chances.push_back({glyphs.size(), glyphs.size(), 0, true});
  return chances;
}

/// Sums up to each glyph, so that any line is measured by two subtractions.
struct Sums {
  std::vector<double> width{0};
  std::vector<double> blanks{0};

  explicit Sums(const std::vector<Glyph>& glyphs) {
    width.reserve(glyphs.size() + 1);
    blanks.reserve(glyphs.size() + 1);
    for (const Glyph& glyph : glyphs) {
      width.push_back(width.back() + glyph.width());
      blanks.push_back(blanks.back() + (isBlank(glyph) ? glyph.width() : 0));
    }
  }
};

double squared(double value) {
  return value * value;
}

/// How bad a line looks: 0 is perfect, kOverfull and more sticks out.
double costOf(double free, double blanks, double width, const Chance& end, Fit fit) {
  double badness = 0;
  double loose = 0;
  if (fit == Fit::justified) {
    if (free < -kShrink * blanks - 1e-6) return kOverfull * (1 - free);
    if (free < 0)
      badness = 100 * squared(free / (kShrink * blanks));
    else if (!end.forced) {
      const double stretch = std::max(kStretch * blanks, 0.01 * width);
      badness = std::min(100 * squared(free / stretch) * (free / stretch), kMostBadness);
      // Several lines a little too loose look better than a single one with holes.
      if (blanks > 0 && free > kLoose * blanks + 1e-6)
        loose = kLooseCost * squared(1 + 10 * (free / blanks - kLoose));
    }
  } else {
    if (free < -1e-6) return kOverfull * (1 - free);
    // Centred lines are balanced; of others the last may be short.
    if (fit == Fit::centre || !end.forced) badness = 1000 * squared(free / width);
  }
  return loose + squared(10 + badness + end.penalty);
}

/// The chances at which the lines end, in order.
std::vector<std::size_t> bestEnds(const std::vector<Chance>& chances, const Sums& sums,
                                  const Measure& measure) {
  std::vector<double> cost(chances.size(), std::numeric_limits<double>::max());
  std::vector<std::size_t> previous(chances.size(), 0);
  cost[0] = 0;
  for (std::size_t j = 1; j < chances.size(); ++j) {
    for (std::size_t i = j; i-- > 0 && j - i <= kMostChances;) {
      const double width = measure.width - (i == 0 ? measure.firstIndent : 0);
      const std::size_t begin = std::min(chances[i].next, chances[j].end);
      const double blanks = sums.blanks[chances[j].end] - sums.blanks[begin];
      const double free = width - (sums.width[chances[j].end] - sums.width[begin]);
      const double total = cost[i] + costOf(free, blanks, width, chances[j], measure.fit);
      if (total < cost[j]) {
        cost[j] = total;
        previous[j] = i;
      }
      if (chances[i].forced || free < -kShrink * blanks - measure.firstIndent - 1) break;
    }
  }
  std::vector<std::size_t> ends;
  for (std::size_t j = chances.size() - 1; j != 0; j = previous[j]) ends.push_back(j);
  std::reverse(ends.begin(), ends.end());
  return ends;
}

/// Gives the line its place in the box.
void place(Line& line, double width, double indent, bool last, Fit fit) {
  const double free = width - indent - pdf::widthOf(line.glyphs);
  line.x = indent;
  if (fit == Fit::centre) line.x += free / 2;
  if (fit == Fit::right) line.x += free;
  double blanks = 0, blanksWidth = 0;
  for (const Glyph& glyph : line.glyphs)
    if (isBlank(glyph)) {
      ++blanks;
      blanksWidth += glyph.width();
    }
  if (fit == Fit::justified && blanks > 0 && (!last || free < 0) && free <= kGap * blanksWidth)
    line.blankExtra = free / blanks;
}

/// The width of a text that fits on one line, with nothing to weigh.
std::optional<double> widthOnOneLine(const std::vector<Glyph>& glyphs, double room) {
  double width = 0;
  for (const Glyph& glyph : glyphs) {
    width += glyph.width();
    if (width > room || glyph.character == U'\n') return std::nullopt;
  }
  return width;
}

}  // namespace

std::vector<Line> breakLines(std::vector<Glyph> glyphs, const Measure& measure) {
  std::vector<Line> lines;
  if (glyphs.empty()) return lines;
  const double room = measure.width - measure.firstIndent;
  if (widthOnOneLine(glyphs, room)) {
    Line& line = lines.emplace_back();
    line.glyphs = std::move(glyphs);
    place(line, measure.width, measure.firstIndent, true, measure.fit);
    reorderRightToLeft(line.glyphs);
    return lines;
  }
  const auto chances = chancesOf(glyphs, room);
  const Sums sums(glyphs);
  std::size_t from = 0;
  for (const std::size_t j : bestEnds(chances, sums, measure)) {
    const auto end = std::max(chances[j].end, from);
    Line& line = lines.emplace_back();
    line.glyphs.assign(glyphs.begin() + static_cast<std::ptrdiff_t>(from),
                       glyphs.begin() + static_cast<std::ptrdiff_t>(end));
    place(line, measure.width, lines.size() == 1 ? measure.firstIndent : 0, chances[j].forced,
          measure.fit);
    reorderRightToLeft(line.glyphs);
    from = chances[j].next;
  }
  return lines;
}

Extent extentOf(const std::vector<Glyph>& glyphs) {
  Extent extent;
  double line = 0;
  std::vector<Chance> inside;
  for (std::size_t from = 0; from < glyphs.size();) {
    const Word word = wordAt(glyphs, from);
    line += word.width;
    if (word.mayBreak()) {
      inside.clear();
      addInside(glyphs, from, word.end, std::numeric_limits<double>::max(), inside);
      inside.push_back({word.end, word.end});
      for (std::size_t part = from; const Chance& chance : inside) {
        extent.least = std::max(extent.least, spanWidth(glyphs, part, chance.end));
        part = chance.next;
      }
    } else {
      extent.least = std::max(extent.least, word.width);
    }
    extent.natural = std::max(extent.natural, line);
    if (word.end < glyphs.size())
      line = glyphs[word.end].character == U'\n' ? 0 : line + glyphs[word.end].width();
    from = word.end + 1;
  }
  return extent;
}

}  // namespace thongbao::pdf
