#include "intake/xls.h"

#include <fmt/ranges.h>
#include <freexl.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/child_rows.h"
#include "intake/number_format.h"
#include "intake/ole_stream.h"
#include "intake/sheet_notes.h"
#include "intake/xls_facts.h"
#include "intake/xml_part.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::say;
using base::tr;

constexpr std::uint64_t kMostBytes = 64U << 20U;
constexpr std::uint32_t kMostSheets = 1'000;
constexpr std::uint32_t kMostRows = 65'536;
constexpr std::uint32_t kMostColumns = 256;

using Handle = std::unique_ptr<const void, void (*)(const void*)>;

/// OLE files that are no workbook that can be read, by a name that only they have inside.
struct Kind {
  std::string_view name;
  const char* sentence;
  const char* advice;
};
constexpr const char* kSaveAsWorkbook =
    mark("Open it in the spreadsheet program and save it as .xlsx.");
constexpr Kind kOtherKinds[] = {
    {"EncryptedPackage", mark("The workbook is locked with a password."),
     mark("Open it in the spreadsheet program and save it as .xlsx without a password.")},
    {"WordDocument", mark("This is a text document (.doc), not a list."),
     mark("Ask for the list as an XLSX workbook or as CSV UTF-8.")},
    {"PowerPoint Document", mark("These are slides (.ppt), not a list."),
     mark("Ask for the list as an XLSX workbook or as CSV UTF-8.")},
};

/// As the names inside an OLE file are written.
std::string utf16Of(std::string_view ascii) {
  std::string wide;
  for (const char c : ascii) wide += std::string{c, '\0'};
  return wide;
}

void refuseOtherKinds(const std::string& bytes, const std::filesystem::path& file) {
  for (const Kind& kind : kOtherKinds)
    if (bytes.find(utf16Of(kind.name)) != std::string::npos)
      throw Error(Code::badInput, tr(kind.sentence), {.file = file.string()}, tr(kind.advice));
  if (bytes.find(utf16Of("Workbook")) == std::string::npos &&
      bytes.find(utf16Of("Book")) == std::string::npos)
    throw Error(Code::badInput, tr("This looks like an .xls workbook, but is none."),
                {.file = file.string()}, tr(kSaveAsWorkbook));
}

class XlsRows : public RawRows {
 public:
  XlsRows(const std::filesystem::path& file, const TableOptions& options)
      : file_(file), options_(options) {
    const std::string bytes = base::readFile(file, kMostBytes);
    refuseOtherKinds(bytes, file);
    const void* opened = nullptr;
    const int outcome = freexl_open(file.c_str(), &opened);
    handle_ = Handle(opened, [](const void* handle) { freexl_close(handle); });
    check(outcome);
    unsigned int password = 0;
    check(freexl_get_info(opened, FREEXL_BIFF_PASSWORD, &password));
    if (password != FREEXL_BIFF_PLAIN)
      throw Error(
          Code::badInput, tr("The workbook is locked with a password."), place(),
          tr("Open it in the spreadsheet program and save it as .xlsx without a password."));
    readSheets();
    XlsRecords records(oleStream(bytes, "Workbook", "Book"));
    if (records.isHidden().size() != sheets_.size()) records = XlsRecords({});
    choose(records);
  }

  bool next(Row& row) override {
    while (row_ < rows_) {
      ++row_;
      row.number = row_;
      row.cells.clear();
      for (std::uint16_t column = 0; column < columns_; ++column) {
        std::string value = cell(row_ - 1, column);
        if (!value.empty()) put(row, column, std::move(value));
      }
      if (isEmpty(row)) continue;
      merged_.fill(row);
      if (facts_.hiddenRows.count(row_ - 1)) notes_.hiddenRow(row_);
      return true;
    }
    return false;
  }

  std::vector<std::string> notes() const override { return notes_.sentences(); }
  const std::vector<std::string>& sheets() const { return sheets_; }
  const std::string& sheet() const { return sheet_; }

 private:
  void check(int outcome) const {
    if (outcome != FREEXL_OK) refuseDamaged(file_, "BIFF " + std::to_string(outcome));
  }

  void readSheets() {
    unsigned int count = 0;
    check(freexl_get_info(handle_.get(), FREEXL_BIFF_SHEET_COUNT, &count));
    if (count > kMostSheets)
      throw Error(Code::badInput, say("The workbook has more than {} sheets.", kMostSheets),
                  place());
    for (unsigned int i = 0; i < count; ++i) {
      const char* name = nullptr;
      check(freexl_get_worksheet_name(handle_.get(), static_cast<unsigned short>(i), &name));
      sheets_.push_back(validText(name));
    }
  }

  void choose(const XlsRecords& records) {
    std::vector<std::string> leftOut;
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      if (!options_.sheet.empty()) {
        if (!chosen && base::fold(sheets_[i]) == base::fold(options_.sheet)) chosen = i;
      } else if (i < records.isHidden().size() && records.isHidden()[i]) {
        continue;
      } else if (select(i); hasRows()) {
        if (chosen)
          leftOut.push_back(sheets_[i]);
        else
          chosen = i;
      }
    }
    if (!chosen && !options_.sheet.empty()) refuseSheet();
    if (sheets_.empty()) refuseDamaged(file_, "no visible sheet");
    select(chosen.value_or(0));
    sheet_ = sheets_[chosen.value_or(0)];
    notes_.sheetsLeftOut(sheet_, leftOut);
    facts_ = records.factsOf(chosen.value_or(0));
    merged_ = MergedCells(std::move(facts_.merged));
    for (const auto key : facts_.formulasWithoutResult)
      notes_.formulaWithoutResult((key >> 16U) + 1, key & 0xFFFFU);
    addFacts();
  }

  [[noreturn]] void refuseSheet() const {
    std::vector<std::string> names;
    for (const std::string& name : sheets_) names.push_back("“" + name + "”");
    throw Error(Code::notFound, say("The workbook has no sheet “{}”.", options_.sheet), place(),
                say("Its sheets are {}.", fmt::join(names, ", ")));
  }

  void select(std::size_t sheet) {
    check(freexl_select_active_worksheet(handle_.get(), static_cast<unsigned short>(sheet)));
    check(freexl_worksheet_dimensions(handle_.get(), &rows_, &columns_));
    if (rows_ > kMostRows || columns_ > kMostColumns)
      refuseDamaged(file_, say("{} rows and {} columns", rows_, columns_));
    readRows_ = rows_;
    readColumns_ = columns_;
    row_ = 0;
  }

  /// freexl may not count cells that it does not read.
  void addFacts() {
    for (const auto& [key, value] : facts_.values) {
      rows_ = std::max(rows_, (key >> 16U) + 1);
      columns_ = std::max(columns_, static_cast<unsigned short>(std::min(key & 0xFFFFU, 255U) + 1));
    }
  }

  bool hasRows() const {
    for (unsigned int row = 0; row < rows_; ++row)
      for (unsigned short column = 0; column < columns_; ++column)
        if (FreeXL_CellValue value{};
            freexl_get_cell_value(handle_.get(), row, column, &value) == FREEXL_OK &&
            value.type != FREEXL_CELL_NULL)
          return true;
    return false;
  }

  std::string cell(unsigned int row, unsigned short column) {
    const auto known = facts_.values.find(row << 16U | column);
    if (known != facts_.values.end()) return validText(known->second.c_str());
    FreeXL_CellValue value{};
    if (row >= readRows_ || column >= readColumns_) return {};
    check(freexl_get_cell_value(handle_.get(), row, column, &value));
    switch (value.type) {
      case FREEXL_CELL_INT:
        return std::to_string(value.value.int_value);
      case FREEXL_CELL_DOUBLE: {
        const std::string number = fmt::format("{}", value.value.double_value);
        if (isBeyondSpreadsheets(number)) notes_.longNumber(row + 1, column);
        return plainNumber(number);
      }
      case FREEXL_CELL_TEXT:
      case FREEXL_CELL_SST_TEXT:
      case FREEXL_CELL_TIME:
        return validText(value.value.text_value);
      case FREEXL_CELL_DATE:
      case FREEXL_CELL_DATETIME:
        return shownIsoDate(validText(value.value.text_value));
      default:
        return {};
    }
  }

  std::string validText(const char* text) const {
    std::string valid = text ? text : "";
    if (base::firstInvalidUtf8(valid)) refuseDamaged(file_, tr("a text is not valid"));
    if (valid.size() > options_.mostCellBytes)
      throw Error(Code::badInput, say("A text has more than {} bytes.", options_.mostCellBytes),
                  place(), tr("Shorten it."));
    return valid;
  }

  void put(Row& row, std::size_t column, std::string value) {
    if (column >= options_.mostColumns)
      throw Error(Code::badInput, say("The row has more than {} columns.", options_.mostColumns),
                  place(), tr("Give a list with only the columns that are needed."));
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    row.cells[column] = std::move(value);
    if (facts_.hiddenColumns.count(static_cast<std::uint32_t>(column))) notes_.hiddenColumn(column);
  }

  base::Place place() const { return {.file = file_.string(), .row = row_}; }

  std::filesystem::path file_;
  TableOptions options_;
  Handle handle_{nullptr, [](const void*) {}};
  std::vector<std::string> sheets_;
  std::string sheet_;
  XlsFacts facts_;
  MergedCells merged_{{}};
  SheetNotes notes_;
  unsigned int rows_ = 0, readRows_ = 0;  ///< with what freexl does not read, and without
  unsigned short columns_ = 0, readColumns_ = 0;
  unsigned int row_ = 0;  ///< the one read last
};

}  // namespace

std::unique_ptr<RawRows> openXls(const std::filesystem::path& file, const TableOptions& options,
                                 TableInfo& info) {
  const auto open = [&file, &options](TableInfo& told) {
    auto rows = std::make_unique<XlsRows>(file, options);
    told.sheet = rows->sheet();
    told.sheets = rows->sheets();
    return rows;
  };
  return readInChild(file, options, open, info);
}

}  // namespace thongbao::intake
