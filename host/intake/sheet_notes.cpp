#include "intake/sheet_notes.h"

#include <fmt/ranges.h>

#include "base/words.h"
#include "intake/cell_name.h"

namespace thongbao::intake {

namespace {

using base::say;

constexpr std::size_t kMostNamed = 10;

/// `1, 2, 3, …`
std::string named(std::vector<std::string> names, std::uint64_t all) {
  if (names.size() > kMostNamed) names.resize(kMostNamed);
  if (names.size() < all) names.emplace_back("…");
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

void SheetNotes::Met::add(std::uint64_t row, std::size_t column) {
  if (times++ == 0) first = columnName(column) + std::to_string(row);
}

void SheetNotes::sheetsLeftOut(const std::string& read, const std::vector<std::string>& others) {
  if (others.empty()) return;
  std::vector<std::string> names;
  for (const std::string& other : others) names.push_back("“" + other + "”");
  about_.push_back(say("Only the sheet “{}” was read. These hold rows too and were not read: {}.",
                       read, named(names, others.size())));
}

void SheetNotes::hiddenRow(std::uint64_t row) {
  ++hiddenRows_;
  if (firstHiddenRows_.size() < kMostNamed) firstHiddenRows_.push_back(row);
}

void SheetNotes::formulaWithoutResult(std::uint64_t row, std::size_t column) {
  formulas_.add(row, column);
}

void SheetNotes::longNumber(std::uint64_t row, std::size_t column) {
  longNumbers_.add(row, column);
}

void SheetNotes::rowOutOfOrder(std::uint64_t row) {
  if (firstOutOfOrder_ == 0) firstOutOfOrder_ = row;
}

std::vector<std::string> SheetNotes::sentences() const {
  std::vector<std::string> notes = about_;
  if (hiddenRows_ > 0) {
    std::vector<std::string> rows;
    for (const std::uint64_t row : firstHiddenRows_) rows.push_back(std::to_string(row));
    notes.push_back(
        say("{} hidden rows were read too: {}.", hiddenRows_, named(rows, hiddenRows_)));
  }
  if (!hiddenColumns_.empty()) {
    std::vector<std::string> columns;
    for (const std::size_t column : hiddenColumns_) columns.push_back(columnName(column));
    notes.push_back(say("The hidden columns {} were read too.", named(columns, columns.size())));
  }
  if (formulas_.times > 0)
    notes.push_back(
        say("{} formulas have no saved result and were read as empty, the first in {}. "
            "Open the workbook in the spreadsheet program and save it again.",
            formulas_.times, formulas_.first));
  if (longNumbers_.times > 0)
    notes.push_back(
        say("{} numbers have more than 15 digits, the first in {}. A spreadsheet may "
            "have lost their last digits: compare them with the source.",
            longNumbers_.times, longNumbers_.first));
  if (firstOutOfOrder_ > 0)
    notes.push_back(
        say("The rows do not stand in the order of their numbers. From row {} on they "
            "were counted as they stand in the file.",
            firstOutOfOrder_));
  return notes;
}

}  // namespace thongbao::intake
