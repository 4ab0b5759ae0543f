#include "intake/sheet_rows.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.h"
#include "base/words.h"
#include "intake/cell_name.h"
#include "intake/cell_text.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using Event = XmlPart::Event;

constexpr std::uint64_t kLastRow = 0xFFFF'FFFF;

template <class Number>
std::optional<Number> numberOf(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool isSet(std::string_view flag) {
  return flag == "1" || flag == "true";
}

}  // namespace

SheetRows::SheetRows(Package package, Workbook book, const TableOptions& options)
    : package_(std::move(package)),
      book_(std::move(book)),
      options_(options),
      merged_(MergedCells::of(package_, book_.sheetPart)),
      isHiddenColumn_(options.mostColumns),
      part_(package_.open(book_.sheetPart)) {
  notes_.sheetsLeftOut(book_.sheet, book_.sheetsLeftOut);
}

bool SheetRows::next(Row& row) {
  for (Event event; (event = part_->next()) != Event::eof;) {
    if (part_->starts(event, "col")) readColumns();
    if (!part_->starts(event, "row")) continue;
    const bool isHidden = readRow(row);
    if (isEmpty(row)) continue;
    merged_.fill(row);
    if (isHidden) notes_.hiddenRow(row_);
    return true;
  }
  return false;
}

void SheetRows::readColumns() {
  const bool isHidden = isSet(part_->attribute("hidden"));
  const auto first = numberOf<std::size_t>(part_->attribute("min"));
  const auto last = numberOf<std::size_t>(part_->attribute("max"));
  if (!isHidden || !first || !last || *first == 0) return;
  for (std::size_t i = *first; i <= std::min(*last, isHiddenColumn_.size()); ++i)
    isHiddenColumn_[i - 1] = true;
}

/// Whether the row is hidden.
bool SheetRows::readRow(Row& row) {
  const bool isHidden = isSet(part_->attribute("hidden"));
  countRow(part_->attribute("r"));
  row.number = row_;
  for (std::string& cell : row.cells) cell.clear();
  std::size_t column = 0;
  for (Event event; !part_->ends(event = part_->next(), "row") && event != Event::eof;) {
    if (!part_->starts(event, "c")) continue;
    readCell(row, column);
    ++column;
  }
  return isHidden;
}

void SheetRows::countRow(std::string_view number) {
  const auto told = numberOf<std::uint64_t>(number);
  if (!number.empty() && (!told || *told == 0 || *told > kLastRow))
    refuseDamaged(package_.file(), "row r=\"" + std::string(number.substr(0, 40)) + "\"");
  if (told && *told <= row_) notes_.rowOutOfOrder(row_ + 1);
  row_ = told && *told > row_ ? *told : row_ + 1;
}

void SheetRows::readCell(Row& row, std::size_t& column) {
  const std::string_view name = part_->attribute("r");
  if (const auto cell = cellNamed(name))
    column = cell->column;
  else if (!name.empty())
    refuseDamaged(package_.file(), "c r=\"" + std::string(name.substr(0, 40)) + "\"");
  type_ = part_->attribute("t");
  style_ = numberOf<std::size_t>(part_->attribute("s")).value_or(0);
  isFormula_ = hasValue_ = false;
  readValue();
  if (isFormula_ && value_.empty() && type_ != "str") notes_.formulaWithoutResult(row_, column);
  if (value_.empty() && !(hasValue_ && type_ == "s")) return;
  show(column);
  if (!value_.empty()) put(row, column);
}

/// To the end of the cell, as it is written.
void SheetRows::readValue() {
  value_.clear();
  for (Event event; !part_->ends(event = part_->next(), "c") && event != Event::eof;) {
    if (event != Event::start) continue;
    if (part_->name() == "v" && type_ != "inlineStr") {
      hasValue_ = true;
      readText(*part_, "v", options_, package_.file(), value_);
    } else if (part_->name() == "is" && type_ == "inlineStr")
      readRichText(*part_, "is", options_, package_.file(), value_);
    else if (part_->name() == "f")
      isFormula_ = true;
  }
}

void SheetRows::show(std::size_t column) {
  if (type_.empty() || type_ == "n") {
    if (isBeyondSpreadsheets(value_)) notes_.longNumber(row_, column);
    value_ = shownNumber(value_, book_.formatOf(style_), book_.from1904);
  } else if (type_ == "s") {
    showSharedText();
  } else if (type_ == "b") {
    value_ = isSet(value_) ? "TRUE" : "FALSE";
  } else if (type_ == "d") {
    value_ = shownIsoDate(value_);
  } else if (type_ == "str") {
    unescape(value_);
  }
}

void SheetRows::showSharedText() {
  const auto index = numberOf<std::size_t>(value_);
  if (!index || *index >= book_.texts.size())
    throw Error(Code::badInput, tr("A cell names a text that the workbook does not have."), place(),
                tr("Open it in the spreadsheet program and save it again."));
  value_ = book_.texts.at(*index);
}

void SheetRows::put(Row& row, std::size_t column) {
  if (column >= options_.mostColumns)
    throw Error(Code::badInput, say("The row has more than {} columns.", options_.mostColumns),
                place(), tr("Give a list with only the columns that are needed."));
  if (row.cells.size() <= column) row.cells.resize(column + 1);
  if (!row.cells[column].empty() && row.cells[column] != value_)
    throw Error(Code::badInput, say("The cell {}{} has two values.", columnName(column), row_),
                place(), tr("Open it in the spreadsheet program and save it again."));
  row.cells[column].swap(value_);
  if (isHiddenColumn_[column]) notes_.hiddenColumn(column);
}

}  // namespace thongbao::intake
