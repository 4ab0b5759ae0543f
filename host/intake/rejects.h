#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "intake/draft.h"
#include "intake/table.h"

namespace thongbao::intake {

/// Writes `<file>.rejected.csv`: the list's own headings, then `thongbao: dòng` (row) and
/// `thongbao: lý do` (reason), one line a refused row with its own texts. Mended, it can be
/// pulled again: the two added columns are ignored by openTable's users. UTF-8 with BOM, so that
/// spreadsheets read it; a cell that would act as a formula gets a leading `'`.
/// Nothing is written when nothing was refused, and an older file is removed then.
class Rejects {
 public:
  Rejects(std::filesystem::path file, std::vector<std::string> headings);
  void add(const Row& row, const std::vector<RowProblem>& problems);
  /// Puts the finished file in place. Returns its path, or an empty one when there was nothing.
  std::filesystem::path finish();

 private:
  void begin();

  std::filesystem::path file_;
  std::vector<std::string> headings_;
  std::optional<base::WholeFile> content_;  ///< from the first refused row on
};

/// Headings that Rejects added.
bool isRejectsColumn(const std::string& heading);

}  // namespace thongbao::intake
