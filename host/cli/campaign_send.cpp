#include "cli/campaign_send.h"

#include <fmt/ranges.h>

#include <memory>
#include <thread>

#include "base/error.h"
#include "base/words.h"
#include "campaign/send.h"
#include "cli/dispatch_table.h"
#include "cli/interruption.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;

struct Arguments {
  std::string name;
  std::uint64_t limit = 0;
  bool rehearse = false, wait = false;
};

Json toJson(const base::FirstOf<campaign::Boxed>& boxed) {
  Json all = Json::array();
  for (const auto& one : boxed.items())
    all.push_back({{"dispatch", one.dispatch}, {"characters", one.characters}});
  return all;
}

void showBoxed(const base::FirstOf<campaign::Boxed>& boxed) {
  for (const auto& one : boxed.items())
    line(say("Dispatch {}: no font has {}; a box stands for it.", one.dispatch,
             fmt::join(one.characters, ", ")));
  andMore(boxed.more());
}

/// What the officer should know and do, beyond the counts.
void showRest(const campaign::SendReport& report, const std::string& name) {
  const auto& [tried, trouble] = report.troubles;
  if (report.interrupted)
    line(say("Interrupted. `thongbao campaign send {}` goes on; nothing is sent twice.", name));
  if (report.abandoned)
    line(
        say("{} were on the wire when the program stopped last time; decide each with `thongbao "
            "campaign resolve`.",
            report.abandoned));
  if (report.paused)
    line(
        say("The campaign was paused: {} of {} mails were refused or came back. Look at the "
            "addresses and at the server's words; `thongbao campaign resume {} --by OFFICER` goes "
            "on.",
            trouble, tried, name));
  else if (report.warned)
    line(say("Careful: {} of {} mails were refused or came back.", trouble, tried));
  if (report.tally.goesOnAt)
    line(
        say("The rest waits until {} (limits, sending hours, or mails put off): call `thongbao "
            "campaign send {}` again then, or with `--wait` now.",
            base::toVietnamese(*report.tally.goesOnAt), name));
  showBoxed(report.boxed);
}

void showReport(Context& context, registry::Register& store, const campaign::SendReport& report,
                const std::string& name) {
  const delivery::Tally& tally = report.tally;
  const auto goesOnAt = tally.goesOnAt ? base::toIso(*tally.goesOnAt) : std::string();
  context.print(
      {{"campaign", name},
       {"waiting", report.planned},
       {"accepted", tally.accepted},
       {"deferred", tally.deferred},
       {"refused", tally.refused},
       {"unknown", tally.unknown},
       {"abandoned", report.abandoned},
       {"interrupted", report.interrupted},
       {"paused", report.paused},
       {"goes_on_at", goesOnAt},
       {"boxed", toJson(report.boxed)},
       {"more_boxed", report.boxed.more()}},
      [&] {
        if (!report.planned)
          line(say("Nothing waits to be sent in “{}”.", name));
        else
          line(say("{}: {} accepted, {} put off, {} refused, {} unknown, of {} waiting.", name,
                   tally.accepted, tally.deferred, tally.refused, tally.unknown, report.planned));
        showRest(report, name);
        showDispatches(store, name, unfinishedStates());
      });
}

void rehearse(Context& context, registry::Register& store, const campaign::Sender& sender,
              const std::string& name) {
  std::unique_ptr<Progress> progress;
  const campaign::Rehearsal rehearsal = campaign::rehearse(
      store, name, sender, catchInterruption(), [&](std::uint64_t made, std::uint64_t all) {
        if (!progress) progress = std::make_unique<Progress>(tr("Made"), all, context.json);
        progress->at(made);
      });
  if (progress) progress->finish();
  Json failures = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& failure : rehearsal.failures.items()) {
    failures.push_back({{"dispatch", failure.dispatch}, {"reason", failure.sentence}});
    rows.push_back({std::to_string(failure.dispatch), failure.address, failure.sentence});
  }
  const double megabytes = static_cast<double>(rehearsal.bytes) / 1e6;
  context.print({{"campaign", name},
                 {"mails", rehearsal.mails},
                 {"letters", rehearsal.letters},
                 {"bytes", rehearsal.bytes},
                 {"largest", rehearsal.largest},
                 {"failures", failures},
                 {"more_failures", rehearsal.failures.more()},
                 {"boxed", toJson(rehearsal.boxed)},
                 {"more_boxed", rehearsal.boxed.more()}},
                [&] {
                  line(
                      say("Rehearsed: {} mails of together {:.1f} MB and {} printed letters were "
                          "made; nothing was sent or written.",
                          rehearsal.mails, megabytes, rehearsal.letters));
                  showBoxed(rehearsal.boxed);
                  if (rows.empty()) return;
                  line(say("{} cannot be sent:", rehearsal.failures.all()));
                  table({tr("Dispatch"), tr("To"), tr("Why")}, rows, 60);
                  andMore(rehearsal.failures.more());
                });
  if (!rows.empty()) context.exitCode = static_cast<int>(base::Code::refusedSome);
}

campaign::SendOptions optionsOf(Context& context, const Arguments& arguments) {
  campaign::SendOptions options;
  options.limit = arguments.limit;
  options.wait = arguments.wait;
  options.stop = &catchInterruption();
  options.sleep = [](auto time) { std::this_thread::sleep_for(time); };
  if (context.json) return options;
  options.troubled = [last = std::string()](const std::string& sentence) mutable {
    if (sentence != last) warn(sentence);
    last = sentence;
  };
  options.waiting = [last = base::Instant()](base::Instant until) mutable {
    if (until != last) warn(say("Waiting until {}.", base::toVietnamese(until)));
    last = until;
  };
  return options;
}

void send(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const workspace::Workspace place = context.place();
  const workspace::Profile profile = context.profile();
  const auto key = campaign::openSigningKey(profile.sign, place.folder, context.clock);
  const campaign::Sender sender{place, profile, context.clock, context.random, key.get()};
  if (arguments.rehearse) return rehearse(context, *store, sender, arguments.name);

  std::unique_ptr<Progress> progress;
  const campaign::SendReport report = campaign::send(
      *store, arguments.name, sender, optionsOf(context, arguments),
      [&](const campaign::SendReport& so) {
        if (!progress) progress = std::make_unique<Progress>(tr("Sent"), so.planned, context.json);
        progress->at(so.tally.all());
      });
  if (progress) progress->finish();
  showReport(context, *store, report, arguments.name);
  const delivery::Tally& tally = report.tally;
  if (tally.gaveUp)
    throw base::Error(
        base::Code::unavailable,
        tr("The mail server can no longer be used; the rest was not tried."), {},
        say("`thongbao campaign send {}` goes on later; nothing is sent twice.", arguments.name));
  if (tally.deferred + tally.refused + tally.unknown || report.paused)
    context.exitCode = static_cast<int>(base::Code::refusedSome);
}

}  // namespace

void addSending(CLI::App& campaignCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* sending = campaignCommand.add_subcommand(
      "send", tr("Send what waits; may be interrupted and repeated"));
  sending->add_option("NAME", arguments->name, tr("Name of the campaign"))->required();
  sending->add_option("--limit", arguments->limit, tr("Send at most so many now"));
  sending->add_flag("--rehearse", arguments->rehearse,
                    tr("Make everything and check the server, but send and write nothing"));
  sending->add_flag("--wait", arguments->wait,
                    tr("Stay until each is done: wait for limits, hours and those put off"));
  sending->callback([&context, arguments] { send(context, *arguments); });
}

}  // namespace thongbao::cli
