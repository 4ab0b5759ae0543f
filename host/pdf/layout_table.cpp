#include "pdf/layout_table.h"

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "base/words.h"
#include "pdf/layout_lines.h"

namespace thongbao::pdf {

namespace {

using document::Align;
using document::Table;

constexpr float kCellSize = 12;
constexpr double kPaddingX = 4;
constexpr double kPaddingY = 2.5;
constexpr double kNarrowest = 20;                  ///< column, with its padding
constexpr double kTallestWhole = kTextHeight / 4;  ///< taller rows may be divided

using Cell = std::vector<Glyph>;
using Row = std::vector<Cell>;

struct Grid {
  std::vector<double> edges;  ///< left edge of each column, and the right one of the last
  std::vector<Align> align;

  double width(std::size_t column) const { return edges[column + 1] - edges[column]; }
};

Row shapedRow(TextShaper& shaper, const std::vector<document::Runs>& cells, Face face) {
  Row row;
  for (const document::Runs& runs : cells) {
    row.push_back(shaper.glyphs(runs, face, kCellSize));
    glueNumbers(row.back());
  }
  return row;
}

/// What the columns need, together at most the text's width: the narrow ones what their longest
/// word needs, and where not all have room, the wide ones an even share of the rest.
void limitNeeds(std::vector<Extent>& extents) {
  std::vector<double> needs;
  for (const Extent& extent : extents) needs.push_back(extent.least);
  std::sort(needs.begin(), needs.end());
  double room = kTextWidth;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const double share = room / static_cast<double>(needs.size() - i);
    if (needs[i] > share) {
      for (Extent& extent : extents) extent.least = std::min(extent.least, share);
      return;
    }
    room -= needs[i];
  }
}

std::vector<Extent> extentsOf(const std::vector<Row>& rows, std::size_t columns) {
  std::vector<Extent> extents(columns, {kNarrowest, kNarrowest});
  for (const Row& row : rows)
    for (std::size_t i = 0; i < columns && i < row.size(); ++i) {
      const Extent cell = extentOf(row[i]);
      extents[i].least = std::max(extents[i].least, cell.least + 2 * kPaddingX + 0.01);
      extents[i].natural = std::max(extents[i].natural, cell.natural + 2 * kPaddingX + 0.01);
    }
  limitNeeds(extents);
  return extents;
}

/// Widths of the columns, together the text's width. A column whose content is short is as wide as
/// it would like to be; the long ones divide the rest by what each has to say.
std::vector<double> columnWidths(const std::vector<Extent>& extents) {
  std::vector<std::size_t> order(extents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return extents[a].natural < extents[b].natural;
  });
  double room = kTextWidth;
  double least = 0;
  double natural = 0;
  std::vector<double> widths;
  for (const Extent& extent : extents) {
    least += extent.least;
    natural += extent.natural;
    widths.push_back(extent.natural);
  }
  if (natural <= kTextWidth) {
    for (double& width : widths) width *= kTextWidth / natural;
    return widths;
  }
  std::size_t settled = 0;
  for (; settled < order.size(); ++settled) {
    const Extent& extent = extents[order[settled]];
    const double share = room / static_cast<double>(order.size() - settled);
    if (extent.natural > share || room - extent.natural < least - extent.least) break;
    widths[order[settled]] = extent.natural;
    room -= extent.natural;
    least -= extent.least;
    natural -= extent.natural;
  }
  for (; settled < order.size(); ++settled) {
    const Extent& extent = extents[order[settled]];
    widths[order[settled]] =
        extent.least + (extent.natural - extent.least) * (room - least) / (natural - least);
  }
  return widths;
}

Grid gridOf(const std::vector<Row>& rows, const Table& table) {
  const std::size_t columns = table.heading.size();
  if (static_cast<double>(columns) * kNarrowest > kTextWidth)
    throw base::Error(base::Code::badInput,
                      base::say("A table has {} columns; the page has room for {}.", columns,
                                static_cast<int>(kTextWidth / kNarrowest)),
                      {}, base::tr("Leave out columns or divide the table."));
  const auto widths = columnWidths(extentsOf(rows, columns));
  Grid grid{{0}, table.align};
  grid.align.resize(columns, Align::left);
  for (const double width : widths) grid.edges.push_back(grid.edges.back() + width);
  return grid;
}

Fit fitOf(Align align) {
  if (align == Align::right) return Fit::right;
  return align == Align::centre ? Fit::centre : Fit::left;
}

using CellLines = std::vector<std::vector<Line>>;

CellLines linesOf(const Row& row, const Grid& grid, bool heading) {
  CellLines cells;
  for (std::size_t i = 0; i + 1 < grid.edges.size(); ++i) {
    const Measure measure{grid.width(i) - 2 * kPaddingX, 0,
                          heading ? Fit::centre : fitOf(grid.align[i])};
    cells.push_back(i < row.size() ? breakLines(row[i], measure) : std::vector<Line>{});
  }
  return cells;
}

std::size_t heightInLines(const CellLines& cells) {
  std::size_t most = 1;
  for (const auto& lines : cells) most = std::max(most, lines.size());
  return most;
}

/// The lines [from, to) of a row with the rules around them.
Strip rowPart(CellLines& cells, const Grid& grid, std::size_t from, std::size_t to, bool heading) {
  const std::size_t total = heightInLines(cells);
  const double leading = leadingOf(kCellSize);
  const double top = from == 0 ? kPaddingY : 0;
  Strip strip;
  strip.height = top + static_cast<double>(to - from) * leading + (to == total ? kPaddingY : 0);
  strip.open = to < total;
  strip.width = grid.edges.back();
  for (std::size_t column = 0; column < cells.size(); ++column) {
    auto& lines = cells[column];
    const double centring = heading ? static_cast<double>(total - lines.size()) * leading / 2 : 0;
    for (std::size_t i = from; i < to && i < lines.size(); ++i) {
      lines[i].x += grid.edges[column] + kPaddingX;
      lines[i].y = top + centring + (static_cast<double>(i - from) + 0.8) * leading;
      strip.lines.push_back(std::move(lines[i]));
    }
  }
  for (const double x : grid.edges) strip.rules.push_back({x, 0, x, strip.height});
  if (from == 0 && heading) strip.rules.push_back({0, 0, strip.width, 0});
  if (!strip.open) strip.rules.push_back({0, strip.height, strip.width, strip.height});
  return strip;
}

/// The row as one strip, or line by line when it is tall.
Strips rowStrips(const Row& row, const Grid& grid, bool heading) {
  CellLines cells = linesOf(row, grid, heading);
  const std::size_t lines = heightInLines(cells);
  Strips strips;
  if (static_cast<double>(lines) * leadingOf(kCellSize) <= kTallestWhole)
    strips.push_back(rowPart(cells, grid, 0, lines, heading));
  else
    for (std::size_t i = 0; i < lines; ++i)
      strips.push_back(rowPart(cells, grid, i, i + 1, heading));
  if (strips.size() > 1) {
    strips.front().keepWithNext = true;
    strips[strips.size() - 2].keepWithNext = true;
  }
  return strips;
}

}  // namespace

Strips tableStrips(TextShaper& shaper, const Table& table, std::size_t first) {
  if (table.heading.empty()) return {};
  std::vector<Row> rows{shapedRow(shaper, table.heading, Face::bold)};
  for (const auto& cells : table.rows) rows.push_back(shapedRow(shaper, cells, Face::regular));
  const Grid grid = gridOf(rows, table);

  Strips strips = rowStrips(rows[0], grid, true);
  const bool repeats = strips.size() == 1;
  strips.front().gapAbove = kParagraphGap;
  strips.back().keepWithNext = !table.rows.empty();
  for (std::size_t i = 1; i < rows.size(); ++i)
    for (Strip& strip : rowStrips(rows[i], grid, false)) {
      if (repeats) strip.heading = static_cast<int>(first);
      strips.push_back(std::move(strip));
    }
  return strips;
}

}  // namespace thongbao::pdf
