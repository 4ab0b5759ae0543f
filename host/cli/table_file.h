#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "cli/terminal.h"
#include "intake/written_book.h"

namespace thongbao::cli {

/// A table that goes into a file: a workbook (`.xlsx`) or CSV with its headings alone (`.csv`).
/// Written row by row, whole or not at all. Throws Error: usage for another ending, unavailable as
/// WrittenBook and WholeFile.
class TableFile {
 public:
  TableFile(const std::filesystem::path& file, intake::SheetForm form);
  void add(const std::vector<std::string>& cells);
  void keep();

 private:
  std::optional<base::WholeFile> csv_;
  std::optional<intake::WrittenBook> book_;
};

/// Counts the rows of a file, and shows that it goes on when they are many.
class RowCount {
 public:
  explicit RowCount(bool silent) : silent_(silent) {}
  void add();
  std::uint64_t rows() const { return rows_; }
  /// Ends what is shown.
  void finish() { progress_.reset(); }

 private:
  bool silent_;
  std::uint64_t rows_ = 0;
  std::optional<Progress> progress_;
};

/// Whether the name ends so, in small or capital letters: `.xlsx`.
bool hasEnding(const std::filesystem::path& file, const std::string& ending);

}  // namespace thongbao::cli
