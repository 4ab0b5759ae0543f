#pragma once

#include <deque>
#include <filesystem>
#include <memory>

#include "intake/raw_rows.h"

namespace thongbao::intake {

/// Finds the heading row and gives each row one cell a heading. Columns without a heading that
/// hold something are named `cột N`; the second of two equal headings gets ` (2)`.
class HeadedTable : public Table {
 public:
  /// `info` says format, encoding, delimiter and sheet. Throws Error(badInput) when there is no
  /// heading row among the first 30 rows, and whatever `rows` throws.
  HeadedTable(std::unique_ptr<RawRows> rows, TableInfo info, std::filesystem::path file,
              std::uint64_t mostRows);
  const TableInfo& info() const override { return info_; }
  bool next(Row& row) override;

 private:
  void lookAhead();
  void findHeadingRow();
  void nameColumns(std::vector<std::string> headings);
  void takeNotes();

  std::unique_ptr<RawRows> rows_;
  std::deque<Row> ahead_;
  TableInfo info_;
  std::filesystem::path file_;
  std::uint64_t mostRows_;
  std::size_t notesTaken_ = 0;
};

}  // namespace thongbao::intake
