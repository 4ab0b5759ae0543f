#include "intake/csv.h"

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kPiece = 1U << 16U;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

int isBlank(unsigned char c) {
  return c == ' ' || c == '\t';
}
int isBlankOrCr(unsigned char c) {
  return isBlank(c) || c == '\r';
}
int isLf(unsigned char c) {
  return c == '\n';
}
int isCr(unsigned char c) {
  return c == '\r';
}

/// Rows of the head that have the most frequent number of cells, two at least, and that number.
std::pair<std::size_t, std::size_t> agreement(std::string_view head, CsvForm form) {
  constexpr std::size_t kRows = 50;
  CsvCutter cutter(form, {.mostColumns = 4096, .mostCellBytes = kPiece});
  cutter.feed(head);
  std::map<std::size_t, std::size_t> rowsOfWidth;
  Row row;
  for (std::size_t i = 0; i < kRows && cutter.take(row); ++i) ++rowsOfWidth[row.cells.size()];
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [width, rows] : rowsOfWidth)
    if (width > 1) best = std::max(best, {rows, width});
  return best;
}

class CsvFile : public RawRows {
 public:
  CsvFile(std::filesystem::path file, CsvForm form, CsvLimits limits)
      : file_(std::move(file)), stream_(base::openForReading(file_)), cutter_(form, limits) {
    char start[3] = {};
    stream_.read(start, sizeof start);
    if (std::string_view(start, static_cast<std::size_t>(stream_.gcount())) == kMark) return;
    stream_.clear();
    stream_.seekg(0);
  }

  bool next(Row& row) override {
    while (!cutter_.take(row)) {
      if (cutter_.failure()) throw placed(*cutter_.failure());
      if (ended_) return false;
      readPiece();
    }
    return true;
  }

 private:
  void readPiece() {
    std::string piece(kPiece, '\0');
    stream_.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (stream_.bad())
      throw Error(Code::badInput, tr("The file cannot be read to its end."),
                  {.file = file_.string()});
    piece.resize(static_cast<std::size_t>(stream_.gcount()));
    cutter_.feed(piece);
    if (!stream_) {
      cutter_.end();
      ended_ = true;
    }
  }

  Error placed(const Error& failure) const {
    base::Place place = failure.place();
    place.file = file_.string();
    return {failure.code(), failure.sentence(), place, failure.advice()};
  }

  std::filesystem::path file_;
  std::ifstream stream_;
  CsvCutter cutter_;
  bool ended_ = false;
};

}  // namespace

CsvCutter::CsvCutter(CsvForm form, CsvLimits limits) : limits_(limits) {
  if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    throw Error(Code::defect, "libcsv cannot be started.");
  csv_set_delim(&parser_, static_cast<unsigned char>(form.delimiter));
  const bool endsWithCr = form.lineEnd == '\r';
  csv_set_space_func(&parser_, endsWithCr ? isBlank : isBlankOrCr);
  csv_set_term_func(&parser_, endsWithCr ? isCr : isLf);
}

CsvCutter::~CsvCutter() {
  csv_free(&parser_);
}

void CsvCutter::feed(std::string_view piece) {
  if (failure_) return;
  if (csv_parse(&parser_, piece.data(), piece.size(), &cellEnded, &rowEnded, this) != piece.size())
    noteParseError();
  else if (parser_.entry_pos > limits_.mostCellBytes)
    noteLongCell();
}

void CsvCutter::end() {
  if (failure_) return;
  if (csv_fini(&parser_, &cellEnded, &rowEnded, this) != 0) noteParseError();
}

bool CsvCutter::take(Row& row) {
  if (rows_.empty()) return false;
  row = std::move(rows_.front());
  rows_.pop_front();
  return true;
}

// libcsv is C: nothing is thrown through it, failures are kept.

void CsvCutter::cellEnded(void* cell, std::size_t size, void* self) {
  static_cast<CsvCutter*>(self)->addCell({static_cast<const char*>(cell), size});
}

void CsvCutter::rowEnded(int, void* self) {
  static_cast<CsvCutter*>(self)->addRow();
}

void CsvCutter::addCell(std::string_view cell) {
  if (failure_) return;
  if (cell.size() > limits_.mostCellBytes) return noteLongCell();
  if (cells_.size() >= limits_.mostColumns)
    return fail(say("The row has more than {} columns.", limits_.mostColumns),
                tr("Give a list with only the columns that are needed."), line_);
  const auto lines = [](std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  };
  if (const auto wrong = base::firstInvalidUtf8(cell))
    return fail(tr("The text is not valid UTF-8."),
                tr("Open the list in the spreadsheet program and save it as “CSV UTF-8”."),
                line_ + lines(cell.substr(0, *wrong)));
  line_ += lines(cell);
  cells_.emplace_back(cell);
}

void CsvCutter::addRow() {
  if (failure_) return;
  Row row{row_++, std::move(cells_)};
  cells_.clear();
  ++line_;
  if (!isEmpty(row)) rows_.push_back(std::move(row));
}

void CsvCutter::fail(const std::string& sentence, const std::string& advice, std::uint64_t line) {
  failure_ = Error(Code::badInput, sentence, {.row = row_, .line = line}, advice);
}

void CsvCutter::noteParseError() {
  if (failure_) return;
  if (csv_error(&parser_) != CSV_EPARSE)
    return fail(tr("There is not enough memory for this row."), {}, line_);
  fail(tr("A quote is out of place: it is not closed, or it stands inside a text."),
       tr("Put the whole text between quotes, and write each quote inside it twice."), line_);
}

void CsvCutter::noteLongCell() {
  if (failure_) return;
  fail(say("A text has more than {} bytes.", limits_.mostCellBytes),
       tr("Check whether a quote that begins in this row is closed."), line_);
}

CsvForm formOf(std::string_view head) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  CsvForm form;
  if (head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos)
    form.lineEnd = '\r';
  const std::string whole = std::string(head) + form.lineEnd;
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const auto agreed = agreement(whole, {delimiter, form.lineEnd});
    if (agreed <= best) continue;
    best = agreed;
    form.delimiter = delimiter;
  }
  return form;
}

std::unique_ptr<RawRows> openCsv(const std::filesystem::path& file, CsvForm form,
                                 CsvLimits limits) {
  return std::make_unique<CsvFile>(file, form, limits);
}

}  // namespace thongbao::intake
