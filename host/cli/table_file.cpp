#include "cli/table_file.h"

#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/csv_cell.h"

namespace thongbao::cli {

namespace {

constexpr std::uint64_t kManyRows = 10'000;

}  // namespace

void RowCount::add() {
  if (++rows_ == kManyRows) progress_.emplace(base::tr("Rows"), 0, silent_);
  if (progress_) progress_->at(rows_);
}

TableFile::TableFile(const std::filesystem::path& file, intake::SheetForm form) {
  if (hasEnding(file, ".xlsx")) {
    book_.emplace(file);
    book_->begin(std::move(form));
  } else if (hasEnding(file, ".csv")) {
    csv_.emplace(file);
    csv_->write("\xEF\xBB\xBF" + intake::csvLine(form.headings));
  } else {
    throw base::Error(base::Code::usage, base::tr("The file's name says neither .xlsx nor .csv."),
                      {.file = file.string()}, base::tr("Give it one of these endings."));
  }
}

void TableFile::add(const std::vector<std::string>& cells) {
  if (csv_)
    csv_->write(intake::csvLine(cells));
  else
    book_->add(cells);
}

void TableFile::keep() {
  if (csv_)
    csv_->keep();
  else
    book_->keep();
}

bool hasEnding(const std::filesystem::path& file, const std::string& ending) {
  return base::upperCase(file.extension().string()) == base::upperCase(ending);
}

}  // namespace thongbao::cli
