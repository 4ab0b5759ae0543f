#pragma once

#include <string>
#include <vector>

#include "pdf/fonts.h"
#include "pdf/layout.h"
#include "pdf/objects.h"

namespace thongbao::pdf {

/// The same pages by libharu's public text calls alone: for a version of the library whose objects
/// this program does not know. Over a hundred times slower, five times larger, without tags and
/// PDF/A. The lines must have kept their glyphs. Throws Error(defect) when the library fails.
std::string writePlainly(const Fonts& fonts, const std::vector<Page>& pages,
                         const DocumentInfo& info);

}  // namespace thongbao::pdf
