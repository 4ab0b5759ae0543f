#pragma once

#include <array>
#include <string>
#include <vector>

#include "pdf/fonts.h"
#include "pdf/layout.h"

namespace thongbao::pdf {

/// The faces of one document; nullptr for a face that is not used.
using FontFiles = std::array<const FontFile*, kFaces>;

/// What the pages need, subset. Throws what Fonts::file throws.
FontFiles fontFilesFor(Fonts& fonts, const std::vector<Page>& pages);

/// The operators of a page (ISO 32000-1, 8 and 9). Faces are the font resources /F0 to /F5.
std::string pageContent(const Page& page, const FontFiles& files);

}  // namespace thongbao::pdf
