#pragma once

#include <array>
#include <string>
#include <vector>

#include "pdf/fonts.h"

namespace thongbao::pdf {

/// A font resource at a size. `wide` is the face with two-byte codes.
struct FontUse {
  Face face = Face::regular;
  bool wide = false;
  float size = 0;
  bool operator==(const FontUse&) const = default;
};

/// A glyph of a face with two-byte codes.
struct WideGlyph {
  Face face = Face::regular;
  std::uint16_t id = 0;
  char32_t character = 0;
};

/// A line of text as a page shows it: everything that does not depend on where it stands.
struct SetLine {
  double x = 0;                               ///< from the left edge of the paragraph's box
  double width = 0;                           ///< with its widened blanks
  double blankExtra = 0;                      ///< added to every blank
  FontUse first;                              ///< must be chosen before the operators
  FontUse last;                               ///< is chosen behind them
  std::string operators;                      ///< ISO 32000-1, 9.4.3; empty in a line without text
  std::array<Layers, kLetterFaces> layers{};  ///< needed of each letter face
  std::vector<WideGlyph> wide;
  std::vector<Glyph> glyphs;  ///< kept only for the plain writer
};

/// The glyphs as text operators with the blanks `blankExtra` wider.
SetLine setLine(const std::vector<Glyph>& glyphs, double x, double blankExtra);

/// Chooses a font: `/R 13 Tf`.
void appendFont(std::string& operators, const FontUse& use);

/// The name of the font resource: one letter, for a wide one followed by the face's number.
std::string resourceName(Face face, bool wide);

double widthOf(const std::vector<Glyph>& glyphs);

/// A blank between words, breaking or not.
inline bool isBlank(const Glyph& glyph) {
  return glyph.character == U' ' || glyph.character == U'\u00A0';
}

}  // namespace thongbao::pdf
