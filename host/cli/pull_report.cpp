#include "cli/pull_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "base/words.h"
#include "cli/link_words.h"
#include "cli/table_options.h"
#include "cli/terminal.h"
#include "intake/rejects.h"
#include "plugin/columns.h"
#include "plugin/fields.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;

/// Rows of a kind on the screen; all refused ones are in their file, all warnings with their
/// sellers.
constexpr std::size_t kShownRows = 20;

/// What becomes of a column, in the officer's words.
std::string useOf(const std::string& heading, const std::string& field) {
  if (const plugin::Field* known = plugin::findField(field)) return tr(known->description);
  if (intake::isRejectsColumn(heading)) return tr("why the row was refused before; not read");
  return plugin::countsRows(heading) ? tr("only counts the rows") : tr("kept as it is");
}

void showHowItIsWritten(const intake::TableInfo& table) {
  line(say("Format: {}", base::upperCase(table.format)));
  if (!table.encoding.empty()) line(say("Encoding: {}", table.encoding));
  if (!table.delimiter.empty())
    line(say("Between the columns: {}", shownDelimiter(table.delimiter)));
  if (!table.sheet.empty())
    line(say("Sheet: {} (the workbook has: {})", table.sheet, fmt::join(table.sheets, ", ")));
  line(table.headingRow ? say("Headings: row {}", table.headingRow)
                        : tr("Headings: none in the list; the columns were named"));
}

/// The list may have more columns than a screen: it is laid on its side, a line for each of them.
void showFirstRows(const pull::Report& report) {
  constexpr std::size_t kGap = 2, kNarrowest = 8;
  if (report.firstRows.empty()) return;
  std::vector<std::string> headings{tr("Column")};
  for (std::size_t i = 1; i <= report.firstRows.size(); ++i) headings.push_back(std::to_string(i));
  std::vector<std::vector<std::string>> lines;
  for (std::size_t column = 0; column < report.table.headings.size(); ++column) {
    lines.push_back({report.table.headings[column]});
    for (const auto& cells : report.firstRows)
      lines.back().push_back(column < cells.size() ? cells[column] : std::string());
  }
  line(tr("The first rows:"));
  table(headings, lines, std::max(kNarrowest, screenWidth() / headings.size() - kGap));
}

void showNotes(const intake::TableInfo& table) {
  for (const std::string& note : table.notes) line(say("Note: {}", note));
}

std::string shownProblem(const intake::RowProblem& problem) {
  const std::string what =
      problem.column.empty() ? "" : fmt::format("“{}” = “{}”: ", problem.column, problem.value);
  return what + problem.reason + (problem.advice.empty() ? "" : " " + problem.advice);
}

}  // namespace

Json toJson(const pull::Report& report) {
  Json refused = Json::array(), mended = Json::array(), shared = Json::array();
  for (const auto& row : report.refused)
    for (const auto& problem : row.problems)
      refused.push_back({{"row", row.row},
                         {"column", problem.column},
                         {"value", problem.value},
                         {"reason", problem.reason},
                         {"advice", problem.advice}});
  for (const auto& row : report.mended)
    mended.push_back({{"row", row.row}, {"warnings", row.warnings}});
  for (const auto& key : report.sharedKeys)
    shared.push_back({{"kind", key.kind}, {"value", key.value}});
  return {{"format", report.table.format},
          {"delimiter", report.table.delimiter},
          {"encoding", report.table.encoding},
          {"sheet", report.table.sheet},
          {"sheets", report.table.sheets},
          {"heading_row", report.table.headingRow},
          {"headings", report.table.headings},
          {"fields", report.fields},
          {"first_rows", report.firstRows},
          {"notes", report.table.notes},
          {"skipped_to", report.skippedTo},
          {"read", report.counts.read},
          {"new", report.counts.added},
          {"changed", report.counts.changed},
          {"unchanged", report.counts.unchanged},
          {"rejected", report.counts.rejected},
          {"refused_rows", report.counts.rejected},
          {"refused", refused},
          {"warned", report.warned},
          {"warnings", mended},
          {"shared_keys", shared},
          {"rejected_file", report.rejectedFile.string()},
          {"kept_file", report.keptFile.string()}};
}

void showUnderstood(const pull::Report& report) {
  showHowItIsWritten(report.table);
  std::vector<std::vector<std::string>> columns;
  for (std::size_t i = 0; i < report.table.headings.size(); ++i)
    columns.push_back({report.table.headings[i],
                       useOf(report.table.headings[i],
                             i < report.fields.size() ? report.fields[i] : std::string())});
  table({tr("Column"), tr("What it holds")}, columns, 60);
  showFirstRows(report);
  showNotes(report.table);
}

void showRows(const pull::Report& report) {
  for (std::size_t i = 0; i < report.refused.size() && i < kShownRows; ++i)
    for (const auto& problem : report.refused[i].problems)
      line(say("  row {}:", report.refused[i].row) + " " + shownProblem(problem));
  if (report.counts.rejected > kShownRows)
    line(say("  … and {} more rows", report.counts.rejected - kShownRows));
  if (report.warned)
    line(say("Rows with warnings, which are kept with their sellers: {}", report.warned));
  for (std::size_t i = 0; i < report.mended.size() && i < kShownRows; ++i)
    for (const std::string& warning : report.mended[i].warnings)
      line(say("  row {}, kept:", report.mended[i].row) + " " + warning);
  if (report.warned > kShownRows) line(say("  … and {} more rows", report.warned - kShownRows));
}

void showKept(const pull::Report& report) {
  showNotes(report.table);
  std::size_t shown = 0;
  for (const auto& key : report.sharedKeys) {
    if (shown++ == kShownRows) break;
    line(sentenceOf(key));
  }
  if (report.sharedKeys.size() > kShownRows)
    line(say("  … and {} more keys", report.sharedKeys.size() - kShownRows));
  if (!report.rejectedFile.empty())
    line(say("The refused rows are in {}; mend them there and pull that file.",
             report.rejectedFile.string()));
  if (!report.keptFile.empty())
    line(say("The list itself is kept as {}.", report.keptFile.string()));
}

}  // namespace thongbao::cli
