#include "intake/written_sheet.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/error.h"
#include "base/output_file.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kMostRows = LXW_ROW_MAX;
constexpr std::size_t kMostCharacters = 32'767;
constexpr std::size_t kMostNameCharacters = 31;
constexpr std::size_t kRowsMeasured = 50;
constexpr std::size_t kNarrowest = 8, kWidest = 45;
constexpr std::size_t kFilterArrow = 3;

/// Whether a workbook's XML can hold it.
bool isShowable(char32_t c) {
  return c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7F && c != 0xFFFE && c != 0xFFFF);
}

/// `_x0041_` would be read as the character that it names.
bool startsEscape(std::string_view rest) {
  return rest.size() >= 7 && rest.starts_with("_x") && rest[6] == '_' &&
         rest.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string writable(std::string_view text) {
  std::string clean;
  std::size_t characters = 0;
  for (std::size_t offset = 0; offset < text.size(); ++characters) {
    if (characters + 8 > kMostCharacters) return clean + "…";
    if (startsEscape(text.substr(offset))) {
      clean += "_x005F";
      characters += 6;
    }
    const char32_t c = base::nextCodePoint(text, offset);
    if (c == '\r')
      clean += text.substr(offset).starts_with('\n') ? "" : "\n";
    else
      base::appendUtf8(clean, isShowable(c) ? c : U'�');
  }
  return clean;
}

std::string writableName(const std::string& name) {
  std::string clean;
  for (std::size_t offset = 0, i = 0; offset < name.size() && i < kMostNameCharacters; ++i) {
    const char32_t c = base::nextCodePoint(name, offset);
    const bool isTaken =
        c < 0x20 ||
        (c < 0x80 && std::string_view("[]:*?/\\'").find(static_cast<char>(c)) != std::string::npos);
    base::appendUtf8(clean, isTaken ? U'-' : c);
  }
  return clean.empty() ? "1" : clean;
}

}  // namespace

/// A file beside the target, gone unless it took its place.
class WrittenSheet::Unfinished {
 public:
  explicit Unfinished(const std::filesystem::path& target)
      : target_(target), path_(target.string() + ".part-" + std::to_string(::getpid())) {
    base::OutputFile(AT_FDCWD, path_, target_).close();
  }
  ~Unfinished() { ::unlink(path_.c_str()); }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const std::string& path() const { return path_; }
  void takePlace() const {
    const int written = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (written < 0) base::failToWrite(target_, errno);
    const bool isSafe = ::fsync(written) == 0;
    const int reason = errno;
    ::close(written);
    if (!isSafe) base::failToWrite(target_, reason);
    if (::rename(path_.c_str(), target_.c_str()) != 0) base::failToWrite(target_, errno);
  }

 private:
  std::filesystem::path target_;
  std::string path_;
};

class WrittenSheet::Sheet {
 public:
  Sheet(const std::string& path, const std::string& name, std::filesystem::path shownAs)
      : shownAs_(std::move(shownAs)), book_(nullptr, lxw_workbook_free) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_.reset(workbook_new_opt(path.c_str(), &options));
    if (book_) sheet_ = workbook_add_worksheet(book_.get(), writableName(name).c_str());
    if (!sheet_) base::failToWrite(shownAs_, errno ? errno : EIO);
  }

  void setWidth(std::size_t column, std::size_t characters) {
    worksheet_set_column(sheet_, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column),
                         static_cast<double>(std::clamp(characters, kNarrowest, kWidest)), nullptr);
  }

  bool hasHeadings() const { return rows_ > 0; }

  void writeHeadings(const std::vector<std::string>& headings) {
    lxw_format* bold = workbook_add_format(book_.get());
    format_set_bold(bold);
    format_set_bottom(bold, LXW_BORDER_THIN);
    write(headings, bold);
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  void write(const std::vector<std::string>& cells, lxw_format* format = nullptr) {
    if (rows_ == kMostRows)
      throw Error(Code::badInput, say("A sheet holds {} rows at most.", kMostRows),
                  {.file = shownAs_.string()}, tr("Write the list as CSV."));
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const auto outcome = worksheet_write_string(sheet_, static_cast<lxw_row_t>(rows_),
                                                  static_cast<lxw_col_t>(column),
                                                  writable(cells[column]).c_str(), format);
      if (outcome != LXW_NO_ERROR) base::failToWrite(shownAs_, errno ? errno : EIO);
    }
    ++rows_;
  }

  void finish(std::size_t columns) {
    if (columns > 0) {
      const auto lastRow = static_cast<lxw_row_t>(rows_ - 1);
      const auto lastColumn = static_cast<lxw_col_t>(columns - 1);
      worksheet_autofilter(sheet_, 0, 0, lastRow, lastColumn);
      const std::string all = "A1:XFD" + std::to_string(kMostRows);
      worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.c_str());
    }
    errno = 0;
    if (workbook_close(book_.release()) != LXW_NO_ERROR)
      base::failToWrite(shownAs_, errno ? errno : EIO);
  }

 private:
  std::filesystem::path shownAs_;
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> book_;
  lxw_worksheet* sheet_ = nullptr;
  std::size_t rows_ = 0;
};

WrittenSheet::WrittenSheet(const std::filesystem::path& file, const std::string& sheetName,
                           std::vector<std::string> headings)
    : headings_(std::move(headings)),
      file_(std::make_unique<Unfinished>(file)),
      sheet_(std::make_unique<Sheet>(file_->path(), sheetName, file)) {
  first_.reserve(kRowsMeasured);
}

WrittenSheet::~WrittenSheet() = default;

void WrittenSheet::add(const std::vector<std::string>& cells) {
  if (!sheet_->hasHeadings()) {
    first_.push_back(cells);
    if (first_.size() == kRowsMeasured) writeFirst();
  } else {
    sheet_->write(cells);
  }
}

void WrittenSheet::writeFirst() {
  for (std::size_t column = 0; column < headings_.size(); ++column) {
    std::size_t width = base::lengthOf(writable(headings_[column])) + kFilterArrow;
    for (const auto& row : first_)
      if (column < row.size()) width = std::max(width, base::lengthOf(writable(row[column])) + 1);
    sheet_->setWidth(column, width);
  }
  sheet_->writeHeadings(headings_);
  for (const auto& row : first_) sheet_->write(row);
}

void WrittenSheet::keep() {
  if (!sheet_->hasHeadings()) writeFirst();
  sheet_->finish(headings_.size());
  file_->takePlace();
}

}  // namespace thongbao::intake
