#include "intake/headed_table.h"

#include <Poco/RegularExpression.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/headings.h"
#include "intake/totals.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::say;
using base::tr;

constexpr std::size_t kHeadingRows = 30;
/// Rows that are looked at for columns without a heading before the first one is given out.
constexpr std::size_t kRowsAhead = 1000;
constexpr std::size_t kBytesAhead = 4U << 20U;
constexpr std::size_t kMostNotes = 20;

std::size_t filledCells(const Row& row) {
  return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), isFilled));
}

/// What stands in rows of data and in no heading: numbers, dates, e-mail and web addresses.
bool looksLikeData(const std::string& cell) {
  if (cell.size() > 200) return true;
  static const Poco::RegularExpression data(
      R"(\s*(\+?[\d.,/: -]+|\S+@\S+\.\S+|https?://.*|www\..*)\s*$)",
      Poco::RegularExpression::RE_ANCHORED | Poco::RegularExpression::RE_CASELESS |
          Poco::RegularExpression::RE_DOTALL);
  return isFilled(cell) && data.match(cell);
}

bool looksLikeHeadings(const Row& row, std::size_t widest) {
  return filledCells(row) >= std::max<std::size_t>(2, (widest + 1) / 2) &&
         std::none_of(row.cells.begin(), row.cells.end(), looksLikeData);
}

std::size_t widthOf(const std::vector<std::string>& cells) {
  std::size_t width = cells.size();
  while (width > 0 && !isFilled(cells[width - 1])) --width;
  return width;
}

std::size_t knownCells(const Row& row, const std::function<bool(const std::string&)>& isKnown) {
  if (!isKnown) return 0;
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(), [&isKnown](const std::string& cell) {
        return isFilled(cell) && isKnown(std::string(base::trim(cell)));
      }));
}

/// `(1)`, `(2)`, `(3)` or `1`, `2`, `3`, in every column: three at least.
bool numbersColumns(const Row& row) {
  std::size_t column = 0;
  for (const std::string& cell : row.cells) {
    const std::string number = std::to_string(++column);
    const std::string_view text = base::trim(cell);
    if (text != number && text != "(" + number + ")") return false;
  }
  return column >= 3;
}

std::size_t bytesOf(const Row& row) {
  std::size_t bytes = 0;
  for (const std::string& cell : row.cells) bytes += cell.size();
  return bytes;
}

}  // namespace

bool isFilled(const std::string& cell) {
  return !base::trim(cell).empty();
}

bool isEmpty(const Row& row) {
  return std::none_of(row.cells.begin(), row.cells.end(), isFilled);
}

HeadedTable::HeadedTable(std::unique_ptr<RawRows> rows, TableInfo info, std::filesystem::path file,
                         const TableOptions& options)
    : rows_(std::move(rows)),
      info_(std::move(info)),
      file_(std::move(file)),
      mostRows_(options.mostRows) {
  if (options.headingRow && !options.columns.empty())
    throw Error(Code::usage,
                tr("A list has either a heading row or columns that are named for it."), {},
                tr("Leave out one of the two."));
  lookAhead(options.headingRow);
  takeHeadings(options);
}

void HeadedTable::lookAhead(std::uint64_t firstRow) {
  std::size_t bytes = 0;
  Row row;
  while (ahead_.size() < kRowsAhead && bytes < kBytesAhead && rows_->next(row)) {
    if (row.number < firstRow) continue;
    bytes += bytesOf(row);
    ahead_.push_back(std::move(row));
  }
}

void HeadedTable::takeHeadings(const TableOptions& options) {
  info_.headingRow = 0;
  if (!options.columns.empty()) return nameColumns(options.columns);
  std::size_t found = 0;
  if (!options.headingRow)
    found = headingRowAmongFirst(options);
  else if (ahead_.empty() || ahead_.front().number != options.headingRow)
    throw Error(Code::badInput,
                tr("This row, which should hold the headings, is empty or not there."),
                {.file = file_.string(), .row = options.headingRow},
                tr("Give the number of the row that names the columns."));
  info_.headingRow = ahead_[found].number;
  std::vector<std::string> headings = std::move(ahead_[found].cells);
  ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(found) + 1);
  nameColumns(std::move(headings));
}

/// Its place in ahead_: the row that has most headings that somebody knows, or the first one that
/// looks like headings.
std::size_t HeadedTable::headingRowAmongFirst(const TableOptions& options) const {
  const std::size_t looked = std::min(ahead_.size(), kHeadingRows);
  std::size_t widest = 0;
  std::size_t mostKnown = 0;
  std::size_t best = looked;
  for (std::size_t i = 0; i < looked; ++i) {
    const std::size_t filled = filledCells(ahead_[i]);
    widest = std::max(widest, filled);
    const std::size_t known = knownCells(ahead_[i], options.isKnownHeading);
    if (known <= mostKnown || (known < 2 && known * 2 < filled)) continue;
    mostKnown = known;
    best = i;
  }
  for (std::size_t i = 0; i < looked && best == looked; ++i)
    if (looksLikeHeadings(ahead_[i], widest)) best = i;
  if (best < looked) return best;
  throw Error(
      Code::badInput, say("There is no row of headings among the first {} rows.", kHeadingRows),
      {.file = file_.string()},
      tr("Put a row above the data that names its columns, such as “Tên gian hàng”, or name "
         "the columns by --columns."));
}

void HeadedTable::nameColumns(std::vector<std::string> headings) {
  std::size_t width = info_.headingRow ? widthOf(headings) : headings.size();
  for (const Row& row : ahead_) width = std::max(width, widthOf(row.cells));
  headings.resize(width);
  info_.headings = distinctHeadings(headings);
}

bool HeadedTable::next(Row& row) {
  while (takeRow(row)) {
    if (row.number > mostRows_)
      throw Error(Code::badInput, say("The list has more than {} rows.", mostRows_),
                  {.file = file_.string(), .row = row.number},
                  tr("Cut the list into several files."));
    fitToHeadings(row);
    const char* why = whyLeftOut(row);
    isBelowHeadings_ = false;
    if (!why) return true;
    note(why, row.number);
  }
  return false;
}

bool HeadedTable::takeRow(Row& row) {
  if (ahead_.empty()) {
    if (rows_->next(row)) return true;
    takeNotes();
    return false;
  }
  row = std::move(ahead_.front());
  ahead_.pop_front();
  return true;
}

void HeadedTable::takeNotes() {
  if (std::exchange(hasNotes_, true)) return;
  for (std::string& note : rows_->notes()) info_.notes.push_back(std::move(note));
}

void HeadedTable::fitToHeadings(Row& row) const {
  const std::size_t width = info_.headings.size();
  if (row.cells.size() > width && widthOf(row.cells) > width)
    throw Error(
        Code::badInput,
        say("The row has {} columns, and the list has headings for {}.", widthOf(row.cells), width),
        {.file = file_.string(), .row = row.number},
        tr("Check the delimiters and quotes of this row, or name the columns."));
  row.cells.resize(width);
}

const char* HeadedTable::whyLeftOut(const Row& row) const {
  if (isBelowHeadings_ && numbersColumns(row))
    return mark("Row {} holds only the columns' numbers and was left out.");
  if (repeatsHeadings(row)) return mark("Row {} repeats the headings and was left out.");
  const auto first = std::find_if(row.cells.begin(), row.cells.end(), isFilled);
  if (first != row.cells.end() && namesTotals(*first) && filledCells(row) * 2 < row.cells.size())
    return mark("Row {} holds totals and was left out.");
  return nullptr;
}

/// As a page break in the source leaves them.
bool HeadedTable::repeatsHeadings(const Row& row) const {
  return info_.headingRow && row.cells.size() > 1 &&
         std::equal(row.cells.begin(), row.cells.end(), info_.headings.begin(),
                    [](const std::string& cell, const std::string& heading) {
                      return base::trim(cell) == heading;
                    });
}

void HeadedTable::note(const char* sentence, std::uint64_t number) {
  if (++leftOut_ <= kMostNotes) {
    info_.notes.push_back(say(sentence, number));
    return;
  }
  const std::string count =
      say("{} more rows without a seller were left out.", leftOut_ - kMostNotes);
  if (leftOut_ == kMostNotes + 1) {
    countNote_ = info_.notes.size();
    info_.notes.emplace_back();
  }
  info_.notes[countNote_] = count;
}

}  // namespace thongbao::intake
