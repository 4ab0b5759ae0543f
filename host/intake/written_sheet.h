#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace thongbao::intake {

/// An XLSX workbook of one sheet, written row by row with bounded memory: a heading row that stays
/// in view and filters, and every cell a text, so that none is a formula and no number loses a
/// digit. What a workbook cannot hold is shown as `�` (control characters, bytes that are no
/// UTF-8) or `…` (the end of a text of more than 32,767 characters). The target is the old file or
/// the whole new one. Everything throws Error(unavailable) when the disk is full or may not be
/// written.
class WrittenSheet {
 public:
  WrittenSheet(const std::filesystem::path& file, const std::string& sheetName,
               std::vector<std::string> headings);
  /// What was not kept is removed.
  ~WrittenSheet();
  WrittenSheet(const WrittenSheet&) = delete;
  WrittenSheet& operator=(const WrittenSheet&) = delete;

  /// Throws Error(badInput) for more rows than a sheet holds.
  void add(const std::vector<std::string>& cells);
  /// Waits until the disk has it, and puts it in the target's place.
  void keep();

 private:
  class Unfinished;
  class Sheet;
  void writeFirst();

  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> first_;  ///< the columns are as wide as these rows
  std::unique_ptr<Unfinished> file_;
  std::unique_ptr<Sheet> sheet_;
};

}  // namespace thongbao::intake
