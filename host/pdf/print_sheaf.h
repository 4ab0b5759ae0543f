#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pdf/address_page.h"
#include "pdf/cover_sheet.h"
#include "pdf/laid.h"

namespace thongbao::pdf {

/// Pages of a sheaf that are no part of a notice.
struct Beside {
  std::vector<LaidPage> pages;
  FontNeeds needs;
};

/// Makes them for many sheaves. Belongs to one thread.
class BesideMaker {
 public:
  /// Loads the fonts; throws as Fonts.
  BesideMaker();
  ~BesideMaker();
  /// As addressPage.
  std::optional<Beside> address(const Addressed& texts);
  /// As coverPages.
  Beside cover(const Cover& cover, const std::vector<CoverRow>& rows, std::size_t sheets);

 private:
  struct Engine;
  Beside laid(const std::vector<Page>& pages);
  std::unique_ptr<Engine> engine_;
};

/// A letter in a sheaf.
struct SheafLetter {
  std::string number;  ///< `05/TB-QLTT`
  std::string addressee;
  Beside address;
  Laid notice;
};

/// A sheaf of letters of one area for the printer, one or both sides: the cover sheet, then each
/// letter's page for the envelope and its notice, sorted by addressee, with bookmarks. Each of them
/// begins on the front of a sheet of paper; a back is left white where needed. Keeps about 3 KiB a
/// page in memory. Belongs to one thread.
class PrintSheaf {
 public:
  explicit PrintSheaf(Cover cover) : cover_(std::move(cover)) {}

  void add(SheafLetter letter) { letters_.push_back(std::move(letter)); }
  std::size_t size() const { return letters_.size(); }

  /// The file of at least one letter; `part` is its number among the area's sheaves. The same
  /// letters in the same order give the same bytes. Throws as BesideMaker::cover, and Error(defect)
  /// when the library fails.
  std::string finished(BesideMaker& maker, int part = 1);

 private:
  void sort();

  Cover cover_;
  std::vector<SheafLetter> letters_;
};

}  // namespace thongbao::pdf
