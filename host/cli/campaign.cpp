#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "campaign/plan.h"
#include "cli/campaign_send.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;

struct Arguments {
  std::string name, templateName, date, officer, reason;
  std::vector<std::string> channels;
  FilterArguments filter;
  int step = 1;
};

void create(Context& context, const Arguments& arguments) {
  registry::CampaignSpec spec;
  spec.name = arguments.name;
  spec.templateName = context.findTemplate(arguments.templateName).name;
  spec.step = arguments.step;
  for (const std::string& word : arguments.channels) {
    const auto channel = domain::channelFrom(word);
    if (!channel)
      throw base::Error(base::Code::usage, say("There is no channel “{}”.", word), {},
                        tr("Channels are: mail, print."));
    spec.channels.push_back(*channel);
  }
  const auto store = context.store();
  spec.filter = filterOf(arguments.filter, *store);
  store->addCampaign(spec);
  context.print({{"campaign", spec.name}, {"template", spec.templateName}}, [&] {
    line(
        say("The campaign “{}” is made. Next: `thongbao campaign plan {}`.", spec.name, spec.name));
  });
}

void list(Context& context) {
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& campaign : context.store()->campaigns()) {
    all.push_back({{"name", campaign.spec.name},
                   {"template", campaign.spec.templateName},
                   {"state", registry::toString(campaign.state)},
                   {"created_at", campaign.createdAt},
                   {"approved_by", campaign.approvedBy}});
    rows.push_back({campaign.spec.name, campaign.spec.templateName, registry::shown(campaign.state),
                    campaign.approvedBy});
  }
  context.print(all, [&] {
    table({tr("Campaign"), tr("Template"), tr("State"), tr("Approved by")}, rows);
  });
}

void showPlan(const std::vector<registry::PlannedDispatch>& plan, const std::string& name) {
  std::vector<std::vector<std::string>> written, skipped;
  for (const auto& planned : plan) {
    std::string ways;
    for (const auto& way : planned.ways)
      ways += (ways.empty() ? "" : "; ") + domain::shown(way.channel) + ": " + way.address;
    if (!planned.detail.empty()) ways += say(" (no address for: {})", planned.detail);
    if (planned.skipped.empty())
      written.push_back({std::to_string(planned.partyId), planned.partyName, ways});
    else
      skipped.push_back({std::to_string(planned.partyId), planned.partyName,
                         campaign::shownReason(planned.skipped), planned.detail});
  }
  line(say("{} parties will be written to:", written.size()));
  table({tr("Party"), tr("Name"), tr("How")}, written, 60);
  if (!skipped.empty()) {
    line(say("{} parties are skipped:", skipped.size()));
    table({tr("Party"), tr("Name"), tr("Why"), tr("Detail")}, skipped);
  }
  line(say("Nothing is sent or numbered yet. Next: `thongbao campaign approve {} --by OFFICER`.",
           name));
}

void plan(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const auto campaign = campaign::findCampaign(*store, arguments.name);
  const auto planned =
      campaign::plan(*store, arguments.name, context.findTemplate(campaign.spec.templateName),
                     context.catalogue(), context.profile(), context.dateOr(arguments.date));
  Json all = Json::array();
  for (const auto& one : planned) all.push_back(registry::toJson(one));
  context.print(all, [&] { showPlan(planned, arguments.name); });
}

void approve(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const auto campaign = campaign::findCampaign(*store, arguments.name);
  campaign::approve(*store, arguments.name, arguments.officer,
                    context.findTemplate(campaign.spec.templateName), context.catalogue(),
                    context.profile(), context.place());
  std::string first, last;
  std::size_t count = 0;
  for (const auto& dispatch : store->dispatches(arguments.name)) {
    const auto stored = store->notice(dispatch.noticeHash);
    if (!stored) continue;
    last = domain::numberAndSymbol(stored->notice);
    if (first.empty()) first = last;
    ++count;
  }
  context.print({{"campaign", arguments.name},
                 {"approved_by", arguments.officer},
                 {"dispatches", count},
                 {"first_number", first},
                 {"last_number", last}},
                [&] {
                  line(first == last ? say("Approved by {}: {} dispatches, number {}.",
                                           arguments.officer, count, first)
                                     : say("Approved by {}: {} dispatches, numbers {} to {}.",
                                           arguments.officer, count, first, last));
                  line(say("Next: `thongbao campaign send {}`.", arguments.name));
                });
}

void cancel(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  campaign::findCampaign(*store, arguments.name);
  store->cancel(arguments.name, arguments.reason);
  context.print({{"campaign", arguments.name}, {"state", "cancelled"}}, [&] {
    line(say("The campaign “{}” is cancelled; what was sent stays in the register.",
             arguments.name));
  });
}

CLI::App* addNamed(CLI::App& command, const char* verb, const char* description,
                   const std::shared_ptr<Arguments>& arguments) {
  auto* sub = command.add_subcommand(verb, tr(description));
  sub->add_option("NAME", arguments->name, tr("Name of the campaign"))->required();
  return sub;
}

}  // namespace

void addCampaign(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("campaign", tr("Write to many: plan, approve, send"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();

  auto* creating = addNamed(*command, "new", base::mark("Make a campaign"), arguments);
  creating->add_option("--template", arguments->templateName, tr("What is sent"))->required();
  creating->add_option("--channel", arguments->channels, tr("mail, print, or both"))
      ->required()
      ->delimiter(',');
  creating->add_option("--step", arguments->step, tr("1 for the first letter, 2 for a reminder …"))
      ->check(CLI::Range(1, 99));
  addFilter(*creating, arguments->filter);
  creating->callback([&context, arguments] { create(context, *arguments); });

  command->add_subcommand("list", tr("List the campaigns"))->callback([&context] {
    list(context);
  });
  auto* planning = addNamed(
      *command, "plan", base::mark("Decide who gets it, and who is skipped and why"), arguments);
  planning->add_option("--date", arguments->date, tr("Date of the documents (default: today)"));
  planning->callback([&context, arguments] { plan(context, *arguments); });

  auto* approving =
      addNamed(*command, "approve", base::mark("Give the numbers and freeze the texts"), arguments);
  approving->add_option("--by", arguments->officer, tr("The officer who answers for it"))
      ->required();
  approving->callback([&context, arguments] { approve(context, *arguments); });

  addSending(*command, context);
  addSteering(*command, context);

  auto* cancelling =
      addNamed(*command, "cancel", base::mark("Stop what was not sent yet"), arguments);
  cancelling->add_option("--reason", arguments->reason, tr("Why; kept in the register"))
      ->required();
  cancelling->callback([&context, arguments] { cancel(context, *arguments); });
}

}  // namespace thongbao::cli
