#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/objects.h"
#include "pdf/page_content.h"

namespace thongbao::pdf {

struct LaidPage {
  std::string content;               ///< operators, zlib format
  std::vector<ElementId> sequences;  ///< element of each marked-content sequence, by its MCID
};

/// Where and how an electronic signature shows.
struct SignatureLook {
  std::size_t page = 0;
  Box box;                ///< empty: it does not show
  std::string operators;  ///< what it shows, from the box's lower left corner
};

/// A notice laid out: everything a file of its own or a sheaf needs, independent of both.
struct Laid {
  std::vector<LaidPage> pages;
  FontNeeds needs;
  Structure structure;
  DocumentInfo info;
  std::vector<std::string> replaced;  ///< characters no font has, shown as a visible box
  std::optional<SignatureLook> signature;
  base::Instant signedAt{};
};

}  // namespace thongbao::pdf
