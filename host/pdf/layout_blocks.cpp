#include "pdf/layout_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
constexpr int kHeadingLevels = 3;

/// Where the blocks of a list item stand.
struct Frame {
  double left = 0;
  int depth = 0;
  ElementId element = kWhole;
};

/// Sets the blocks of one body.
class BodySetter {
 public:
  BodySetter(Typesetter& type, std::size_t first) : type_(type), first_(first) {}

  /// Every heading's level is to be known before the first block is added.
  void noteLevel(const Block& block) {
    if (const auto* heading = std::get_if<document::Heading>(&block.content))
      levels_[static_cast<std::size_t>(std::clamp(heading->level, 1, kHeadingLevels))] = true;
  }
  void add(const Block& block, const Frame& frame) {
    std::visit([&](const auto& content) { add(content, frame); }, block.content);
  }
  Strips take() { return std::move(strips_); }

 private:
  /// H2 and below without a gap (ISO 14289-1, 7.4.2), whichever levels the body uses; H1 is the
  /// document's title.
  Role roleOf(int level) const {
    constexpr std::array kRoles{Role::heading1, Role::heading2, Role::heading3, Role::heading4};
    std::size_t depth = 0;
    for (int i = 1; i <= std::clamp(level, 1, kHeadingLevels); ++i)
      depth += levels_[static_cast<std::size_t>(i)] ? 1 : 0;
    return kRoles[std::max<std::size_t>(depth, 1)];
  }

  void add(const document::Paragraph& paragraph, const Frame& frame) {
    const Measure measure{kTextWidth - frame.left, frame.depth == 0 ? kIndent : 0, Fit::justified};
    const SetText& set = type_.shared(paragraph.runs, {Face::regular, kBodySize}, measure);
    if (set.lines.empty()) return;
    append(strips_, paragraphStrips(set, frame.left, kParagraphGap,
                                    type_.structure.add(Role::paragraph, frame.element)));
    if (set.announces) strips_.back().keepWithNext = true;
  }

  void add(const document::Heading& heading, const Frame& frame) {
    const Face face = heading.level >= 3 ? Face::boldItalic : Face::bold;
    const Measure measure = heading.level == 1 ? Measure{kTextWidth, 0, Fit::centre}
                                               : Measure{kTextWidth, kIndent, Fit::justified};
    Strips made = paragraphStrips(type_.shared(heading.runs, {face, kBodySize}, measure), 0,
                                  1.5 * kParagraphGap,
                                  type_.structure.add(roleOf(heading.level), frame.element));
    for (Strip& strip : made) strip.keepWithNext = true;
    append(strips_, std::move(made));
  }

  void add(const document::List& list, const Frame& frame) {
    if (frame.depth >= kDeepestList)
      throw base::Error(base::Code::badInput,
                        base::say("The body has lists nested more than {} deep.", kDeepestList));
    double left = frame.depth == 0 ? kIndent : frame.left;
    if (frame.depth >= kDeepestIndent) left -= 0.5 * kIndent;
    left = std::min(left, kTextWidth / 2);
    const ElementId element = type_.structure.add(Role::list, frame.element);
    long number = list.start;
    for (const document::ListItem& item : list.items) {
      const std::string marker = list.ordered ? fmt::format("{}.", number++) : "-";
      addItem(item, marker, {left, frame.depth + 1, element});
    }
  }

  void add(const document::Table& table, const Frame& frame) {
    append(strips_, tableStrips(type_, table, first_ + strips_.size(), frame.element));
  }

  /// The first paragraph stands beside the marker, further blocks below it.
  void addItem(const document::ListItem& item, const std::string& marker, const Frame& frame) {
    const ElementId element = type_.structure.add(Role::item, frame.element);
    const ElementId label = type_.structure.add(Role::label, element);
    const SetText& sign = type_.shared(marker, {Face::regular, kBodySize}, {kTextWidth});
    const double textLeft = frame.left + std::max(sign.widest() + kMarkerGap, 0.5 * kIndent);
    const bool beside =
        !item.blocks.empty() && std::holds_alternative<document::Paragraph>(item.blocks[0].content);
    const std::size_t begin = strips_.size();
    if (!beside) addMarkerAlone(sign, frame.left, label, !item.blocks.empty());
    if (item.blocks.empty()) return;
    const Frame inner{textLeft, frame.depth, type_.structure.add(Role::itemBody, element)};
    add(item.blocks.front(), inner);
    if (beside && strips_.size() == begin) {  // nothing to stand beside
      addMarkerAlone(sign, frame.left, label, item.blocks.size() > 1);
    } else if (beside) {
      auto& lines = strips_[begin].lines;
      lines.insert(lines.begin(), {frame.left, lines.front().y, sign.lines.data(), label});
    }
    for (std::size_t i = 1; i < item.blocks.size(); ++i) add(item.blocks[i], inner);
  }

  void addMarkerAlone(const SetText& sign, double left, ElementId label, bool keepWithNext) {
    append(strips_, paragraphStrips(sign, left, kParagraphGap, label));
    strips_.back().keepWithNext = keepWithNext;
  }

  Typesetter& type_;
  std::size_t first_;
  std::array<bool, kHeadingLevels + 1> levels_{};
  Strips strips_;
};

}  // namespace

Strips paragraphStrips(const SetText& text, double left, double gapAbove, ElementId element) {
  Strips strips;
  strips.reserve(text.lines.size());
  for (const SetLine& line : text.lines) {
    Strip& strip = strips.emplace_back();
    const float size = line.operators.empty() ? kBodySize : line.first.size;
    strip.height = leadingOf(size);
    strip.gapAbove = strips.size() == 1 ? gapAbove : 0;
    strip.lines.push_back({left, 0.8 * strip.height, &line, element});
  }
  if (strips.size() > 1) {
    strips.front().keepWithNext = true;
    strips[strips.size() - 2].keepWithNext = true;
  }
  return strips;
}

Strips bodyStrips(Typesetter& type, std::span<const Block> blocks, std::span<const Block> end,
                  std::size_t first) {
  BodySetter setter(type, first);
  for (const auto& part : {blocks, end})
    for (const Block& block : part) setter.noteLevel(block);
  for (const auto& part : {blocks, end})
    for (const Block& block : part) setter.add(block, {});
  return setter.take();
}

}  // namespace thongbao::pdf
