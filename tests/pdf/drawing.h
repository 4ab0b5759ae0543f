#pragma once

#include <string>
#include <vector>

#include "pdf/layout.h"

/// What the pages of a PDF draw, as mupdf's interpreter tells it (`mutool trace`): exact places,
/// sizes and faces, however the file's content is written. Points from the page's upper left
/// corner.
namespace thongbao::pdf {

struct Letter {
  std::string text;  ///< one character, UTF-8
  std::string font;  ///< `ABCDEF+LiberationSerif-Bold`, at most 31 characters
  double size = 0;
  double left = 0;
  double right = 0;     ///< of its advance, without widened blanks
  double baseline = 0;  ///< distance from the page's top
  bool upright = true;  ///< false where the text is turned
  std::string colour;   ///< as the file says it: `0`, `0 0 0`

  bool bold() const { return font.find("Bold") != std::string::npos; }
  bool italic() const { return font.find("Ital") != std::string::npos; }
  bool blank() const { return text == " " || text == "\u00A0"; }
};

/// Letters on one baseline, from left to right, as far as no hole larger than a wide blank
/// parts them.
struct DrawnLine {
  int page = 0;  ///< from 1
  double baseline = 0;
  double left = 0;
  double right = 0;
  double size = 0;  ///< of the first letter
  std::string text;
  std::vector<Letter> letters;

  double middle() const { return (left + right) / 2; }
  double millimetresLeft() const { return left / kMillimetre; }
  double millimetresRight() const { return (kPageWidth - right) / kMillimetre; }
  /// Whether every letter has this style.
  bool is(bool bold, bool italic) const;
};

/// A straight stroke, or a filled bar thinner than 2 points as its middle line.
struct DrawnRule {
  int page = 0;
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  double thickness = 0;
  std::string colour;

  bool horizontal() const { return bottom - top < 0.01; }
  double length() const { return right - left; }
  double middle() const { return (left + right) / 2; }
};

/// A picture, or a drawn surface that is no rule.
struct DrawnPicture {
  int page = 0;
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
};

struct Drawing {
  std::vector<std::pair<double, double>> sizes;  ///< width and height of each page
  std::vector<DrawnLine> lines;                  ///< by page, baseline, left; upright text
  std::vector<Letter> turned;
  std::vector<DrawnRule> rules;
  std::vector<DrawnPicture> pictures;

  /// The first line that has `part` in it; the test fails when there is none.
  const DrawnLine& line(const std::string& part) const;
  /// The lines of the type area and the letterhead: without page numbers in the top margin.
  std::vector<DrawnLine> linesOf(int page) const;
  /// The nearest horizontal rule below the line, at most 12 points away and on its axis.
  const DrawnRule& ruleUnder(const DrawnLine& line) const;
};

Drawing drawingOf(const std::string& pdf);

}  // namespace thongbao::pdf
