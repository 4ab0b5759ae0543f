#include "intake/csv.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr char kDelimiters[] = {',', ';', '\t', '|'};

std::size_t indexOf(char c) {
  return static_cast<unsigned char>(c);
}

bool canDelimit(char c) {
  return c == '\t' || (c > ' ' && c < 0x7F && c != '"' && !(c >= '0' && c <= '9') &&
                       !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
}

/// Rows of the head that have the most frequent number of cells, two at least, and that number.
std::pair<std::size_t, std::size_t> agreement(std::string_view head, CsvForm form) {
  constexpr std::size_t kRows = 50;
  CsvCutter cutter(form, {.mostColumns = 4096, .mostCellBytes = 1U << 16U});
  cutter.feed(head);
  cutter.end();
  std::map<std::size_t, std::size_t> rowsOfWidth;
  Row row;
  for (std::size_t i = 0; i < kRows && cutter.take(row); ++i) ++rowsOfWidth[row.cells.size()];
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [width, rows] : rowsOfWidth)
    if (width > 1) best = std::max(best, {rows, width});
  return best;
}

/// Reads a first line `sep=;`, which may stand between quotes, into the form.
bool takeMark(std::string_view head, CsvForm& form) {
  const std::size_t end = head.find_first_of("\r\n");
  if (end == std::string_view::npos) return false;
  std::string_view mark = head.substr(0, end);
  if (mark.size() == 7 && mark.front() == '"' && mark.back() == '"') mark = mark.substr(1, 5);
  if (mark.size() != 5 || !(mark.starts_with("sep=") || mark.starts_with("SEP=")) ||
      !canDelimit(mark.back()))
    return false;
  form.delimiter = mark.back();
  form.markedLength = end + (head.substr(end).starts_with("\r\n") ? 2 : 1);
  return true;
}

char lineEndOf(std::string_view head) {
  const bool hasOnlyCr =
      head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos;
  return hasOnlyCr ? '\r' : '\n';
}

class CsvFile : public RawRows {
 public:
  CsvFile(std::unique_ptr<TextFile> text, CsvForm form, CsvLimits limits)
      : text_(std::move(text)), marked_(form.markedLength), cutter_(form, limits) {}

  bool next(Row& row) override {
    while (!cutter_.take(row)) {
      if (cutter_.failure()) throw placed(*cutter_.failure());
      if (ended_) return false;
      readPiece();
    }
    return true;
  }

 private:
  void readPiece() try {
    std::string_view piece;
    if (text_->next(piece)) {
      cutter_.feed(piece.substr(marked_));
      marked_ = 0;
    } else {
      cutter_.end();
      ended_ = true;
    }
  } catch (const Error& error) {
    throw placed(error);
  }

  Error placed(const Error& failure) const {
    base::Place place = failure.place();
    place.file = text_->file().string();
    place.row = cutter_.row();
    return failure.at(std::move(place));
  }

  std::unique_ptr<TextFile> text_;
  std::size_t marked_;  ///< bytes before the first row, until the first piece came
  CsvCutter cutter_;
  bool ended_ = false;
};

}  // namespace

CsvCutter::CsvCutter(CsvForm form, CsvLimits limits)
    : form_(form), limits_(limits), cells_(1), line_(form.markedLength ? 2 : 1) {
  for (const char c : {' ', '\t', '\r'})
    isBlank_[indexOf(c)] = c != form.delimiter && c != form.lineEnd;
  for (const char c : {form.delimiter, form.lineEnd, '"'}) endsPlain_[indexOf(c)] = true;
}

bool CsvCutter::take(Row& row) {
  while (!failure_ && (cutRow() || (ended_ && finish()))) {
    giveRow(row);
    if (!isEmpty(row)) return true;
  }
  return false;
}

/// To the end of a row (then true), of the piece, or to a failure.
bool CsvCutter::cutRow() {
  while (!piece_.empty() && !failure_) {
    bool isWhole = false;
    switch (state_) {
      case State::start:
        cutStart();
        break;
      case State::plain:
        isWhole = cutPlain();
        break;
      case State::quoted:
        cutQuoted();
        break;
      case State::atQuote:
      case State::behindQuote:
        isWhole = cutBehindQuote();
        break;
    }
    if (isWhole) return true;
  }
  return false;
}

void CsvCutter::cutStart() {
  std::size_t at = 0;
  while (at < piece_.size() && isBlank_[indexOf(piece_[at])]) ++at;
  piece_.remove_prefix(at);
  if (piece_.empty()) return;
  state_ = piece_.front() == '"' ? State::quoted : State::plain;
  if (state_ == State::quoted) piece_.remove_prefix(1);
}

bool CsvCutter::cutPlain() {
  std::size_t at = 0;
  while (at < piece_.size() && !endsPlain_[indexOf(piece_[at])]) ++at;
  append(at);
  if (piece_.empty() || failure_) return false;
  if (piece_.front() == '"') {
    failAtQuote();
    return false;
  }
  std::string& cell = cells_[count_];
  while (!cell.empty() && isBlank_[indexOf(cell.back())]) cell.pop_back();
  return endCell();
}

void CsvCutter::cutQuoted() {
  const std::size_t at = std::min(piece_.find('"'), piece_.size());
  linesInCell_ += static_cast<std::uint64_t>(
      std::count(piece_.begin(), piece_.begin() + static_cast<std::ptrdiff_t>(at), form_.lineEnd));
  append(at);
  if (piece_.empty() || failure_) return;
  piece_.remove_prefix(1);
  state_ = State::atQuote;
}

/// A second quote makes one of both; a piece may end between them.
bool CsvCutter::cutBehindQuote() {
  const char c = piece_.front();
  if (c == form_.delimiter || c == form_.lineEnd) return endCell();
  if (c == '"' && state_ == State::atQuote) {
    append(1);
    state_ = State::quoted;
  } else if (isBlank_[indexOf(c)]) {
    piece_.remove_prefix(1);
    state_ = State::behindQuote;
  } else {
    failAtQuote();
  }
  return false;
}

/// At the delimiter or line end behind the cell, or behind the text; true for the row's last cell.
bool CsvCutter::endCell() {
  const bool endsRow = piece_.empty() || piece_.front() == form_.lineEnd;
  if (!piece_.empty()) piece_.remove_prefix(1);
  line_ += linesInCell_;
  linesInCell_ = 0;
  state_ = State::start;
  ++count_;
  if (endsRow) return true;
  if (count_ >= limits_.mostColumns)
    fail(say("The row has more than {} columns.", limits_.mostColumns),
         tr("Give a list with only the columns that are needed."));
  else if (count_ == cells_.size())
    cells_.emplace_back();
  else
    cells_[count_].clear();
  return false;
}

/// Behind the last piece: the row that has no line end, when there is one.
bool CsvCutter::finish() {
  if (state_ == State::start && count_ == 0) return false;
  if (state_ == State::quoted) {
    failAtQuote();
    return false;
  }
  return endCell();
}

void CsvCutter::append(std::size_t size) {
  std::string& cell = cells_[count_];
  cell.append(piece_.data(), size);
  piece_.remove_prefix(size);
  if (cell.size() > limits_.mostCellBytes)
    fail(say("A text has more than {} bytes.", limits_.mostCellBytes),
         tr("Check whether a quote that begins in this row is closed."));
}

void CsvCutter::giveRow(Row& row) {
  row.number = row_++;
  ++line_;
  row.cells.swap(cells_);
  row.cells.resize(count_);
  if (cells_.empty()) cells_.emplace_back();
  cells_.front().clear();
  count_ = 0;
}

void CsvCutter::fail(const std::string& sentence, const std::string& advice) {
  failure_ = Error(Code::badInput, sentence, {.row = row_, .line = line_}, advice);
}

void CsvCutter::failAtQuote() {
  fail(tr("A quote is out of place: it is not closed, or it stands inside a text."),
       tr("Put the whole text between quotes, and write each quote inside it twice."));
}

CsvForm formOf(std::string_view head) {
  CsvForm form;
  form.lineEnd = lineEndOf(head);
  if (takeMark(head, form)) return form;
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const char delimiter : kDelimiters) {
    const auto agreed = agreement(head, {delimiter, form.lineEnd});
    if (agreed <= best) continue;
    best = agreed;
    form.delimiter = delimiter;
  }
  return form;
}

CsvForm formOf(std::string_view head, char delimiter) {
  if (!canDelimit(delimiter))
    throw Error(Code::usage, say("“{}” cannot stand between the columns.", delimiter), {},
                tr("Name , ; | or the tab."));
  CsvForm form;
  form.lineEnd = lineEndOf(head);
  takeMark(head, form);
  form.delimiter = delimiter;
  return form;
}

std::unique_ptr<RawRows> openCsv(std::unique_ptr<TextFile> text, CsvForm form, CsvLimits limits) {
  return std::make_unique<CsvFile>(std::move(text), form, limits);
}

}  // namespace thongbao::intake
