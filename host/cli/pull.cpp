#include "pull/pull.h"

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <memory>

#include "base/words.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;

struct Arguments {
  std::string platform;
  std::filesystem::path file;
  std::string sheet;
  std::uint64_t limit = 0;
  bool dryRun = false;
};

/// Refused rows on the screen; all of them are in the file of refused rows and in --json.
constexpr std::size_t kShownRows = 20;

base::Json toJson(const pull::Report& report) {
  base::Json refused = base::Json::array(), mended = base::Json::array();
  for (const auto& row : report.refused)
    for (const auto& problem : row.problems)
      refused.push_back({{"row", row.row},
                         {"column", problem.column},
                         {"value", problem.value},
                         {"reason", problem.reason},
                         {"advice", problem.advice}});
  for (const auto& row : report.mended)
    mended.push_back({{"row", row.row}, {"warnings", row.warnings}});
  return {{"format", report.table.format},
          {"delimiter", report.table.delimiter},
          {"encoding", report.table.encoding},
          {"sheet", report.table.sheet},
          {"heading_row", report.table.headingRow},
          {"headings", report.table.headings},
          {"read", report.counts.read},
          {"new", report.counts.added},
          {"changed", report.counts.changed},
          {"unchanged", report.counts.unchanged},
          {"rejected", report.counts.rejected},
          {"refused", refused},
          {"warnings", mended},
          {"rejected_file", report.rejectedFile.string()}};
}

void showRows(const pull::Report& report) {
  for (std::size_t i = 0; i < report.refused.size() && i < kShownRows; ++i)
    for (const auto& problem : report.refused[i].problems) {
      const std::string what =
          problem.column.empty() ? "" : fmt::format(" “{}” = “{}”:", problem.column, problem.value);
      line(say("  row {}:", report.refused[i].row) + what + " " + problem.reason +
           (problem.advice.empty() ? "" : " " + problem.advice));
    }
  if (report.refused.size() > kShownRows)
    line(say("  … and {} more rows", report.refused.size() - kShownRows));
  for (std::size_t i = 0; i < report.mended.size() && i < kShownRows; ++i)
    for (const std::string& warning : report.mended[i].warnings)
      line(say("  row {}, kept:", report.mended[i].row) + " " + warning);
}

void show(const pull::Report& report, const Arguments& arguments) {
  if (report.skippedTo)
    line(say("Going on behind row {}, where the pull before was interrupted.", report.skippedTo));
  if (arguments.dryRun) {
    std::string headings;
    for (const std::string& heading : report.table.headings)
      headings += (headings.empty() ? "" : " | ") + heading;
    line(say("Understood: {} with headings in row {}: {}", report.table.format,
             report.table.headingRow, headings));
    line(say("Only looked at: {} rows read, {} would be kept, {} refused.", report.counts.read,
             report.counts.unchanged, report.counts.rejected));
  } else {
    line(say("{}: {} rows read: {} new, {} changed, {} unchanged, {} refused.", arguments.platform,
             report.counts.read, report.counts.added, report.counts.changed,
             report.counts.unchanged, report.counts.rejected));
  }
  showRows(report);
  if (!report.rejectedFile.empty())
    line(say("The refused rows are in {}; mend them there and pull that file.",
             report.rejectedFile.string()));
}

void run(Context& context, const Arguments& arguments) {
  const workspace::Profile profile = context.profile();
  pull::Request request;
  request.program = context.places.program;
  request.plugin = plugin::findPlugin(context.pluginFolders(), arguments.platform);
  if (const auto found = profile.plugins.find(request.plugin.id); found != profile.plugins.end())
    request.settings = found->second;
  request.limits.silence = std::chrono::seconds(profile.limits.pluginSilenceSeconds);
  request.limits.memoryBytes = profile.limits.pluginMemoryMegabytes << 20U;
  request.file = arguments.file;
  request.documents = context.place().documents();
  request.table.sheet = arguments.sheet;
  request.mostRows = arguments.limit;
  request.dryRun = arguments.dryRun;

  const auto store = context.store();
  Progress progress(tr("Rows"), 0, context.json);
  const pull::Report report = pull::pull(
      *store, request, [&progress](const registry::PullEnd& counts) { progress.at(counts.read); });
  progress.finish();
  context.print(toJson(report), [&] { show(report, arguments); });
  if (report.failure) throw *report.failure;
  if (report.counts.rejected) context.exitCode = static_cast<int>(base::Code::refusedSome);
}

}  // namespace

void addPull(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("pull", tr("Read a seller list through a platform's plugin"));
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PLATFORM", arguments->platform, tr("Plugin, as `plugin list` shows it"))
      ->required();
  command->add_option("--file", arguments->file, tr("The list: CSV or XLSX"))->required();
  command->add_option("--sheet", arguments->sheet, tr("Sheet of a workbook (default: the first)"));
  command->add_option("--limit", arguments->limit, tr("Read at most so many rows"));
  command->add_flag("--dry-run", arguments->dryRun, tr("Look at everything, keep nothing"));
  command->callback([&context, arguments] { run(context, *arguments); });
}

}  // namespace thongbao::cli
