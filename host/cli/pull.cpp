#include "pull/pull.h"

#include <CLI/App.hpp>
#include <memory>

#include "base/words.h"
#include "cli/commands.h"
#include "cli/pull_report.h"
#include "cli/table_options.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;

struct Arguments {
  std::string platform;
  std::filesystem::path file;
  TableArguments table;
  std::string officer;
  std::uint64_t limit = 0;
  bool dryRun = false;
};

void show(const pull::Report& report, const Arguments& arguments) {
  if (report.skippedTo)
    line(say("Going on behind row {}, where the pull before was interrupted.", report.skippedTo));
  if (arguments.dryRun) {
    showUnderstood(report);
    line(say("Only looked at: {} rows read, {} would be kept, {} refused.", report.counts.read,
             report.counts.unchanged, report.counts.rejected));
    return showRows(report);
  }
  line(say("{}: {} rows read: {} new, {} changed, {} unchanged, {} refused.", arguments.platform,
           report.counts.read, report.counts.added, report.counts.changed, report.counts.unchanged,
           report.counts.rejected));
  showRows(report);
  showKept(report);
}

pull::Request requestOf(const Context& context, const Arguments& arguments) {
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
  request.officer = arguments.officer;
  request.table = tableOptionsOf(arguments.table);
  request.mostRows = arguments.limit;
  request.dryRun = arguments.dryRun;
  return request;
}

void run(Context& context, const Arguments& arguments) {
  const pull::Request request = requestOf(context, arguments);
  const auto store = context.store();
  Progress progress(tr("Rows"), 0, context.json);
  base::SystemRandom random;
  const pull::Report report =
      pull::pull(*store, request, random,
                 [&progress](const registry::PullEnd& counts) { progress.at(counts.read); });
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
  command
      ->add_option("--file", arguments->file,
                   tr("The list: CSV or other text, XLSX, XLS, JSON or NDJSON"))
      ->required();
  addTableOptions(*command, arguments->table);
  command->add_option("--by", arguments->officer,
                      tr("The officer who brings the list; kept in the register"));
  command->add_option("--limit", arguments->limit, tr("Read at most so many rows"));
  command->add_flag("--dry-run", arguments->dryRun,
                    tr("Show how the list is understood and check all rows; keep nothing"));
  command->callback([&context, arguments] { run(context, *arguments); });
}

}  // namespace thongbao::cli
