#include "cli/campaign_plan.h"

#include <fmt/format.h>

#include <memory>

#include "base/error.h"
#include "base/first_of.h"
#include "base/words.h"
#include "campaign/plan.h"
#include "cli/export.h"
#include "cli/interruption.h"
#include "cli/json_list.h"
#include "cli/terminal.h"
#include "intake/csv_cell.h"
#include "intake/written_sheet.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using registry::PlannedDispatch;

constexpr std::size_t kWidestCell = 60;

struct Arguments {
  std::string name, date;
  std::filesystem::path out;
};

/// The rows of the kept plan, one by one, until Ctrl-C.
class Rows {
 public:
  Rows(registry::Register& store, const std::string& name, const std::atomic<bool>& interrupted)
      : rows_(store.planned(name)), interrupted_(interrupted) {}

  std::optional<PlannedDispatch> next() {
    if (interrupted_)
      throw Error(Code::unavailable, tr("Interrupted; the plan is made, but not told to its end."),
                  {}, tr("The same command starts anew."));
    return rows_->next();
  }

 private:
  std::unique_ptr<registry::PlanRows> rows_;
  const std::atomic<bool>& interrupted_;
};

std::string shownWays(const PlannedDispatch& planned) {
  std::string ways;
  for (const auto& way : planned.ways)
    ways += (ways.empty() ? "" : "; ") + domain::shown(way.channel) + ": " + way.address;
  if (!planned.ways.empty() && !planned.detail.empty())
    ways += say(" (no address for: {})", planned.detail);
  return ways;
}

std::vector<std::string> headingsOfAll() {
  return {tr("Party"), tr("Name"), tr("How"), tr("Why"), tr("Detail")};
}

std::vector<std::string> cellsOfAll(const PlannedDispatch& planned) {
  const bool isSkipped = !planned.skipped.empty();
  return {std::to_string(planned.partyId), planned.partyName, shownWays(planned),
          isSkipped ? campaign::shownReason(planned.skipped) : "", isSkipped ? planned.detail : ""};
}

void writeXlsx(Rows& rows, const std::filesystem::path& out) {
  intake::WrittenSheet sheet(out, tr("Plan"), headingsOfAll());
  while (const auto planned = rows.next()) sheet.add(cellsOfAll(*planned));
  sheet.keep();
}

void writeCsv(Rows& rows, const std::filesystem::path& out) {
  Export file(out);
  file.write("\xEF\xBB\xBF" + intake::csvLine(headingsOfAll()));
  while (const auto planned = rows.next()) file.write(intake::csvLine(cellsOfAll(*planned)));
  file.finish();
}

void printJson(Rows& rows) {
  JsonList out;
  while (const auto planned = rows.next()) out.add(registry::toJson(*planned));
  out.finish();
}

using Cells = std::vector<std::vector<std::string>>;

void showMore(std::uint64_t all, std::size_t shown, const std::string& name) {
  if (all > shown)
    line(say("… and {} more; `thongbao campaign plan {} --out FILE.xlsx` (or .csv) writes all.",
             all - shown, name));
}

void showCounts(const campaign::PlanCounts& counts) {
  for (const auto& [reason, count] : counts.skipped)
    line(fmt::format("  {}: {}", campaign::shownReason(reason), count));
}

void showNext(const std::string& name) {
  line(say("Nothing is sent or numbered yet. Next: `thongbao campaign approve {} --by OFFICER`.",
           name));
}

void showPlan(Rows& rows, const campaign::PlanCounts& counts, const std::string& name) {
  const std::uint64_t skippedCount = counts.parties - counts.written;
  Cells written, skipped;
  while (written.size() < std::min<std::uint64_t>(counts.written, base::kMostShown) ||
         skipped.size() < std::min<std::uint64_t>(skippedCount, base::kMostShown)) {
    const auto planned = rows.next();
    if (!planned) break;
    Cells& cells = planned->skipped.empty() ? written : skipped;
    if (cells.size() == base::kMostShown) continue;
    cells.push_back({std::to_string(planned->partyId), planned->partyName});
    if (planned->skipped.empty())
      cells.back().push_back(shownWays(*planned));
    else
      cells.back().insert(cells.back().end(),
                          {campaign::shownReason(planned->skipped), planned->detail});
  }
  line(say("{} parties will be written to:", counts.written));
  table({tr("Party"), tr("Name"), tr("How")}, written, kWidestCell);
  showMore(counts.written, written.size(), name);
  if (skippedCount) {
    line(say("{} parties are skipped:", skippedCount));
    showCounts(counts);
    table({tr("Party"), tr("Name"), tr("Why"), tr("Detail")}, skipped);
    showMore(skippedCount, skipped.size(), name);
  }
  showNext(name);
}

void writeOut(Context& context, Rows& rows, const campaign::PlanCounts& counts,
              const Arguments& arguments) {
  (arguments.out.extension() == ".csv" ? writeCsv : writeXlsx)(rows, arguments.out);
  context.print(
      {{"campaign", arguments.name},
       {"written", counts.written},
       {"skipped", counts.skipped},
       {"out", arguments.out.string()}},
      [&] {
        line(say("{} parties will be written to, {} are skipped; all are in {}.", counts.written,
                 counts.parties - counts.written, arguments.out.string()));
        showCounts(counts);
        showNext(arguments.name);
      });
}

void refuseWrongFile(const std::filesystem::path& out) {
  if (!out.empty() && out.extension() != ".xlsx" && out.extension() != ".csv")
    throw Error(Code::usage, say("A plan is not written as “{}”.", out.string()), {},
                tr("Name a file that ends with .xlsx or .csv."));
}

void plan(Context& context, const Arguments& arguments) {
  refuseWrongFile(arguments.out);
  const auto store = context.store();
  const auto campaign = campaign::findCampaign(*store, arguments.name);
  const std::atomic<bool>& interrupted = catchInterruption();
  Progress progress(tr("Parties"), 0, context.json);
  const campaign::PlanCounts counts = campaign::plan(
      *store, arguments.name, context.findTemplate(campaign.spec.templateName), context.catalogue(),
      context.profile(), context.dateOr(arguments.date), [&](std::uint64_t done) {
        if (interrupted)
          throw Error(Code::unavailable, tr("Interrupted; nothing was planned."), {},
                      tr("The same command starts anew."));
        progress.at(done);
      });
  progress.finish();
  Rows rows(*store, arguments.name, interrupted);
  if (!arguments.out.empty()) return writeOut(context, rows, counts, arguments);
  if (context.json) return printJson(rows);
  showPlan(rows, counts, arguments.name);
}

}  // namespace

void addPlanning(CLI::App& campaignCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      campaignCommand.add_subcommand("plan", tr("Decide who gets it, and who is skipped and why"));
  command->add_option("NAME", arguments->name, tr("Name of the campaign"))->required();
  command->add_option("--date", arguments->date, tr("Date of the documents (default: today)"));
  command->add_option("--out", arguments->out,
                      tr("File for the whole plan; its name ends with .xlsx or .csv"));
  command->callback([&context, arguments] { plan(context, *arguments); });
}

}  // namespace thongbao::cli
