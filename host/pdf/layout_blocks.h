#pragma once

#include "document/tree.h"
#include "pdf/layout.h"
#include "pdf/layout_lines.h"
#include "pdf/layout_text.h"

namespace thongbao::pdf {

/// One strip a line; the first has `gapAbove`, and the strips keep two lines together at both
/// ends. The lines begin `left` from the left margin.
Strips paragraphStrips(std::vector<Glyph> glyphs, Measure measure, double left, double gapAbove);

/// The body's blocks, in order; `first` is the index that the first strip will have. Throws
/// Error(badInput) for lists nested too deeply and tables with more columns than the page has room
/// for.
Strips bodyStrips(TextShaper& shaper, const document::Document& body, std::size_t first);

}  // namespace thongbao::pdf
