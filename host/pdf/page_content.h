#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "pdf/layout.h"

namespace thongbao::pdf {

/// The glyphs that pages need of each font.
struct FontNeeds {
  std::array<Layers, kLetterFaces> layers{};
  std::map<Face, GlyphSet> wide;

  void add(const SetLine& line);
  void add(const FontNeeds& more);
};

/// What a page shows.
struct PageContent {
  std::string operators;             ///< ISO 32000-1, 8 and 9
  std::vector<ElementId> sequences;  ///< element of each marked-content sequence, by its MCID
};

/// The operators of a page; what they need of the fonts is added to `needs`. Font resources are
/// named by resourceName. With `marked`, each element's text is a marked-content sequence and all
/// else an artifact (ISO 32000-1, 14.7.4 and 14.8.2.2).
PageContent pageContent(const Page& page, const Structure& structure, bool marked,
                        FontNeeds& needs);

}  // namespace thongbao::pdf
