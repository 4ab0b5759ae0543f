#pragma once

#include <hb.h>

#include <cstdint>
#include <vector>

#include "pdf/fonts.h"

namespace thongbao::pdf {

/// The font with only `glyphs`, without hints and layout tables, as PDF embeds it (ISO 32000-1,
/// 9.7.4.2 and 9.10.3). `advances` are by glyph, in thousandths. Fills name (the tag and `+`),
/// file, fileLength, toUnicode, widths, codes, and box in font units. Throws Error(unavailable)
/// when the font is damaged.
FontFile subsetOf(hb_face_t* face, const GlyphSet& glyphs,
                  const std::vector<std::uint16_t>& advances);

}  // namespace thongbao::pdf
