#pragma once

#include <vector>

#include "pdf/fonts.h"

namespace thongbao::pdf {

enum class Fit { justified, left, centre, right };

/// A line of a broken paragraph: `x` its left end in the box, its glyphs in the order in which
/// they are drawn.
struct Line {
  double x = 0;
  double blankExtra = 0;  ///< added to every blank
  std::vector<Glyph> glyphs;
};

/// The box a paragraph is set in.
struct Measure {
  double width = 0;
  double firstIndent = 0;  ///< of the first line
  Fit fit = Fit::justified;
  bool wholeCompounds = false;  ///< words of an agency's name that belong together stay so
};

/// Breaks a paragraph into lines, weighing all of it together (after Knuth and Plass, "Breaking
/// Paragraphs into Lines", 1981) instead of line by line. `\n` ends a line, long codes break
/// after `/`, `-` and the like, and a word wider than the box anywhere. `x` of the lines is set
/// from the box's left edge; blanks at the ends are dropped.
std::vector<Line> breakLines(std::vector<Glyph> glyphs, const Measure& measure);

/// Widths that a table's column needs: of its longest unbreakable part, and of its longest line.
struct Extent {
  double least = 0;
  double natural = 0;
};
Extent extentOf(const std::vector<Glyph>& glyphs);

}  // namespace thongbao::pdf
