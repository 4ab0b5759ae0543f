#include "pdf/layout_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

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

Row shapedRow(Typesetter& type, const std::vector<document::Runs>& cells, Face face) {
  Row row;
  row.reserve(cells.size());
  for (const document::Runs& runs : cells) row.push_back(type.glyphs(runs, {face, kCellSize}));
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

/// A row's cells as they are set, and the elements they are.
struct SetRow {
  std::vector<const SetText*> cells;
  std::vector<ElementId> elements;
  bool heading = false;

  std::size_t heightInLines() const {
    std::size_t most = 1;
    for (const SetText* cell : cells) most = std::max(most, cell->lines.size());
    return most;
  }
};

SetRow setRow(Typesetter& type, Row row, const Grid& grid, ElementId table, bool heading) {
  row.resize(grid.edges.size() - 1);
  SetRow set;
  set.heading = heading;
  const ElementId element = type.structure.add(Role::row, table);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Measure measure{grid.width(i) - 2 * kPaddingX, 0,
                          heading ? Fit::centre : fitOf(grid.align[i])};
    set.cells.push_back(&type.own(std::move(row[i]), measure));
    set.elements.push_back(type.structure.add(heading ? Role::headingCell : Role::cell, element));
  }
  return set;
}

/// The lines [from, to) of a row with the rules around them.
Strip rowPart(const SetRow& row, const Grid& grid, std::size_t from, std::size_t to) {
  const std::size_t total = row.heightInLines();
  const double leading = leadingOf(kCellSize);
  const double top = from == 0 ? kPaddingY : 0;
  Strip strip;
  strip.height = top + static_cast<double>(to - from) * leading + (to == total ? kPaddingY : 0);
  strip.open = to < total;
  strip.width = grid.edges.back();
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    const auto& lines = row.cells[column]->lines;
    const double centring =
        row.heading ? static_cast<double>(total - lines.size()) * leading / 2 : 0;
    for (std::size_t i = from; i < to && i < lines.size(); ++i)
      strip.lines.push_back({grid.edges[column] + kPaddingX,
                             top + centring + (static_cast<double>(i - from) + 0.8) * leading,
                             &lines[i], row.elements[column]});
  }
  for (const double x : grid.edges) strip.rules.push_back({x, 0, x, strip.height});
  if (from == 0 && row.heading) strip.rules.push_back({0, 0, strip.width, 0});
  if (!strip.open) strip.rules.push_back({0, strip.height, strip.width, strip.height});
  return strip;
}

/// The row as one strip, or line by line when it is tall.
void appendRow(Strips& strips, const SetRow& row, const Grid& grid) {
  const std::size_t lines = row.heightInLines();
  const bool whole = static_cast<double>(lines) * leadingOf(kCellSize) <= kTallestWhole;
  const std::size_t step = whole ? lines : 1;
  const std::size_t begin = strips.size();
  for (std::size_t i = 0; i < lines; i += step) strips.push_back(rowPart(row, grid, i, i + step));
  if (whole) return;
  strips[begin].keepWithNext = true;
  strips[strips.size() - 2].keepWithNext = true;
}

}  // namespace

Strips tableStrips(Typesetter& type, const Table& table, std::size_t first, ElementId parent) {
  if (table.heading.empty()) return {};
  std::vector<Row> rows{shapedRow(type, table.heading, Face::bold)};
  for (const auto& cells : table.rows) rows.push_back(shapedRow(type, cells, Face::regular));
  const Grid grid = gridOf(rows, table);
  const ElementId element = type.structure.add(Role::table, parent);

  Strips strips;
  appendRow(strips, setRow(type, std::move(rows[0]), grid, element, true), grid);
  const bool repeats = strips.size() == 1;
  strips.front().gapAbove = kParagraphGap;
  strips.back().keepWithNext = !table.rows.empty();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::size_t begin = strips.size();
    appendRow(strips, setRow(type, std::move(rows[i]), grid, element, false), grid);
    if (!repeats) continue;
    for (std::size_t part = begin; part < strips.size(); ++part)
      strips[part].heading = static_cast<int>(first);
  }
  return strips;
}

}  // namespace thongbao::pdf
