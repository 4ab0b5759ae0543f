#pragma once

#include "document/tree.h"
#include "pdf/layout.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

/// A table as wide as the text: columns fit their content, the heading is repeated on each page,
/// and a row taller than a quarter of the page may go on on the next one. `first` is the index
/// that the first strip will have, `parent` the element the table stands in. Throws
/// Error(badInput) for more columns than the page has room for.
Strips tableStrips(Typesetter& type, const document::Table& table, std::size_t first,
                   ElementId parent);

}  // namespace thongbao::pdf
