#include "intake/xlsx.h"

#include <charconv>
#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/number_format.h"
#include "intake/package.h"
#include "intake/workbook.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::say;
using base::tr;
using Event = XmlPart::Event;

/// ZIP files that are no XLSX workbook, by a part that only they have.
constexpr std::pair<const char*, const char*> kOtherArchives[] = {
    {"xl/workbook.bin", mark("This is a binary workbook (.xlsb), not an XLSX workbook.")},
    {"word/document.xml", mark("This is a text document (.docx), not a list.")},
    {"ppt/presentation.xml", mark("These are slides (.pptx), not a list.")},
    {"content.xml", mark("This is an OpenDocument file (.ods, .odt), not an XLSX workbook.")},
};

void refuseOtherArchives(const Package& package) {
  if (package.has("xl/workbook.xml")) return;
  const char* sentence = mark("This is a ZIP archive, not an XLSX workbook.");
  for (const auto& [part, other] : kOtherArchives)
    if (package.has(part)) sentence = other;
  throw Error(Code::badInput, tr(sentence), {.file = package.file().string()},
              tr("Open it in the spreadsheet program and save it as .xlsx."));
}

/// `C5` → 2. nullopt when there are no letters, or more than three.
std::optional<std::size_t> columnOf(std::string_view cell) {
  std::size_t column = 0, letters = 0;
  for (; letters < cell.size() && cell[letters] >= 'A' && cell[letters] <= 'Z'; ++letters)
    if (letters < 3) column = column * 26 + static_cast<std::size_t>(cell[letters] - 'A' + 1);
  if (letters == 0 || letters > 3) return std::nullopt;
  return column - 1;
}

template <class Number>
std::optional<Number> numberOf(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// `2026-02-05T00:00:00` as Vietnamese lists write it; other texts as they are.
std::string shownDate(const std::string& iso) {
  const auto date = base::parseDate(std::string_view(iso).substr(0, 10));
  if (!date) return iso;
  const std::string time = iso.size() >= 19 ? iso.substr(11, 8) : "";
  return base::toVietnamese(*date) + (time.empty() || time == "00:00:00" ? "" : " " + time);
}

class SheetRows : public RawRows {
 public:
  SheetRows(Package package, Workbook book, const TableOptions& options)
      : package_(std::move(package)),
        book_(std::move(book)),
        options_(options),
        part_(package_.open(book_.sheetPart)) {}

  bool next(Row& row) override {
    for (Event event; (event = part_->next()) != Event::eof;) {
      if (!part_->starts(event, "row")) continue;
      readRow(row);
      if (!isEmpty(row)) return true;
    }
    return false;
  }

 private:
  void readRow(Row& row) {
    const auto number = numberOf<std::uint64_t>(part_->attribute("r"));
    row_ = number && *number > row_ ? *number : row_ + 1;
    row.number = row_;
    row.cells.clear();
    std::size_t column = 0;
    for (Event event; !part_->ends(event = part_->next(), "row") && event != Event::eof;) {
      if (!part_->starts(event, "c")) continue;
      column = columnOf(part_->attribute("r")).value_or(column);
      std::string value = readCell();
      if (!value.empty()) put(row, column, std::move(value));
      ++column;
    }
  }

  void put(Row& row, std::size_t column, std::string value) {
    if (column >= options_.mostColumns)
      throw Error(Code::badInput, say("The row has more than {} columns.", options_.mostColumns),
                  place(), tr("Give a list with only the columns that are needed."));
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    row.cells[column] = std::move(value);
  }

  std::string readCell() {
    const std::string type = part_->attribute("t");
    const auto style = numberOf<std::size_t>(part_->attribute("s"));
    std::string value, text;
    for (Event event; !part_->ends(event = part_->next(), "c") && event != Event::eof;) {
      if (part_->starts(event, "v")) value = readText(*part_, "v", options_, package_.file());
      if (part_->starts(event, "is")) text = readRichText(*part_, "is", options_, package_.file());
    }
    return type == "inlineStr" ? text : shown(type, value, style.value_or(0));
  }

  std::string shown(const std::string& type, const std::string& value, std::size_t style) const {
    if (type == "s") return sharedText(value);
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type == "d") return shownDate(value);
    if (type == "str" || type == "e" || value.empty()) return value;
    const bool isDate = style < book_.isDateStyle.size() && book_.isDateStyle[style];
    return isDate ? dateOfNumber(value, book_.from1904) : plainNumber(value);
  }

  std::string sharedText(const std::string& value) const {
    const auto index = numberOf<std::size_t>(value);
    if (!index || *index >= book_.texts.size())
      throw Error(Code::badInput, tr("A cell names a text that the workbook does not have."),
                  place(), tr("Open it in the spreadsheet program and save it again."));
    return std::string(book_.texts.at(*index));
  }

  base::Place place() const { return {.file = package_.file().string(), .row = row_}; }

  Package package_;
  Workbook book_;
  TableOptions options_;
  std::unique_ptr<XmlPart> part_;
  std::uint64_t row_ = 0;
};

}  // namespace

std::unique_ptr<RawRows> openXlsx(const std::filesystem::path& file, const TableOptions& options,
                                  TableInfo& info) {
  Package package(file, options.mostUnpackedBytes);
  refuseOtherArchives(package);
  Workbook book = readWorkbook(package, options);
  info.sheet = book.sheet;
  return std::make_unique<SheetRows>(std::move(package), std::move(book), options);
}

}  // namespace thongbao::intake
