#pragma once

#include <vector>

#include "pdf/layout.h"

namespace thongbao::pdf {

/// Puts the strips on pages, one below the other, between the margins; the first page leaves
/// `foot` free at its end. Chains of keepWithNext stay together when they fit on a page, a
/// table's heading is repeated, and a row that goes on is closed by a rule. Throws
/// Error(badInput) for more than 500 pages.
std::vector<Page> paginate(Strips strips, double foot);

}  // namespace thongbao::pdf
