#include <fmt/format.h>
#include <CLI/App.hpp>
#include <cstdio>
#include <map>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/terminal.h"
#include "domain/area.h"
#include "intake/csv_cell.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;
using domain::Seller;

struct Arguments {
  FilterArguments filter;
  std::string format = "table";
  std::int64_t id = 0, other = 0;
  std::string reason;
};

struct Column {
  const char* heading;
  std::string Seller::*field;
};
constexpr Column kColumns[] = {
    {base::mark("Name"), &Seller::name},        {base::mark("Legal name"), &Seller::legalName},
    {base::mark("Phone"), &Seller::phone},      {base::mark("E-mail"), &Seller::email},
    {base::mark("Tax code"), &Seller::taxCode}, {base::mark("Area"), &Seller::province},
    {base::mark("Address"), &Seller::address},  {base::mark("Link"), &Seller::url},
    {base::mark("Status"), &Seller::status},
};

base::Json toJson(const registry::SellerView& view) {
  base::Json json = domain::toJson(view.seller);
  json["id"] = view.id;
  json["party"] = view.partyId;
  json["first_seen"] = view.firstSeen;
  json["last_seen"] = view.lastSeen;
  return json;
}

std::string shownValue(const registry::SellerView& view, std::string Seller::*field) {
  const std::string& value = view.seller.*field;
  if (field != &Seller::province) return value;
  const domain::Province* province = domain::findProvince(value);
  return province ? province->name : value;
}

std::vector<std::string> rowOf(const registry::SellerView& view, std::size_t columns) {
  std::vector<std::string> row{std::to_string(view.id), std::to_string(view.partyId),
                               domain::platformName(view.seller.key.platform),
                               view.seller.key.accountId};
  for (std::size_t i = 0; i < columns; ++i) row.push_back(shownValue(view, kColumns[i].field));
  return row;
}

std::vector<std::string> headings(std::size_t columns) {
  std::vector<std::string> names{tr("Id"), tr("Party"), tr("Platform"), tr("Account")};
  for (std::size_t i = 0; i < columns; ++i) names.push_back(tr(kColumns[i].heading));
  return names;
}

void printCsv(const std::vector<std::vector<std::string>>& rows) {
  std::string text = "\xEF\xBB\xBF";
  for (const auto& row : rows) text += intake::csvLine(row);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void list(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const auto views = store->sellers(filterOf(arguments.filter, *store));
  base::Json all = base::Json::array();
  for (const auto& view : views) all.push_back(toJson(view));
  if (arguments.format == "json") context.json = true;
  context.print(all, [&] {
    const bool csv = arguments.format == "csv";
    const std::size_t columns = csv ? std::size(kColumns) : 6;
    std::vector<std::vector<std::string>> rows;
    if (csv) rows.push_back(headings(columns));
    for (const auto& view : views) rows.push_back(rowOf(view, columns));
    if (csv) return printCsv(rows);
    table(headings(columns), rows, 28);
    line(say("{} accounts", views.size()));
  });
}

/// Why an account belongs to its party, in the officer's words.
std::string shownReason(const std::string& reason) {
  static const std::map<std::string, const char*> words{
      {"tax_code", base::mark("equal tax code")},
      {"identity_number", base::mark("equal identity number")},
      {"phone", base::mark("equal phone")},
      {"email", base::mark("equal e-mail")},
      {"officer", base::mark("an officer's word")}};
  const auto found = words.find(reason);
  return found == words.end() ? reason : tr(found->second);
}

void showParty(const domain::Party& party) {
  line(say("Party {}: {} accounts", party.id, party.accounts.size()));
  for (const Seller& account : party.accounts)
    line("  " + domain::platformName(account.key.platform) + "  " + account.key.accountId + "  " +
         account.name);
  for (const auto& link : party.links)
    line(
        say("  linked: account {} by {}: {}", link.sellerId, shownReason(link.reason), link.value));
}

void show(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const auto view = store->seller(arguments.id);
  if (!view)
    throw base::Error(base::Code::notFound, say("There is no seller with id {}.", arguments.id), {},
                      tr("`thongbao sellers list` shows the ids."));
  const auto evidence = store->evidence(arguments.id);
  const auto sent = store->sentTo(view->partyId);
  const auto party = store->party(view->partyId);
  base::Json json = toJson(*view);
  json["evidence"] = base::Json::array();
  for (const auto& seen : evidence)
    json["evidence"].push_back({{"pull", seen.pull},
                                {"source", seen.sourceName},
                                {"source_sha256", seen.sourceSha256},
                                {"row", seen.row},
                                {"seen_at", seen.seenAt}});
  json["sent"] = base::Json::array();
  for (const auto& one : sent)
    json["sent"].push_back({{"campaign", one.campaign},
                            {"template", one.templateName},
                            {"number", one.number},
                            {"channel", domain::toString(one.dispatch.channel)},
                            {"state", domain::toString(one.dispatch.state)},
                            {"reply", one.dispatch.reply},
                            {"at", one.at}});
  context.print(json, [&] {
    for (const auto& column : kColumns)
      if (const std::string value = shownValue(*view, column.field); !value.empty())
        line(tr(column.heading) + ": " + value);
    for (const auto& listing : view->seller.listings)
      line(say("Listing: {} {} {}", listing.title, listing.price, listing.url));
    for (const std::string& warning : view->seller.warnings) line(say("Note: {}", warning));
    if (party) showParty(*party);
    for (const auto& seen : evidence) line(say("Seen in {}, row {}", seen.sourceName, seen.row));
    for (const auto& one : sent)
      line(say("Sent: {} in campaign {} by {}: {} {}", one.number, one.campaign,
               domain::shown(one.dispatch.channel), domain::shown(one.dispatch.state),
               one.dispatch.reply));
  });
}

void relink(Context& context, const Arguments& arguments, bool together) {
  const auto store = context.store();
  if (together)
    store->link(arguments.id, arguments.other, arguments.reason);
  else
    store->unlink(arguments.id, arguments.other, arguments.reason);
  const auto first = store->seller(arguments.id), second = store->seller(arguments.other);
  context.print({{"party_a", first->partyId}, {"party_b", second->partyId}}, [&] {
    line(together ? say("Accounts {} and {} are one party now.", arguments.id, arguments.other)
                  : say("Accounts {} and {} are two parties now.", arguments.id, arguments.other));
  });
}

void addRelink(CLI::App& command, Context& context, const std::shared_ptr<Arguments>& arguments,
               const char* name, const char* description, bool together) {
  auto* sub = command.add_subcommand(name, tr(description));
  sub->add_option("A", arguments->id, tr("Id of an account"))->required();
  sub->add_option("B", arguments->other, tr("Id of another account"))->required();
  sub->add_option("--reason", arguments->reason, tr("Why; kept in the register"))->required();
  sub->callback([&context, arguments, together] { relink(context, *arguments, together); });
}

}  // namespace

void addSellers(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("sellers", tr("The accounts in the register"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  auto* listing = command->add_subcommand("list", tr("List accounts"));
  addFilter(*listing, arguments->filter);
  listing->add_option("--format", arguments->format, tr("table (default), csv or json"))
      ->check(CLI::IsMember({"table", "csv", "json"}));
  listing->callback([&context, arguments] { list(context, *arguments); });
  auto* showing = command->add_subcommand("show", tr("Everything known of one account"));
  showing->add_option("ID", arguments->id, tr("Id, as `sellers list` shows it"))->required();
  showing->callback([&context, arguments] { show(context, *arguments); });
  addSellersSuggest(*command, context);
  addRelink(*command, context, arguments, "link",
            base::mark("Say that two accounts belong to one party"), true);
  addRelink(*command, context, arguments, "unlink",
            base::mark("Say that two accounts belong to different parties"), false);
}

}  // namespace thongbao::cli
