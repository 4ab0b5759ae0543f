#include "intake/rejects.h"

#include <utility>

#include "base/files.h"
#include "base/text.h"
#include "intake/csv_cell.h"

namespace thongbao::intake {

namespace {

constexpr const char* kRowColumn = "thongbao: dòng";
constexpr const char* kReasonColumn = "thongbao: lý do";

/// `Điện thoại: There is no such number. Check the number.`, one problem behind the other.
std::string reasonOf(const std::vector<RowProblem>& problems) {
  std::string text;
  for (const RowProblem& problem : problems) {
    if (!text.empty()) text += " | ";
    if (!problem.column.empty()) text += problem.column + ": ";
    text += problem.reason;
    if (!problem.advice.empty()) text += " " + problem.advice;
  }
  return text;
}

}  // namespace

Rejects::Rejects(std::filesystem::path file, std::vector<std::string> headings)
    : file_(std::move(file)), headings_(std::move(headings)) {}

void Rejects::add(const Row& row, const std::vector<RowProblem>& problems) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < headings_.size(); ++i)
    if (!isRejectsColumn(headings_[i]))
      cells.push_back(i < row.cells.size() ? row.cells[i] : std::string());
  cells.push_back(std::to_string(row.number));
  cells.push_back(reasonOf(problems));
  if (!content_) begin();
  content_->write(csvLine(cells));
}

void Rejects::begin() {
  std::vector<std::string> headings;
  for (const std::string& heading : headings_)
    if (!isRejectsColumn(heading)) headings.push_back(heading);
  headings.insert(headings.end(), {kRowColumn, kReasonColumn});
  content_.emplace(file_);
  content_->write("\xEF\xBB\xBF" + csvLine(headings));
}

std::filesystem::path Rejects::finish() {
  if (!content_) {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
    return {};
  }
  content_->keep();
  return file_;
}

bool isRejectsColumn(const std::string& heading) {
  const std::string clean = base::firstInvalidUtf8(heading) ? heading : base::toNfc(heading);
  return clean == kRowColumn || clean == kReasonColumn;
}

}  // namespace thongbao::intake
