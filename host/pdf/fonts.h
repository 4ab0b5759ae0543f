#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pdf/encoding.h"
#include "pdf/subset.h"

namespace thongbao::pdf {

/// The four letter faces, and behind them the fonts that stand in for what they lack, in the order
/// in which they are asked.
enum class Face : std::uint8_t { regular, bold, italic, boldItalic, standIn };
constexpr std::size_t kLetterFaces = 4;
constexpr std::size_t kFaces = 20;

/// One glyph of a text in one face and size.
struct Glyph {
  char32_t character = 0;
  float size = 0;             ///< points
  std::uint16_t advance = 0;  ///< thousandths of the size
  std::uint16_t id = 0;       ///< in the whole font
  Face face = Face::regular;
  std::uint8_t code = 0;  ///< one-byte code in a letter face; 0 where the two-byte id is written

  double width() const { return advance * static_cast<double>(size) / 1000; }
};

/// The fonts of a notice: Liberation Serif (Times New Roman's metric twin), DejaVu Sans for what it
/// lacks, and behind it those of Noto and Droid that are installed. The letter faces are loaded at
/// once, the others when a character asks for them. Belongs to one thread.
class Fonts {
 public:
  /// Loads the files from `folder` (`liberation2/`, `dejavu/`, … below it). Throws
  /// Error(unavailable) naming the missing file and the Debian package that has it.
  explicit Fonts(std::filesystem::path folder = "/usr/share/fonts/truetype");
  ~Fonts();
  Fonts(Fonts&&) noexcept;

  /// Where the face comes from.
  std::filesystem::path fileOf(Face face) const;

  /// Whether `face` or a stand-in has a glyph for the character.
  bool has(Face face, char32_t character) const;

  /// The glyph of `character` in the letter face `face`, else in a stand-in, else a visible box
  /// (U+25A1).
  Glyph glyph(Face face, float size, char32_t character) const;

  /// Appends the glyphs of a right-to-left word in logical order, joined as its script asks.
  void appendShaped(std::vector<Glyph>& glyphs, Face face, float size,
                    const std::u32string& word) const;

  /// A letter face with one-byte codes and the glyphs of `layers`. Made once and kept.
  const FontFile& letterFile(Face face, Layers layers);

  /// Any face with two-byte codes, its glyph ids, and these glyphs. The last ones are kept.
  std::shared_ptr<const FontFile> wideFile(Face face, const GlyphSet& glyphs);

 private:
  struct Loaded;
  const Loaded* loaded(std::size_t face) const;
  const Loaded& letter(Face face) const;
  static FontFile described(const Loaded& whole, FontFile part);

  std::filesystem::path folder_;
  mutable std::array<std::unique_ptr<Loaded>, kFaces> faces_;
  std::array<std::map<Layers, FontFile>, kLetterFaces> letterFiles_;
  std::map<std::pair<Face, GlyphSet>, std::shared_ptr<const FontFile>> wideFiles_;
};

}  // namespace thongbao::pdf
