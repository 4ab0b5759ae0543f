#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace thongbao::intake {

/// One data row, cell texts as the file has them (NFC not applied), one per heading.
struct Row {
  std::uint64_t number = 0;  ///< row in the file, from 1, the heading row included
  std::vector<std::string> cells;
};

/// What was understood of the file.
struct TableInfo {
  std::string format;                 ///< `csv`, `xlsx`, `xls`, `json`, `ndjson`
  std::string encoding;               ///< `UTF-8`, `Windows-1258`
  std::string delimiter;              ///< `,` `;` `\t` `|`, or empty
  std::string sheet;                  ///< of a workbook, or empty
  std::vector<std::string> sheets;    ///< all of the workbook's
  std::uint64_t headingRow = 1;       ///< 0: the list has none
  std::vector<std::string> headings;  ///< trimmed, as written
  /// What the officer should know, sentences: rows that are hidden or were left out. Whole when
  /// the last row was read.
  std::vector<std::string> notes;
};

/// The rows of a spreadsheet, one after the other, with bounded memory.
class Table {
 public:
  virtual ~Table() = default;
  virtual const TableInfo& info() const = 0;
  /// The next row that is not empty. False at the end. Throws Error(badInput) with file and row.
  virtual bool next(Row& row) = 0;
};

struct TableOptions {
  std::string sheet = {};     ///< name, or empty for the first one
  std::string encoding = {};  ///< its name in encodings(), or empty to find it out
  std::optional<char> delimiter = {};
  std::uint64_t headingRow = 0;           ///< its number in the file; 0 to find it out
  std::vector<std::string> columns = {};  ///< the headings of a list that has none
  /// Whether a text heads a column that somebody knows: tells headings from titles.
  std::function<bool(const std::string&)> isKnownHeading = {};
  std::uint64_t mostRows = 5'000'000;
  std::uint64_t mostColumns = 500;
  std::uint64_t mostCellBytes = 64U << 10U;
  std::uint64_t mostUnpackedBytes = 4ULL << 30U;
};

/// Opens a list by its content, not by its name: CSV with any usual delimiter, JSON, NDJSON,
/// XLSX and XLS workbooks. Throws Error: usage for options that cannot be (an unknown encoding,
/// columns for a list that has headings); notFound for a file or a sheet that is not there;
/// badInput for another kind of file (said by name: a PDF, a picture), bytes that are wrong in the
/// text's encoding (with the line), no heading row, or a limit passed.
///
/// The heading row is that of the first 30 which has most known headings, or else the first that
/// is wide enough and holds no data; title rows above it are skipped. A column that has data in the
/// first 1000 rows and no heading is called `cột N`, the second of two equal headings gets ` (2)`;
/// a later row that is wider still is badInput. Rows of totals are left out and noted.
std::unique_ptr<Table> openTable(const std::filesystem::path& file, const TableOptions& options);

}  // namespace thongbao::intake
