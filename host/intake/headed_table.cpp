#include "intake/headed_table.h"

#include <Poco/RegularExpression.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kHeadingRows = 30;
/// Rows that are looked at for columns without a heading before the first one is given out.
constexpr std::size_t kRowsAhead = 1000;
constexpr std::size_t kBytesAhead = 4U << 20U;

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
                         std::uint64_t mostRows)
    : rows_(std::move(rows)), info_(std::move(info)), file_(std::move(file)), mostRows_(mostRows) {
  lookAhead();
  findHeadingRow();
}

void HeadedTable::lookAhead() {
  std::size_t bytes = 0;
  Row row;
  while (ahead_.size() < kRowsAhead && bytes < kBytesAhead && rows_->next(row)) {
    bytes += bytesOf(row);
    ahead_.push_back(std::move(row));
  }
}

void HeadedTable::findHeadingRow() {
  const std::size_t looked = std::min(ahead_.size(), kHeadingRows);
  std::size_t widest = 0;
  for (std::size_t i = 0; i < looked; ++i) widest = std::max(widest, filledCells(ahead_[i]));
  for (std::size_t i = 0; i < looked; ++i) {
    if (!looksLikeHeadings(ahead_[i], widest)) continue;
    info_.headingRow = ahead_[i].number;
    std::vector<std::string> headings = std::move(ahead_[i].cells);
    ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return nameColumns(std::move(headings));
  }
  throw Error(Code::badInput,
              say("There is no row of headings among the first {} rows.", kHeadingRows),
              {.file = file_.string()},
              tr("Put a row above the data that names its columns, such as “Tên gian hàng”."));
}

void HeadedTable::nameColumns(std::vector<std::string> headings) {
  std::size_t width = widthOf(headings);
  for (const Row& row : ahead_) width = std::max(width, widthOf(row.cells));
  headings.resize(width);
  std::set<std::string> taken;
  for (std::size_t i = 0; i < width; ++i) {
    std::string name(base::trim(headings[i]));
    if (name.empty()) name = "cột " + std::to_string(i + 1);
    std::string unique = name;
    for (int again = 2; !taken.insert(unique).second; ++again)
      unique = name + " (" + std::to_string(again) + ")";
    info_.headings.push_back(std::move(unique));
  }
}

void HeadedTable::takeNotes() {
  const std::vector<std::string> notes = rows_->notes();
  info_.notes.insert(info_.notes.end(), notes.begin() + static_cast<std::ptrdiff_t>(notesTaken_),
                     notes.end());
  notesTaken_ = notes.size();
}

bool HeadedTable::next(Row& row) {
  if (!ahead_.empty()) {
    row = std::move(ahead_.front());
    ahead_.pop_front();
  } else if (!rows_->next(row)) {
    takeNotes();
    return false;
  }
  const base::Place place{.file = file_.string(), .row = row.number};
  if (row.number > mostRows_)
    throw Error(Code::badInput, say("The list has more than {} rows.", mostRows_), place,
                tr("Cut the list into several files."));
  if (widthOf(row.cells) > info_.headings.size())
    throw Error(Code::badInput,
                say("The row has {} columns, and the list has headings for {}.", widthOf(row.cells),
                    info_.headings.size()),
                place, tr("Check the delimiters and quotes of this row, or name the columns."));
  row.cells.resize(info_.headings.size());
  return true;
}

}  // namespace thongbao::intake
