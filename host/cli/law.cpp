#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "law/catalogue.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;

struct Arguments {
  std::string subject;
  std::string on;
};

std::string stateOf(const law::Instrument& instrument, base::Date on) {
  if (law::isInForce(instrument, on)) return tr("in force");
  return on < instrument.inForceFrom ? tr("not yet in force") : tr("no longer in force");
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

base::Json toJson(const law::Instrument& instrument, base::Date on) {
  base::Json amendments = base::Json::array();
  for (const auto& amendment : instrument.amendments)
    amendments.push_back(
        {{"by", amendment.by}, {"in_force_from", base::toIso(amendment.inForceFrom)}});
  return {{"number", instrument.number},
          {"kind", instrument.kind},
          {"title", instrument.title},
          {"issuer", instrument.issuer},
          {"issued", base::toIso(instrument.issued)},
          {"in_force_from", base::toIso(instrument.inForceFrom)},
          {"in_force_until",
           instrument.inForceUntil ? base::Json(base::toIso(*instrument.inForceUntil)) : nullptr},
          {"replaced_by", instrument.replacedBy},
          {"amendments", amendments},
          {"in_force", law::isInForce(instrument, on)},
          {"source", instrument.source},
          {"last_checked", base::toIso(instrument.lastChecked)}};
}

void list(Context& context, const Arguments& arguments) {
  const law::Catalogue catalogue = context.catalogue();
  const base::Date on = context.dateOr(arguments.on);
  base::Json all = base::Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const law::Instrument& instrument : catalogue.instruments()) {
    if (!arguments.on.empty() && !law::isInForce(instrument, on)) continue;
    all.push_back(toJson(instrument, on));
    rows.push_back({instrument.number, base::toVietnamese(instrument.inForceFrom),
                    stateOf(instrument, on), joined(instrument.replacedBy),
                    instrument.kind + " " + instrument.title});
  }
  context.print(all, [&] {
    table({tr("Number"), tr("In force from"), tr("State"), tr("Replaced by"), tr("Title")}, rows,
          60);
  });
}

void show(Context& context, const Arguments& arguments) {
  const law::Catalogue catalogue = context.catalogue();
  const base::Date on = context.dateOr(arguments.on);
  const law::Instrument* found = catalogue.find(arguments.subject);
  if (!found)
    throw base::Error(base::Code::notFound,
                      say("The catalogue has no instrument “{}”.", arguments.subject), {},
                      tr("`thongbao law list` shows all."));
  context.print(toJson(*found, on), [&] {
    line(law::legalBasis(*found));
    line(say("State on {}: {}", base::toVietnamese(on), stateOf(*found, on)));
    line(say("In force from: {}", base::toVietnamese(found->inForceFrom)));
    if (found->inForceUntil)
      line(say("In force until: {}", base::toVietnamese(*found->inForceUntil)));
    if (!found->replacedBy.empty()) line(say("Replaced by: {}", joined(found->replacedBy)));
    for (const auto& amendment : found->amendments)
      line(say("Amended by {} from {}", amendment.by, base::toVietnamese(amendment.inForceFrom)));
    line(say("Source: {}; last checked {}", found->source, base::toVietnamese(found->lastChecked)));
  });
}

void check(Context& context, const Arguments& arguments) {
  const law::Catalogue catalogue = context.catalogue();
  const base::Date on = context.dateOr(arguments.on);
  const auto names = arguments.subject.empty() ? context.templateNames()
                                               : std::vector<std::string>{arguments.subject};
  base::Json result = base::Json::array();
  bool sound = true;
  for (const std::string& name : names) {
    base::Json sentences = base::Json::array();
    for (const auto& objection : law::check(catalogue, context.findTemplate(name).provisions, on))
      sentences.push_back(objection.sentence);
    sound = sound && sentences.empty();
    result.push_back({{"template", name}, {"objections", sentences}});
  }
  context.print(result, [&] {
    for (const auto& entry : result) {
      line(entry["template"].get<std::string>() + ": " +
           (entry["objections"].empty()
                ? say("all citations are in force on {}", base::toVietnamese(on))
                : say("not to be used on {}", base::toVietnamese(on))));
      for (const auto& sentence : entry["objections"]) line("  " + sentence.get<std::string>());
    }
  });
  if (!sound) context.exitCode = static_cast<int>(base::Code::badInput);
}

}  // namespace

void addLaw(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("law", tr("The dated catalogue of legal instruments"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  const auto withDate = [&arguments](CLI::App* sub) {
    sub->add_option("--on", arguments->on, tr("Day to look at (default: today)"));
  };
  auto* listing = command->add_subcommand("list", tr("List the instruments"));
  withDate(listing);
  listing->callback([&context, arguments] { list(context, *arguments); });
  auto* showing = command->add_subcommand("show", tr("Show one instrument"));
  showing->add_option("ID", arguments->subject, tr("Its number, e.g. 122/2025/QH15"))->required();
  withDate(showing);
  showing->callback([&context, arguments] { show(context, *arguments); });
  auto* checking = command->add_subcommand("check", tr("Check what the templates cite"));
  checking->add_option("TEMPLATE", arguments->subject, tr("One template (default: all)"));
  withDate(checking);
  checking->callback([&context, arguments] { check(context, *arguments); });
}

}  // namespace thongbao::cli
