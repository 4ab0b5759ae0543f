#include <filesystem>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/words.h"
#include "campaign/older_register.h"
#include "campaign/plan.h"
#include "cli/campaign_send.h"
#include "cli/dispatch_table.h"
#include "cli/json_list.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;
using domain::DispatchState;

struct Arguments {
  std::string name, officer, decision, reason, how, on, note;
  std::filesystem::path scan;
  std::int64_t dispatch = 0;
  bool all = false;
};

/// Empty `states`: all.
void writeDispatches(registry::Register& store, const std::string& campaign,
                     const std::vector<DispatchState>& states, JsonList& list) {
  store.eachDispatch(campaign, states, [&](const auto& dispatch) { list.add(toJson(dispatch)); });
  list.finish();
}

void status(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const auto campaign = campaign::findCampaign(*store, arguments.name);
  const auto counts = store->dispatchCounts(arguments.name);
  if (context.json) {
    Json countsJson = Json::object();
    for (const auto& [state, count] : counts) countsJson[domain::toString(state)] = count;
    JsonList dispatches({{"campaign", arguments.name},
                         {"template", campaign.spec.templateName},
                         {"state", registry::toString(campaign.state)},
                         {"counts", countsJson}},
                        "dispatches");
    return writeDispatches(*store, arguments.name, {}, dispatches);
  }
  line(say("Campaign “{}”: {}, template {}", arguments.name, registry::shown(campaign.state),
           campaign.spec.templateName));
  for (const auto& [state, count] : counts)
    line("  " + domain::shown(state) + ": " + std::to_string(count));
  showDispatches(*store, arguments.name, unfinishedStates());
}

void decide(registry::Register& store, const Context& context, const Arguments& arguments) {
  if (arguments.decision.empty() || arguments.officer.empty())
    throw Error(Code::usage, tr("Say --as sent or --as again, and --by OFFICER."));
  if (arguments.decision == "again") campaign::refuseOlder(store, context.place());
  const bool wasSent = arguments.decision == "sent";
  if (arguments.all)
    store.resolveAll(arguments.name, wasSent, arguments.officer);
  else
    store.resolve({arguments.dispatch}, wasSent, arguments.officer);
}

/// Without --dispatch and --all: what there is to decide.
void resolve(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  campaign::findCampaign(*store, arguments.name);
  if (arguments.dispatch || arguments.all) decide(*store, context, arguments);
  if (context.json) {
    JsonList open;
    return writeDispatches(*store, arguments.name, {DispatchState::unknown}, open);
  }
  const std::uint64_t count = countOf(*store, arguments.name, {DispatchState::unknown});
  line(say("{} dispatches are unknown.", count));
  if (count == 0) return;
  showDispatches(*store, arguments.name, {DispatchState::unknown});
  line(
      tr("Ask the recipient or the mail server, then: "
         "`campaign resolve NAME --dispatch ID --as sent|again --by OFFICER`, or `--all`."));
}

void pause(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  campaign::findCampaign(*store, arguments.name);
  store->pause(arguments.name, {.officer = arguments.officer, .reason = arguments.reason});
  context.print({{"campaign", arguments.name}, {"state", "paused"}}, [&] {
    line(
        say("The campaign “{}” is paused: what is on the wire is finished, nothing more is begun. "
            "`thongbao campaign resume {} --by OFFICER` goes on.",
            arguments.name, arguments.name));
  });
}

void resume(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  campaign::findCampaign(*store, arguments.name);
  store->resume(arguments.name, arguments.officer);
  context.print({{"campaign", arguments.name}, {"state", "approved"}}, [&] {
    line(say("The campaign “{}” may be sent again. Next: `thongbao campaign send {}`.",
             arguments.name, arguments.name));
  });
}

/// Keeps a copy of the scan in `documents/` under its SHA-256, which it returns.
std::string keepScan(const Context& context, const std::filesystem::path& scan) {
  if (scan.empty()) return {};
  const std::string bytes = base::readFile(scan), hash = base::sha256(bytes);
  const auto kept = context.place().documents() / (hash + scan.extension().string());
  if (!std::filesystem::exists(kept)) base::writeFile(kept, bytes);
  return hash;
}

void acknowledge(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  campaign::findCampaign(*store, arguments.name);
  registry::Acknowledgement receipt;
  receipt.byPost = arguments.how == "post";
  receipt.on = context.dateOr(arguments.on);
  receipt.scanSha256 = keepScan(context, arguments.scan);
  receipt.officer = arguments.officer;
  receipt.note = arguments.note;
  store->acknowledge(arguments.dispatch, receipt);
  context.print({{"dispatch", arguments.dispatch},
                 {"state", "acknowledged"},
                 {"on", base::toIso(receipt.on)},
                 {"scan", receipt.scanSha256}},
                [&] {
                  line(say("Dispatch {} is acknowledged on {}.", arguments.dispatch,
                           base::toVietnamese(receipt.on)));
                });
}

}  // namespace

void addSteering(CLI::App& campaignCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  const auto named = [&](const char* verb, const char* description,
                         void (*act)(Context&, const Arguments&)) {
    auto* sub = campaignCommand.add_subcommand(verb, tr(description));
    sub->add_option("NAME", arguments->name, tr("Name of the campaign"))->required();
    sub->callback([&context, arguments, act] { act(context, *arguments); });
    return sub;
  };
  const auto byOfficer = [&](CLI::App* sub) {
    return sub->add_option("--by", arguments->officer, tr("The officer who answers for it"));
  };
  named("status", base::mark("How far it is"), status);

  auto* resolving = named("resolve", base::mark("Decide what is unknown after a crash"), resolve);
  auto* one = resolving->add_option("--dispatch", arguments->dispatch, tr("Id of the dispatch"));
  resolving->add_flag("--all", arguments->all, tr("All that are unknown"))->excludes(one);
  resolving->add_option("--as", arguments->decision, tr("sent, or again"))
      ->check(CLI::IsMember({"sent", "again"}));
  byOfficer(resolving);

  auto* pausing =
      named("pause", base::mark("Begin nothing more, also while it is being sent"), pause);
  byOfficer(pausing)->required();
  pausing->add_option("--reason", arguments->reason, tr("Why; kept in the register"));
  byOfficer(named("resume", base::mark("Let a paused campaign be sent again"), resume))->required();

  auto* receiving = named(
      "receipt", base::mark("Record that it was handed over, or that the post's receipt came"),
      acknowledge);
  receiving->add_option("--dispatch", arguments->dispatch, tr("Id of the dispatch"))->required();
  receiving->add_option("--how", arguments->how, tr("by-hand, or post"))
      ->required()
      ->check(CLI::IsMember({"by-hand", "post"}));
  receiving->add_option("--on", arguments->on, tr("Date on the receipt (default: today)"));
  receiving->add_option("--scan", arguments->scan,
                        tr("The scanned receipt; a copy is kept in documents/"));
  receiving->add_option("--note", arguments->note, tr("Who took it, or the post's number"));
  byOfficer(receiving)->required();
}

}  // namespace thongbao::cli
