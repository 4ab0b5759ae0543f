#pragma once

#include <hb.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace thongbao::pdf {

/// Glyphs of a font by their id, with the character that each stands for.
using GlyphSet = std::map<std::uint16_t, char32_t>;

/// A part of a font as it is embedded in documents: its streams in zlib format, and the entries of
/// its dictionaries (ISO 32000-1, 9.6 to 9.10) but for the references between them.
struct FontFile {
  std::string program;          ///< the TrueType font
  std::size_t programSize = 0;  ///< before deflating
  std::string toUnicode;        ///< the CMap; empty in a letter face (letterToUnicode)
  std::string name;             ///< `ABCDEF+LiberationSerif-Bold`
  std::string widths;           ///< entries of the font dictionary, thousandths of the size
  std::array<int, 4> box{};     ///< xMin, yMin, xMax, yMax in font units
  std::string descriptor;       ///< entries of the font descriptor
};

/// The part of a font that a simple font shows (ISO 32000-1, 9.6.3): glyphs by their one-byte
/// codes through a (1,0) cmap, without hints and layout tables. `name` is the whole font's. All is
/// filled but the descriptor. Throws Error(unavailable) when the font is damaged.
FontFile letterSubset(hb_face_t* face, const std::string& name,
                      const std::array<std::uint16_t, 256>& glyphByCode,
                      const std::array<std::uint16_t, 256>& widthByCode);

/// The part that a composite font shows (9.7.4): glyphs keep their ids, which are the codes.
/// `widths` are by glyph id. Throws the same.
FontFile wideSubset(hb_face_t* face, const std::string& name, const GlyphSet& glyphs,
                    const std::map<std::uint16_t, std::uint16_t>& widths);

/// The CMap of all one-byte codes (9.10.3), zlib format; one stream serves every letter face.
std::string letterToUnicode();

}  // namespace thongbao::pdf
