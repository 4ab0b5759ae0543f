#pragma once

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/tree.h"
#include "pdf/layout_lines.h"
#include "pdf/layout_text.h"
#include "pdf/set_line.h"
#include "pdf/structure.h"

namespace thongbao::pdf {

struct Style {
  Face face = Face::regular;
  float size = 0;         ///< points
  bool capitals = false;  ///< set in capital letters
};

/// A text set into lines.
struct SetText {
  std::vector<SetLine> lines;
  float size = 0;
  bool announces = false;  ///< ends with a colon
  std::size_t characters = 0;
  std::set<char32_t> replaced;  ///< characters no font has

  double widest() const;
};

/// Sets the texts of one document after the other. What the notices of a batch have in common is
/// set once and kept; what is a notice's own is forgotten with it. Belongs to one thread.
class Typesetter {
 public:
  /// `keepGlyphs`: lines keep their glyphs too, for the plain writer.
  explicit Typesetter(const Fonts& fonts, bool keepGlyphs = false)
      : shaper_(fonts), keepGlyphs_(keepGlyphs) {}

  /// Begins a document: paragraphs of the last one are no longer valid, its structure is empty.
  void begin();

  /// Text that other notices of a batch are likely to have too. Throws as TextShaper::glyphs, and
  /// Error(badInput) for a document of over 500,000 characters; so do the following.
  const SetText& shared(std::string_view text, Style style, const Measure& measure);
  const SetText& shared(const document::Runs& runs, Style style, const Measure& measure);
  /// Text of this notice alone.
  const SetText& own(std::string_view text, Style style, const Measure& measure);
  const SetText& own(std::vector<Glyph> glyphs, const Measure& measure);

  /// For what must be measured before it is set as `own`.
  std::vector<Glyph> glyphs(const document::Runs& runs, Style style);

  /// Characters of this document that no font has, as `U+1F600`, in order.
  std::vector<std::string> replaced() const;

  Structure structure;

 private:
  using Kept = std::unordered_map<std::string, SetText>;

  std::vector<Glyph> shaped(std::string_view text, Style style);
  std::vector<Glyph> shaped(const document::Runs& runs, Style style);
  template <class Text>
  std::vector<Glyph> glued(const Text& text, Style style, bool wholeCompounds);
  template <class Text>
  const SetText& kept(const Text& text, Style style, const Measure& measure);
  const SetText& noted(const SetText& paragraph);
  SetText set(std::vector<Glyph> glyphs, const Measure& measure);

  TextShaper shaper_;
  bool keepGlyphs_;
  Kept recent_;  ///< used in this or a late document
  Kept before_;  ///< used earlier; dropped when `recent_` has grown again
  std::deque<SetText> own_;
  std::set<char32_t> replaced_;
  std::size_t characters_ = 0;
  std::string key_;
};

}  // namespace thongbao::pdf
