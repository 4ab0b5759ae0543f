#include "intake/written_book.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/error.h"
#include "base/output_file.h"
#include "base/text.h"

namespace thongbao::intake {

static_assert(kMostSheetRows == LXW_ROW_MAX);

namespace {

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

std::string writableName(const std::string& name, std::size_t most = kMostNameCharacters) {
  std::string clean;
  for (std::size_t offset = 0, i = 0; offset < name.size() && i < most; ++i) {
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
class WrittenBook::Unfinished {
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

/// The workbook as the library holds it.
class WrittenBook::Book {
 public:
  Book(const std::string& path, std::filesystem::path shownAs)
      : shownAs_(std::move(shownAs)), book_(nullptr, lxw_workbook_free) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_.reset(workbook_new_opt(path.c_str(), &options));
    require(book_ != nullptr);
    title_ = format({.bold = true, .centred = true});
    plain_ = format({.wrapped = true, .ruled = true});
    ruledHeading_ = format({.bold = true, .centred = true, .wrapped = true, .ruled = true});
    numbering_ = format({.centred = true, .ruled = true});
    heading_ = format({.bold = true});
    format_set_bottom(heading_, LXW_BORDER_THIN);
  }

  void begin(const std::string& name, const SheetForm& form) {
    sheet_ = workbook_add_worksheet(book_.get(), writableName(name).c_str());
    require(sheet_ != nullptr);
    rows_ = 0;
    for (const std::string& title : form.titles) writeTitle(title, form.headings.size());
    const std::size_t headings = rows_;
    write(form.headings, form.isPrinted ? ruledHeading_ : heading_);
    if (!form.below.empty()) write(form.below, form.isPrinted ? numbering_ : nullptr);
    headingRow_ = headings;
    worksheet_freeze_panes(sheet_, static_cast<lxw_row_t>(rows_), 0);
    if (form.isPrinted) setPaper(headings);
  }

  void setWidth(std::size_t column, std::size_t characters) {
    worksheet_set_column(sheet_, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column),
                         static_cast<double>(characters), nullptr);
  }

  std::size_t rows() const { return rows_; }

  void addRow(const std::vector<std::string>& cells, bool ruled) {
    write(cells, ruled ? plain_ : nullptr);
  }

  /// What is said of a sheet when its last row is known.
  void endSheet(const SheetForm& form) {
    if (form.headings.empty()) return;
    if (!form.isPrinted)
      worksheet_autofilter(sheet_, static_cast<lxw_row_t>(headingRow_), 0,
                           static_cast<lxw_row_t>(rows_ - 1),
                           static_cast<lxw_col_t>(form.headings.size() - 1));
    const std::string all = "A1:XFD" + std::to_string(kMostSheetRows);
    worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.c_str());
  }

  void close() {
    errno = 0;
    require(workbook_close(book_.release()) == LXW_NO_ERROR);
  }

 private:
  struct Look {
    bool bold = false;
    bool centred = false;
    bool wrapped = false;
    bool ruled = false;
  };

  lxw_format* format(Look look) {
    lxw_format* made = workbook_add_format(book_.get());
    require(made != nullptr);
    if (look.bold) format_set_bold(made);
    if (look.centred) format_set_align(made, LXW_ALIGN_CENTER);
    if (look.wrapped) format_set_text_wrap(made);
    if (look.ruled) {
      format_set_border(made, LXW_BORDER_THIN);
      format_set_align(made, look.bold ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    }
    return made;
  }

  /// A4 across, as wide as the sheet, the headings on every page.
  void setPaper(std::size_t headings) {
    constexpr int kA4 = 9;
    worksheet_set_paper(sheet_, kA4);
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, static_cast<lxw_row_t>(headings),
                          static_cast<lxw_row_t>(rows_ - 1));
    worksheet_set_footer(sheet_, "&C&P/&N");
  }

  void writeTitle(const std::string& title, std::size_t columns) {
    if (columns > 1)
      worksheet_merge_range(sheet_, static_cast<lxw_row_t>(rows_), 0, static_cast<lxw_row_t>(rows_),
                            static_cast<lxw_col_t>(columns - 1), writable(title).c_str(), title_);
    else
      worksheet_write_string(sheet_, static_cast<lxw_row_t>(rows_), 0, writable(title).c_str(),
                             title_);
    ++rows_;
  }

  void write(const std::vector<std::string>& cells, lxw_format* format) {
    for (std::size_t column = 0; column < cells.size(); ++column)
      require(worksheet_write_string(sheet_, static_cast<lxw_row_t>(rows_),
                                     static_cast<lxw_col_t>(column),
                                     writable(cells[column]).c_str(), format) == LXW_NO_ERROR);
    ++rows_;
  }

  void require(bool done) const {
    if (!done) base::failToWrite(shownAs_, errno ? errno : EIO);
  }

  std::filesystem::path shownAs_;
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *title_ = nullptr, *plain_ = nullptr, *ruledHeading_ = nullptr, *numbering_ = nullptr,
             *heading_ = nullptr;
  std::size_t rows_ = 0;
  std::size_t headingRow_ = 0;
};

WrittenBook::WrittenBook(const std::filesystem::path& file, std::size_t mostRows)
    : mostRows_(mostRows),
      file_(std::make_unique<Unfinished>(file)),
      book_(std::make_unique<Book>(file_->path(), file)) {}

WrittenBook::~WrittenBook() = default;

void WrittenBook::begin(SheetForm form) {
  endSheet();
  form_ = std::move(form);
  sheets_ = 1;
  state_ = State::measuring;
}

void WrittenBook::add(const std::vector<std::string>& cells) {
  if (state_ == State::measuring) {
    first_.push_back(cells);
    if (first_.size() == kRowsMeasured) writeFirst();
    return;
  }
  if (book_->rows() == mostRows_) {
    book_->endSheet(form_);
    ++sheets_;
    beginSheet();
  }
  book_->addRow(cells, form_.isPrinted);
}

/// The columns are as wide as the form says, or as the headings and the first rows need.
void WrittenBook::setWidths() {
  widths_ = form_.widths;
  for (std::size_t column = widths_.size(); column < form_.headings.size(); ++column) {
    std::size_t width = base::lengthOf(writable(form_.headings[column])) + kFilterArrow;
    for (const auto& row : first_)
      if (column < row.size()) width = std::max(width, base::lengthOf(writable(row[column])) + 1);
    widths_.push_back(std::clamp(width, kNarrowest, kWidest));
  }
}

void WrittenBook::beginSheet() {
  const std::string ending = sheets_ == 1 ? "" : " " + std::to_string(sheets_);
  book_->begin(writableName(form_.name, kMostNameCharacters - ending.size()) + ending, form_);
  for (std::size_t column = 0; column < widths_.size(); ++column)
    book_->setWidth(column, widths_[column]);
}

void WrittenBook::writeFirst() {
  setWidths();
  beginSheet();
  state_ = State::writing;
  for (const auto& row : std::exchange(first_, {})) add(row);
}

void WrittenBook::endSheet() {
  if (state_ == State::measuring) writeFirst();
  if (state_ == State::writing) book_->endSheet(form_);
}

void WrittenBook::keep() {
  endSheet();
  book_->close();
  file_->takePlace();
}

}  // namespace thongbao::intake
