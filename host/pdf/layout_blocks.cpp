#include "pdf/layout_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "base/error.h"
#include "base/words.h"
#include "pdf/layout_table.h"

namespace thongbao::pdf {

namespace {

using document::Block;

constexpr int kDeepestList = 16;
constexpr int kDeepestIndent = 4;  ///< lists below it are not moved further to the right
constexpr double kMarkerGap = 4;

/// Where the blocks of a list item stand.
struct Frame {
  double left = 0;
  int depth = 0;
};

Strips headingStrips(TextShaper& shaper, const document::Heading& heading) {
  const Face face = heading.level >= 3 ? Face::boldItalic : Face::bold;
  const Measure measure = heading.level == 1 ? Measure{kTextWidth, 0, Fit::centre}
                                             : Measure{kTextWidth, kIndent, Fit::justified};
  Strips strips = paragraphStrips(shaper.glyphs(heading.runs, face, kBodySize), measure, 0,
                                  1.5 * kParagraphGap);
  for (Strip& strip : strips) strip.keepWithNext = true;
  return strips;
}

Strips blockStrips(TextShaper& shaper, const Block& block, const Frame& frame, std::size_t first);

/// The first paragraph stands beside the marker, further blocks below it.
Strips itemStrips(TextShaper& shaper, const document::ListItem& item, const std::string& marker,
                  const Frame& frame, std::size_t first) {
  const std::vector<Glyph> sign = shaper.glyphs(marker, Face::regular, kBodySize);
  const double textLeft = frame.left + std::max(widthOf(sign) + kMarkerGap, 0.5 * kIndent);
  Strips strips;
  const bool beside =
      !item.blocks.empty() && std::holds_alternative<document::Paragraph>(item.blocks[0].content);
  if (!beside) {
    strips = paragraphStrips(sign, {}, frame.left, kParagraphGap);
    strips.front().keepWithNext = !item.blocks.empty();
  }
  for (const Block& block : item.blocks)
    append(strips, blockStrips(shaper, block, {textLeft, frame.depth}, first + strips.size()));
  if (beside && strips.empty())
    strips = paragraphStrips(sign, {}, frame.left, kParagraphGap);
  else if (beside) {
    auto& lines = strips.front().lines;
    lines.insert(lines.begin(), Line{frame.left, lines.front().y, 0, sign});
  }
  return strips;
}

Strips listStrips(TextShaper& shaper, const document::List& list, const Frame& frame,
                  std::size_t first) {
  if (frame.depth >= kDeepestList)
    throw base::Error(base::Code::badInput,
                      base::say("The body has lists nested more than {} deep.", kDeepestList));
  double left = frame.depth == 0 ? kIndent : frame.left;
  if (frame.depth >= kDeepestIndent) left -= 0.5 * kIndent;
  left = std::min(left, kTextWidth / 2);
  Strips strips;
  long number = list.start;
  for (const document::ListItem& item : list.items) {
    const std::string marker = list.ordered ? fmt::format("{}.", number++) : "-";
    append(strips,
           itemStrips(shaper, item, marker, {left, frame.depth + 1}, first + strips.size()));
  }
  return strips;
}

Strips blockStrips(TextShaper& shaper, const Block& block, const Frame& frame, std::size_t first) {
  if (const auto* paragraph = std::get_if<document::Paragraph>(&block.content)) {
    const Measure measure{kTextWidth - frame.left, frame.depth == 0 ? kIndent : 0, Fit::justified};
    std::vector<Glyph> glyphs = shaper.glyphs(paragraph->runs, Face::regular, kBodySize);
    const bool announces = !glyphs.empty() && glyphs.back().character == U':';
    Strips strips = paragraphStrips(std::move(glyphs), measure, frame.left, kParagraphGap);
    if (announces) strips.back().keepWithNext = true;
    return strips;
  }
  if (const auto* heading = std::get_if<document::Heading>(&block.content))
    return headingStrips(shaper, *heading);
  if (const auto* list = std::get_if<document::List>(&block.content))
    return listStrips(shaper, *list, frame, first);
  return tableStrips(shaper, std::get<document::Table>(block.content), first);
}

}  // namespace

Strips paragraphStrips(std::vector<Glyph> glyphs, Measure measure, double left, double gapAbove) {
  glueNumbers(glyphs);
  Strips strips;
  for (Line& line : breakLines(glyphs, measure)) {
    const float size = line.glyphs.empty() ? kBodySize : line.glyphs.front().size;
    Strip strip;
    strip.height = leadingOf(size);
    strip.gapAbove = strips.empty() ? gapAbove : 0;
    line.x += left;
    line.y = 0.8 * strip.height;
    strip.lines.push_back(std::move(line));
    strips.push_back(std::move(strip));
  }
  if (strips.size() > 1) {
    strips.front().keepWithNext = true;
    strips[strips.size() - 2].keepWithNext = true;
  }
  return strips;
}

Strips bodyStrips(TextShaper& shaper, const document::Document& body, std::size_t first) {
  Strips strips;
  for (const Block& block : body.blocks)
    append(strips, blockStrips(shaper, block, {}, first + strips.size()));
  return strips;
}

}  // namespace thongbao::pdf
