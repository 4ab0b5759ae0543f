#pragma once

#include <csv.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "intake/raw_rows.h"

namespace thongbao::intake {

/// How a CSV text is cut: found from its first rows.
struct CsvForm {
  char delimiter = ',';
  char lineEnd = '\n';  ///< `\r` for texts that have no `\n`
};

struct CsvLimits {
  std::uint64_t mostColumns;
  std::uint64_t mostCellBytes;
};

/// Cuts text into rows by RFC 4180 with any delimiter; strict about quotes. Fed in pieces of any
/// size, whose borders do not matter.
class CsvCutter {
 public:
  CsvCutter(CsvForm form, CsvLimits limits);
  ~CsvCutter();
  CsvCutter(const CsvCutter&) = delete;
  CsvCutter& operator=(const CsvCutter&) = delete;

  /// After a failure pieces are ignored.
  void feed(std::string_view piece);
  /// No more pieces come.
  void end();

  /// Takes the next whole row that is not empty.
  bool take(Row& row);
  /// What is wrong behind the rows taken; its place has no file.
  const std::optional<base::Error>& failure() const { return failure_; }

 private:
  static void cellEnded(void* cell, std::size_t size, void* self);
  static void rowEnded(int lineEnd, void* self);
  void addCell(std::string_view cell);
  void addRow();
  void fail(const std::string& sentence, const std::string& advice, std::uint64_t line);
  void noteParseError();
  void noteLongCell();

  csv_parser parser_{};
  CsvLimits limits_;
  std::deque<Row> rows_;
  std::vector<std::string> cells_;
  std::uint64_t row_ = 1;   ///< the one being cut
  std::uint64_t line_ = 1;  ///< where the next cell begins
  std::optional<base::Error> failure_;
};

/// The delimiter (`,` `;` tab `|`) by which the first rows agree best.
CsvForm formOf(std::string_view head);

/// Throws Error(badInput) with row and line: a quote out of place, a text that is not UTF-8, a
/// limit passed.
std::unique_ptr<RawRows> openCsv(const std::filesystem::path& file, CsvForm form, CsvLimits limits);

}  // namespace thongbao::intake
