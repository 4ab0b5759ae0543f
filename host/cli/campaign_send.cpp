#include "cli/campaign_send.h"

#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <thread>

#include "base/error.h"
#include "base/words.h"
#include "campaign/plan.h"
#include "campaign/send.h"
#include "cli/interruption.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;
using domain::DispatchState;

struct Arguments {
  std::string name, officer, decision;
  std::uint64_t limit = 0;
  std::int64_t dispatch = 0;
};

void showUnfinished(const std::vector<domain::Dispatch>& dispatches) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& dispatch : dispatches)
    if (dispatch.state != DispatchState::accepted && dispatch.state != DispatchState::approved &&
        dispatch.state != DispatchState::cancelled)
      rows.push_back({std::to_string(dispatch.id), dispatch.address, domain::shown(dispatch.state),
                      dispatch.reply});
  if (!rows.empty()) table({tr("Dispatch"), tr("To"), tr("State"), tr("Reply")}, rows, 60);
}

Json toJson(const std::vector<campaign::Boxed>& boxed) {
  Json all = Json::array();
  for (const auto& one : boxed)
    all.push_back({{"dispatch", one.dispatch}, {"characters", one.characters}});
  return all;
}

Json toJson(const domain::Dispatch& dispatch) {
  return {{"id", dispatch.id},
          {"party", dispatch.partyId},
          {"channel", domain::toString(dispatch.channel)},
          {"address", dispatch.address},
          {"state", domain::toString(dispatch.state)},
          {"attempts", dispatch.attempts},
          {"notice", dispatch.noticeHash},
          {"reply", dispatch.reply}};
}

void send(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const workspace::Profile profile = context.profile();
  const std::atomic<bool>& interrupted = catchInterruption();
  std::unique_ptr<Progress> progress;
  const campaign::SendReport report = campaign::send(
      *store, arguments.name, context.place(), profile, context.clock,
      {arguments.limit, &interrupted, [](auto time) { std::this_thread::sleep_for(time); }},
      [&](const campaign::SendReport& so) {
        if (!progress) progress = std::make_unique<Progress>(tr("Sent"), so.planned, context.json);
        progress->at(so.tally.all());
      });
  if (progress) progress->finish();
  const delivery::Tally& tally = report.tally;
  context.print({{"campaign", arguments.name},
                 {"waiting", report.planned},
                 {"accepted", tally.accepted},
                 {"deferred", tally.deferred},
                 {"refused", tally.refused},
                 {"unknown", tally.unknown},
                 {"abandoned", report.abandoned},
                 {"interrupted", report.interrupted},
                 {"boxed", toJson(report.boxed)}},
                [&] {
                  if (!report.planned)
                    line(say("Nothing waits to be sent in “{}”.", arguments.name));
                  else
                    line(say("{}: {} accepted, {} put off, {} refused, {} unknown, of {} waiting.",
                             arguments.name, tally.accepted, tally.deferred, tally.refused,
                             tally.unknown, report.planned));
                  if (report.interrupted)
                    line(
                        say("Interrupted. `thongbao campaign send {}` goes on; nothing is sent "
                            "twice.",
                            arguments.name));
                  if (report.abandoned)
                    line(
                        say("{} were on the wire when the program stopped last time; decide "
                            "each with `thongbao campaign resolve`.",
                            report.abandoned));
                  for (const auto& boxed : report.boxed)
                    line(say("Dispatch {}: no font has {}; a box stands for it.", boxed.dispatch,
                             fmt::join(boxed.characters, ", ")));
                  showUnfinished(store->dispatches(arguments.name));
                });
  if (tally.gaveUp)
    throw base::Error(
        base::Code::unavailable,
        tr("The mail server can no longer be used; the rest was not tried."), {},
        say("`thongbao campaign send {}` goes on later; nothing is sent twice.", arguments.name));
  if (tally.deferred + tally.refused + tally.unknown)
    context.exitCode = static_cast<int>(base::Code::refusedSome);
}

void status(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const auto campaign = campaign::findCampaign(*store, arguments.name);
  const auto dispatches = store->dispatches(arguments.name);
  std::map<DispatchState, std::size_t> counts;
  Json all = Json::array(), countsJson = Json::object();
  for (const auto& dispatch : dispatches) {
    ++counts[dispatch.state];
    all.push_back(toJson(dispatch));
  }
  for (const auto& [state, count] : counts) countsJson[domain::toString(state)] = count;
  context.print({{"campaign", arguments.name},
                 {"template", campaign.spec.templateName},
                 {"state", registry::toString(campaign.state)},
                 {"counts", countsJson},
                 {"dispatches", all}},
                [&] {
                  line(say("Campaign “{}”: {}, template {}", arguments.name,
                           registry::shown(campaign.state), campaign.spec.templateName));
                  for (const auto& [state, count] : counts)
                    line("  " + domain::shown(state) + ": " + std::to_string(count));
                  showUnfinished(dispatches);
                });
}

/// Without --dispatch: what there is to decide.
void resolve(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  campaign::findCampaign(*store, arguments.name);
  if (arguments.dispatch) {
    if (arguments.decision.empty() || arguments.officer.empty())
      throw base::Error(base::Code::usage, tr("Say --as sent or --as again, and --by OFFICER."));
    store->resolve(arguments.dispatch, arguments.decision == "sent", arguments.officer);
  }
  Json open = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& dispatch : store->dispatches(arguments.name)) {
    if (dispatch.state != DispatchState::unknown) continue;
    open.push_back(toJson(dispatch));
    rows.push_back({std::to_string(dispatch.id), dispatch.address, dispatch.reply});
  }
  context.print(open, [&] {
    line(say("{} dispatches are unknown.", rows.size()));
    if (rows.empty()) return;
    table({tr("Dispatch"), tr("To"), tr("What is known")}, rows, 60);
    line(
        tr("Ask the recipient or the mail server, then: "
           "`campaign resolve NAME --dispatch ID --as sent|again --by OFFICER`."));
  });
}

}  // namespace

void addSending(CLI::App& campaignCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  const auto named = [&](const char* verb, const char* description) {
    auto* sub = campaignCommand.add_subcommand(verb, tr(description));
    sub->add_option("NAME", arguments->name, tr("Name of the campaign"))->required();
    return sub;
  };
  auto* sending = named("send", base::mark("Send what waits; may be interrupted and repeated"));
  sending->add_option("--limit", arguments->limit, tr("Send at most so many now"));
  sending->callback([&context, arguments] { send(context, *arguments); });

  named("status", base::mark("How far it is"))->callback([&context, arguments] {
    status(context, *arguments);
  });

  auto* resolving = named("resolve", base::mark("Decide what is unknown after a crash"));
  resolving->add_option("--dispatch", arguments->dispatch, tr("Id of the dispatch"));
  resolving->add_option("--as", arguments->decision, tr("sent, or again"))
      ->check(CLI::IsMember({"sent", "again"}));
  resolving->add_option("--by", arguments->officer, tr("The officer who answers for it"));
  resolving->callback([&context, arguments] { resolve(context, *arguments); });
}

}  // namespace thongbao::cli
