#include "pdf/set_line.h"

#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

void appendCode(std::string& out, std::uint8_t code) {
  const auto sign = static_cast<char>(code);
  if (sign == '(' || sign == ')' || sign == '\\') out += '\\';
  out += sign;
}

const char* closingOf(const FontUse& use) {
  return use.wide ? ">Tj" : ")Tj";
}

FontUse useOf(const Glyph& glyph) {
  return {glyph.face, glyph.code == 0, glyph.size};
}

}  // namespace

std::string resourceName(Face face, bool wide) {
  constexpr const char* kLetters[] = {"R", "B", "I", "Z"};
  const auto number = static_cast<std::size_t>(face);
  return wide ? "W" + std::to_string(number) : kLetters[number];
}

void appendFont(std::string& operators, const FontUse& use) {
  operators += '/';
  operators += resourceName(use.face, use.wide);
  operators += ' ';
  appendNumber(operators, use.size);
  operators += " Tf";
}

double widthOf(const std::vector<Glyph>& glyphs) {
  double width = 0;
  for (const Glyph& glyph : glyphs) width += glyph.width();
  return width;
}

SetLine setLine(const std::vector<Glyph>& glyphs, double x, double blankExtra) {
  SetLine line;
  line.x = x;
  line.width = widthOf(glyphs);
  line.blankExtra = blankExtra;
  if (glyphs.empty()) return line;
  line.first = line.last = useOf(glyphs.front());
  std::string& out = line.operators;
  out.reserve(glyphs.size() + 16);
  out += line.first.wide ? '<' : '(';
  for (const Glyph& glyph : glyphs) {
    const FontUse use = useOf(glyph);
    if (use != line.last) {
      out += closingOf(line.last);
      appendFont(out, use);
      out += use.wide ? '<' : '(';
      line.last = use;
    }
    if (use.wide) {
      appendHex(out, glyph.id);
      line.wide.push_back({glyph.face, glyph.id, glyph.character});
    } else {
      appendCode(out, glyph.code);
      line.layers[static_cast<std::size_t>(glyph.face)] |= layerOf(glyph.code);
    }
    if (isBlank(glyph)) line.width += blankExtra;
  }
  out += closingOf(line.last);
  return line;
}

}  // namespace thongbao::pdf
