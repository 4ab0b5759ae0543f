#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/qr_code.h"
#include "pdf/set_line.h"
#include "pdf/structure.h"

/// Measures are points (1/72 inch); y grows downwards.
namespace thongbao::pdf {

constexpr double kMillimetre = 72 / 25.4;

/// Page and type area (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.1 and I.2).
constexpr double kPageWidth = 210 * kMillimetre;
constexpr double kPageHeight = 297 * kMillimetre;
constexpr double kMarginTop = 20 * kMillimetre;
constexpr double kMarginBottom = 20 * kMillimetre;
constexpr double kMarginLeft = 30 * kMillimetre;
constexpr double kMarginRight = 15 * kMillimetre;
constexpr double kTextWidth = kPageWidth - kMarginLeft - kMarginRight;
constexpr double kTextHeight = kPageHeight - kMarginTop - kMarginBottom;

constexpr float kBodySize = 13;
constexpr double kIndent = 10 * kMillimetre;  ///< of the first line
constexpr double kParagraphGap = 6;

/// Distance of baselines: a little over the font's own single spacing.
constexpr double leadingOf(double size) {
  return size * 1.25;
}

/// A set line on paper: `x` the left end of its box, `y` its baseline. `text` belongs to the
/// typesetter and lives as long as the document is made.
struct PlacedLine {
  double x = 0;
  double y = 0;
  const SetLine* text = nullptr;
  ElementId element = kArtifact;  ///< what it belongs to for a screen reader

  double left() const { return x + text->x; }
};

struct Rule {
  double x1 = 0;
  double y1 = 0;
  double x2 = 0;
  double y2 = 0;
};

/// A rectangle; `x` and `y` are its upper left corner.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

constexpr double kRuleWidth = 0.75;
constexpr float kMarkGrey = 0.88F;  ///< of the mark across a draft; 1 is white

/// What never breaks across pages. Coordinates are relative to its top and the left margin.
struct Strip {
  double gapAbove = 0;  ///< dropped at the top of a page
  double height = 0;
  std::vector<PlacedLine> lines;
  std::vector<Rule> rules;
  bool keepWithNext = false;
  int heading = -1;   ///< index of the strip repeated above when a page begins here
  bool open = false;  ///< a table's row that goes on in the next strip
  double width = 0;   ///< of the table, where `open`
  std::optional<Box> signatureSpace;
};
using Strips = std::vector<Strip>;

/// Puts `more` behind `strips`.
void append(Strips& strips, Strips more);

/// Coordinates from the page's upper left corner.
struct Page {
  std::vector<PlacedLine> lines;
  std::vector<Rule> rules;
  std::optional<Squares> symbol;
  std::optional<Box> signatureSpace;
  const SetLine* mark = nullptr;  ///< large, grey, diagonal, centred on the page, below the text
};

/// Moves lines and rules.
void shift(std::vector<PlacedLine>& lines, double dx, double dy);
void shift(std::vector<Rule>& rules, double dx, double dy);

}  // namespace thongbao::pdf
