#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pdf/bookmarks.h"
#include "pdf/font_resources.h"
#include "pdf/laid.h"
#include "pdf/objects.h"

namespace thongbao::pdf {

/// Vietnamese names as a person looks them up: first by their letters without marks; what is empty
/// comes last.
std::string sortKey(const std::string& name);

/// Many notices in one file to be printed, sorted by area and name, with bookmarks that say so.
/// Each font is embedded once. Keeps about 3 KiB a page in memory. Belongs to one thread.
class Sheaf {
 public:
  /// Another notice; `area` may be empty. Both UTF-8.
  void add(Laid laid, std::string area, std::string name);

  std::size_t size() const { return notices_.size(); }

  /// The file of at least one notice; `title` is its title. Notices of the same area and name keep
  /// the order in which they were added, so the same notices give the same bytes. Throws
  /// Error(defect) when the library fails.
  std::string finished(const std::string& title);

 private:
  struct Bound {
    std::string area;
    std::string name;
    std::vector<LaidPage> pages;
    DocumentInfo info;
  };
  std::vector<Bookmark> bookmarks(const std::vector<int>& firstPages) const;

  std::vector<Bound> notices_;
  FontNeeds needs_;
};

}  // namespace thongbao::pdf
