#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "document/tree.h"
#include "pdf/fonts.h"

namespace thongbao::pdf {

/// Turns texts into glyphs.
class TextShaper {
 public:
  explicit TextShaper(const Fonts& fonts) : fonts_(fonts) {}

  /// Glyphs of `text`, any UTF-8: NFC, blanks squeezed, control and invisible characters
  /// dropped. Throws Error(badInput) for invalid UTF-8.
  std::vector<Glyph> glyphs(std::string_view text, Face face, float size);

  /// The same of runs. `face` is the style of unmarked runs: bold in bold italic stays so. Hard
  /// breaks become `\n`. A link whose target is not its text is followed by the target, because
  /// paper cannot be clicked.
  std::vector<Glyph> glyphs(const document::Runs& runs, Face face, float size);

  /// Characters no font has, of all texts since the last call.
  std::set<char32_t> takeReplaced();

 private:
  void append(std::vector<Glyph>& glyphs, std::string_view text, Face face, float size);
  void appendCharacter(std::vector<Glyph>& glyphs, char32_t character, Face face, float size);

  const Fonts& fonts_;
  std::set<char32_t> replaced_;
};

/// Makes blanks unbreakable that must not end a line: `Điều 9`, `72 giờ`, `ngày 05`.
void glueNumbers(std::vector<Glyph>& glyphs);

/// The same for the words of an agency's name that belong together: `QUẢN LÝ`, `THỊ TRƯỜNG`.
void glueCompounds(std::vector<Glyph>& glyphs);

/// Whether the character is written from right to left.
bool isRightToLeft(char32_t character);

/// The line in the order in which it is drawn, from the order in which it is read.
void reorderRightToLeft(std::vector<Glyph>& line);

}  // namespace thongbao::pdf
