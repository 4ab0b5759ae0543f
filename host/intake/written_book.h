#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace thongbao::intake {

constexpr std::size_t kMostSheetRows = 1'048'576;

/// What stands on a sheet above its rows, and how it looks.
struct SheetForm {
  std::string name;
  std::vector<std::string> headings;
  std::vector<std::string> titles = {};  ///< above the headings, a row each, over all columns
  std::vector<std::string> below = {};   ///< a row under the headings: `(1)`, `(2)` …
  std::vector<std::size_t> widths = {};  ///< of the columns in characters; those that are missing
                                         ///< are as wide as headings and the first rows
  bool isPrinted = false;  ///< ruled and wrapped for A4 across, headings on each page; no filters
};

/// An XLSX workbook, written sheet by sheet and row by row with bounded memory: headings stay in
/// view and filter, and every cell is a text, so that none is a formula and no number loses a
/// digit. What a workbook cannot hold is shown as `�` (control characters, bytes that are no UTF-8)
/// or `…` (the end of a text of more than 32,767 characters); more rows than a sheet holds go on in
/// a further one, `entries 2`. The target is the old file or the whole new one. Everything throws
/// Error(unavailable) when the disk is full or may not be written.
class WrittenBook {
 public:
  explicit WrittenBook(const std::filesystem::path& file, std::size_t mostRows = kMostSheetRows);
  /// What was not kept is removed.
  ~WrittenBook();
  WrittenBook(const WrittenBook&) = delete;
  WrittenBook& operator=(const WrittenBook&) = delete;

  /// The next sheet; names differ. At least one before `add` and `keep`.
  void begin(SheetForm form);
  void add(const std::vector<std::string>& cells);
  /// Waits until the disk has it, and puts it in the target's place.
  void keep();

 private:
  class Unfinished;
  class Book;
  enum class State { empty, measuring, writing };
  void setWidths();
  void beginSheet();
  void writeFirst();
  void endSheet();

  std::size_t mostRows_;
  SheetForm form_;
  std::size_t sheets_ = 0;  ///< of the form
  State state_ = State::empty;
  std::vector<std::vector<std::string>> first_;  ///< rows that the columns are measured by
  std::vector<std::size_t> widths_;
  std::unique_ptr<Unfinished> file_;
  std::unique_ptr<Book> book_;
};

}  // namespace thongbao::intake
