#pragma once

#include <string>
#include <vector>

#include "pdf/objects.h"

namespace thongbao::pdf {

struct Bookmark {
  std::string title;  ///< UTF-8
  int page = 0;       ///< number of the page's object
  std::vector<Bookmark> below = {};
};

/// Adds the outline of a file (ISO 32000-1, 12.3.3); what is below a bookmark is folded. At least
/// one. Gives back the number of its root, the catalogue's /Outlines.
int addBookmarks(Objects& objects, const std::vector<Bookmark>& bookmarks);

}  // namespace thongbao::pdf
