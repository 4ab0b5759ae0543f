#include "pdf/page_content.h"

#include <cmath>

#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

constexpr std::size_t kUsualContent = 12'288;

template <class... Values>
void addAll(std::string& out, Values... values) {
  ((appendNumber(out, values), out += ' '), ...);
}

double upwards(double y) {
  return kPageHeight - y;
}

/// Diagonally across the page, its middle on the page's middle.
void addMark(std::string& out, const SetLine& mark) {
  const double half = mark.width / 2;
  const double diagonal = std::sqrt(0.5);
  const double drop = 0.33 * mark.first.size;
  const double x = kPageWidth / 2 - (half - drop) * diagonal;
  const double y = kPageHeight / 2 - (half + drop) * diagonal;
  out += "q ";
  appendNumber(out, kMarkGrey);
  out += " g\nBT ";
  addAll(out, diagonal, diagonal, -diagonal, diagonal, x, y);
  out += "Tm ";
  appendFont(out, mark.first);
  out += mark.operators;
  out += "\nET Q\n";
}

/// A one-bit image drawn black where its bits are 1 (ISO 32000-1, 8.9.7).
void addSymbol(std::string& out, const Squares& squares) {
  out += "q ";
  addAll(out, squares.size, 0.0, 0.0, squares.size, squares.x, upwards(squares.y + squares.size));
  const std::string side = std::to_string(squares.side);
  out += "cm BI /W " + side + " /H " + side + " /IM true /BPC 1 /D [1 0] /F /AHx ID ";
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (const std::uint8_t eight : squares.black) {
    out += kDigits[eight >> 4U];
    out += kDigits[eight & 0xFU];
  }
  out += ">\nEI Q\n";
}

void addRules(std::string& out, const std::vector<Rule>& rules) {
  if (rules.empty()) return;
  appendNumber(out, kRuleWidth);
  out += " w 2 J\n";
  for (const Rule& rule : rules) {
    addAll(out, rule.x1, upwards(rule.y1));
    out += "m ";
    addAll(out, rule.x2, upwards(rule.y2));
    out += "l\n";
  }
  out += "S\n";
}

/// The lines of a page as one text object; each is placed relative to the one before.
class TextObject {
 public:
  TextObject(PageContent& content, const Structure& structure, bool marked)
      : content_(content), out_(content.operators), structure_(structure), marked_(marked) {
    out_ += "BT\n";
  }

  void add(const PlacedLine& placed) {
    const SetLine& line = *placed.text;
    if (line.operators.empty()) return;
    if (marked_) mark(placed.element);
    move(std::lround(placed.left() * 100), std::lround(upwards(placed.y) * 100));
    if (const long extra = std::lround(line.blankExtra * 1000); extra != blankExtra_) {
      widenBlanks(extra);
      blankExtra_ = extra;
    }
    if (line.first != font_) {
      appendFont(out_, line.first);
      out_ += '\n';
    }
    out_ += line.operators;
    out_ += '\n';
    font_ = line.last;
  }

  void end() {
    if (open_) out_ += "EMC\n";
    out_ += "ET\n";
  }

 private:
  void mark(ElementId element) {
    if (open_ && element == element_) return;
    if (open_) out_ += "EMC\n";
    open_ = true;
    element_ = element;
    if (element == kArtifact) {
      out_ += "/Artifact BMC\n";
      return;
    }
    out_ += '/';
    out_ += nameOf(structure_.elements()[static_cast<std::size_t>(element)].role);
    out_ += "<</MCID ";
    appendInteger(out_, static_cast<long>(content_.sequences.size()));
    out_ += ">>BDC\n";
    content_.sequences.push_back(element);
  }

  void move(long x, long y) {
    appendHundredths(out_, x - x_);
    out_ += ' ';
    appendHundredths(out_, y - y_);
    out_ += " Td\n";
    x_ = x;
    y_ = y;
  }

  /// Word spacing is exact to a thousandth, or the blanks of a line would not add up.
  void widenBlanks(long thousandths) {
    if (thousandths < 0) out_ += '-';
    const long size = std::labs(thousandths);
    appendInteger(out_, size / 1000);
    out_ += '.';
    for (const long place : {100L, 10L, 1L}) out_ += static_cast<char>('0' + size / place % 10);
    out_ += " Tw\n";
  }

  PageContent& content_;
  std::string& out_;
  const Structure& structure_;
  bool marked_;
  bool open_ = false;
  ElementId element_ = kArtifact;
  long x_ = 0;  ///< of the last line, this and the next in hundredths
  long y_ = 0;
  long blankExtra_ = 0;  ///< thousandths
  FontUse font_;
};

}  // namespace

void FontNeeds::add(const SetLine& line) {
  for (std::size_t face = 0; face < kLetterFaces; ++face) layers[face] |= line.layers[face];
  for (const WideGlyph& glyph : line.wide) wide[glyph.face].try_emplace(glyph.id, glyph.character);
}

void FontNeeds::add(const FontNeeds& more) {
  for (std::size_t face = 0; face < kLetterFaces; ++face) layers[face] |= more.layers[face];
  for (const auto& [face, glyphs] : more.wide) wide[face].insert(glyphs.begin(), glyphs.end());
}

PageContent pageContent(const Page& page, const Structure& structure, bool marked,
                        FontNeeds& needs) {
  PageContent content;
  std::string& out = content.operators;
  out.reserve(kUsualContent);
  if (marked) out += "/Artifact BMC\n";
  if (page.mark) {
    needs.add(*page.mark);
    addMark(out, *page.mark);
  }
  addRules(out, page.rules);
  if (page.symbol) addSymbol(out, *page.symbol);
  if (marked) out += "EMC\n";
  TextObject text(content, structure, marked);
  for (const PlacedLine& line : page.lines) {
    needs.add(*line.text);
    text.add(line);
  }
  text.end();
  return content;
}

}  // namespace thongbao::pdf
