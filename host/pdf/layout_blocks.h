#pragma once

#include <span>

#include "document/tree.h"
#include "pdf/layout.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

/// One strip a line; the first has `gapAbove`, and the strips keep two lines together at both
/// ends. The lines begin `left` from the left margin and belong to `element`.
Strips paragraphStrips(const SetText& text, double left, double gapAbove, ElementId element);

/// The body's blocks, `end` behind `blocks`; `first` is the index that the first strip will have.
/// Throws Error(badInput) for lists nested too deeply and tables with more columns than the page
/// has room for.
Strips bodyStrips(Typesetter& type, std::span<const document::Block> blocks,
                  std::span<const document::Block> end, std::size_t first);

}  // namespace thongbao::pdf
