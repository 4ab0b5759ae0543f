#include "pdf/page_content.h"

#include <cmath>
#include <cstdlib>

namespace thongbao::pdf {

namespace {

constexpr double kRuleWidth = 0.75;
constexpr const char* kMarkGrey = "0.88 g\n";

/// Appends a number with at most two decimals; never through the locale.
void add(std::string& out, double value) {
  const long hundredths = std::lround(value * 100);
  if (hundredths < 0) out += '-';
  const long whole = std::labs(hundredths) / 100;
  const long rest = std::labs(hundredths) % 100;
  out += std::to_string(whole);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

template <class... Values>
void addAll(std::string& out, Values... values) {
  ((add(out, values), out += ' '), ...);
}

void addCode(std::string& out, std::uint16_t code) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(code >> shift) & 0xF];
}

double upwards(double y) {
  return kPageHeight - y;
}

/// The glyphs from the current text position on. Blanks are widened between the codes, because
/// word spacing does not apply to two-byte codes (ISO 32000-1, 9.3.3).
void addGlyphs(std::string& out, const Line& line, const FontFiles& files) {
  const Glyph* previous = nullptr;
  for (const Glyph& glyph : line.glyphs) {
    const auto face = static_cast<std::size_t>(glyph.face);
    if (!previous || previous->face != glyph.face || previous->size != glyph.size) {
      if (previous) out += ">]TJ\n";
      out += "/F";
      out += static_cast<char>('0' + face);
      out += ' ';
      add(out, glyph.size);
      out += " Tf[<";
    }
    addCode(out, files[face]->codes[glyph.id]);
    if (isBlank(glyph) && line.blankExtra != 0) {
      out += '>';
      add(out, -line.blankExtra * 1000 / glyph.size);
      out += '<';
    }
    previous = &glyph;
  }
  if (previous) out += ">]TJ\n";
}

/// Diagonally across the page, its middle on the page's middle.
void addMark(std::string& out, const Line& mark, const FontFiles& files) {
  const double half = widthOf(mark.glyphs) / 2;
  const double diagonal = std::sqrt(0.5);
  const double drop = mark.glyphs.empty() ? 0 : 0.33 * mark.glyphs.front().size;
  const double x = kPageWidth / 2 - (half - drop) * diagonal;
  const double y = kPageHeight / 2 - (half + drop) * diagonal;
  out += "q ";
  out += kMarkGrey;
  out += "BT ";
  addAll(out, diagonal, diagonal, -diagonal, diagonal, x, y);
  out += "Tm ";
  addGlyphs(out, mark, files);
  out += "ET Q\n";
}

/// A one-bit image drawn black where its bits are 1 (ISO 32000-1, 8.9.7).
void addSymbol(std::string& out, const Squares& squares) {
  out += "q ";
  addAll(out, squares.size, 0.0, 0.0, squares.size, squares.x, upwards(squares.y + squares.size));
  const std::string side = std::to_string(squares.side);
  out += "cm BI /W " + side + " /H " + side + " /IM true /BPC 1 /D [1 0] /F /AHx ID ";
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto count = static_cast<std::size_t>(squares.side);
  for (std::size_t row = 0; row < count; ++row)
    for (std::size_t first = 0; first < (count + 7) / 8 * 8; first += 4) {
      unsigned digit = 0;
      for (std::size_t i = first; i < first + 4; ++i)
        digit = digit * 2 + (i < count && squares.black[row * count + i] ? 1 : 0);
      out += kDigits[digit];
    }
  out += ">\nEI Q\n";
}

void addRules(std::string& out, const std::vector<Rule>& rules) {
  if (rules.empty()) return;
  add(out, kRuleWidth);
  out += " w 2 J\n";
  for (const Rule& rule : rules) {
    addAll(out, rule.x1, upwards(rule.y1));
    out += "m ";
    addAll(out, rule.x2, upwards(rule.y2));
    out += "l\n";
  }
  out += "S\n";
}

}  // namespace

FontFiles fontFilesFor(Fonts& fonts, const std::vector<Page>& pages) {
  std::array<bool, kFaces> used{};
  std::array<GlyphSet, kFaces> extra;
  const auto note = [&](const Line& line) {
    for (const Glyph& glyph : line.glyphs) {
      const auto face = static_cast<std::size_t>(glyph.face);
      used[face] = true;
      if (!fonts.inBaseSet(glyph.face, glyph.id))
        extra[face].try_emplace(glyph.id, glyph.character);
    }
  };
  for (const Page& page : pages) {
    for (const Line& line : page.lines) note(line);
    if (page.mark) note(*page.mark);
  }
  FontFiles files{};
  for (std::size_t face = 0; face < kFaces; ++face)
    if (used[face]) files[face] = &fonts.file(static_cast<Face>(face), extra[face]);
  return files;
}

std::string pageContent(const Page& page, const FontFiles& files) {
  std::string out;
  out.reserve(16'384);
  if (page.mark) addMark(out, *page.mark, files);
  addRules(out, page.rules);
  out += "BT\n";
  for (const Line& line : page.lines) {
    if (line.glyphs.empty()) continue;
    out += "1 0 0 1 ";
    addAll(out, line.x, upwards(line.y));
    out += "Tm ";
    addGlyphs(out, line, files);
  }
  out += "ET\n";
  if (page.symbol) addSymbol(out, *page.symbol);
  return out;
}

}  // namespace thongbao::pdf
