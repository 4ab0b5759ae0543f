#pragma once

#include <deque>
#include <filesystem>
#include <memory>

#include "intake/raw_rows.h"

namespace thongbao::intake {

/// Finds the heading row, gives each row one cell a heading, and leaves out, with a note, rows that
/// hold no seller: totals, the headings again, the columns' numbers `(1) (2) (3)` below the
/// headings. Columns without a heading that hold something are named `cột N`; the second of two
/// equal headings gets ` (2)`.
class HeadedTable : public Table {
 public:
  /// `info` says format, encoding, delimiter and sheet; `options` where the headings are. Throws
  /// Error: usage when both a heading row and columns are given; badInput when there is no heading
  /// row among the first 30 rows or under its number; and whatever `rows` throws.
  HeadedTable(std::unique_ptr<RawRows> rows, TableInfo info, std::filesystem::path file,
              const TableOptions& options);
  const TableInfo& info() const override { return info_; }
  bool next(Row& row) override;

 private:
  void lookAhead(std::uint64_t firstRow);
  void takeHeadings(const TableOptions& options);
  std::size_t headingRowAmongFirst(const TableOptions& options) const;
  void nameColumns(std::vector<std::string> headings);
  bool takeRow(Row& row);
  void takeNotes();
  void fitToHeadings(Row& row) const;
  /// The sentence, with `{}` for the row's number, why a row holds no seller; null when it may.
  const char* whyLeftOut(const Row& row) const;
  bool repeatsHeadings(const Row& row) const;
  void note(const char* sentence, std::uint64_t number);

  std::unique_ptr<RawRows> rows_;
  std::deque<Row> ahead_;
  TableInfo info_;
  std::filesystem::path file_;
  std::uint64_t mostRows_;
  bool hasNotes_ = false;        ///< of the rows
  bool isBelowHeadings_ = true;  ///< the next row is the first one
  std::size_t leftOut_ = 0;      ///< rows
  std::size_t countNote_ = 0;    ///< which note counts those without one of their own
};

}  // namespace thongbao::intake
