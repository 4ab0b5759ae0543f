#include "cli/sellers_show.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "cli/link_words.h"
#include "cli/seller_columns.h"
#include "cli/terminal.h"
#include "pull/kept_list.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;
using registry::Evidence;
using registry::SellerView;

/// The list's own row behind a piece of evidence.
struct OwnRow {
  pull::NamedCells cells;
  std::optional<Error> failure;  ///< why it cannot be shown
};

struct Story {
  SellerView account;
  std::vector<SellerView> party;
  std::vector<domain::PartyLink> links;
  std::vector<registry::SharedKey> sharedKeys;
  std::vector<Evidence> evidence;
  std::vector<OwnRow> rows;  ///< one for each evidence, or none when they were not asked for
  std::vector<registry::Sent> sent;
};

/// Each kept list is read once, however many of its rows are asked for.
std::vector<OwnRow> rowsOf(const std::vector<Evidence>& evidence,
                           const std::filesystem::path& documents) {
  std::vector<OwnRow> rows;
  for (auto first = evidence.begin(); first != evidence.end();) {
    const auto behind = std::find_if(first, evidence.end(),
                                     [&](const Evidence& one) { return one.pull != first->pull; });
    try {
      for (auto& cells : pull::rowsOf(std::span(first, behind), documents))
        rows.push_back({std::move(cells), {}});
    } catch (const Error& failure) {
      rows.resize(rows.size() + static_cast<std::size_t>(behind - first), {{}, failure});
    }
    first = behind;
  }
  return rows;
}

Story storyOf(const Context& context, registry::Register& store, std::int64_t id, bool withRows) {
  auto account = store.seller(id);
  if (!account)
    throw Error(Code::notFound, say("There is no seller with id {}.", id), {},
                tr("`thongbao sellers list` shows the ids."));
  Story story;
  story.account = std::move(*account);
  story.party = store.accountsOfParty(story.account.partyId);
  if (auto party = store.party(story.account.partyId)) story.links = std::move(party->links);
  story.sharedKeys = store.sharedKeys(id);
  story.evidence = store.evidence(id);
  if (withRows) story.rows = rowsOf(story.evidence, context.place().documents());
  story.sent = store.sentTo(story.account.partyId);
  return story;
}

// --- For programs --------------------------------------------------------------------------------

Json cellsOf(const OwnRow& row) {
  Json cells = Json::array();
  for (const auto& [heading, text] : row.cells)
    cells.push_back({{"heading", heading}, {"text", text}});
  return cells;
}

Json evidenceOf(const Story& story) {
  Json all = Json::array();
  for (std::size_t i = 0; i < story.evidence.size(); ++i) {
    const Evidence& seen = story.evidence[i];
    all.push_back({{"pull", seen.pull},
                   {"platform", seen.platform},
                   {"source", seen.sourceName},
                   {"source_sha256", seen.sourceSha256},
                   {"officer", seen.officer},
                   {"row", seen.row},
                   {"seen_at", seen.seenAt}});
    if (i >= story.rows.size()) continue;
    all.back()["cells"] = cellsOf(story.rows[i]);
    if (const auto& failure = story.rows[i].failure)
      all.back()["failure"] = base::describe(*failure);
  }
  return all;
}

Json jsonOf(const Story& story) {
  Json json = toJson(story.account);
  for (const char* list : {"accounts", "links", "shared_keys", "sent"}) json[list] = Json::array();
  for (const SellerView& one : story.party)
    json["accounts"].push_back({{"id", one.id},
                                {"platform", one.seller.key.platform},
                                {"account_id", one.seller.key.accountId},
                                {"name", one.seller.name}});
  for (const auto& link : story.links)
    json["links"].push_back({{"id", link.sellerId},
                             {"other", link.otherId},
                             {"reason", link.reason},
                             {"value", link.value}});
  for (const auto& key : story.sharedKeys)
    json["shared_keys"].push_back({{"kind", key.kind}, {"value", key.value}});
  json["evidence"] = evidenceOf(story);
  for (const auto& one : story.sent)
    json["sent"].push_back({{"campaign", one.campaign},
                            {"template", one.templateName},
                            {"number", one.number},
                            {"channel", domain::toString(one.dispatch.channel)},
                            {"state", domain::toString(one.dispatch.state)},
                            {"reply", one.dispatch.reply},
                            {"at", one.at}});
  return json;
}

// --- For officers --------------------------------------------------------------------------------

std::string nameOf(const SellerView& view) {
  return fmt::format("{}  {}  {}  {}", view.id, domain::platformName(view.seller.key.platform),
                     shownAccount(view), view.seller.name);
}

void showWhoItIs(const SellerView& view) {
  line(nameOf(view));
  line(say("Seen from {} to {}", base::shownDay(view.firstSeen), base::shownDay(view.lastSeen)));
  for (const auto& column : sellerColumns())
    if (const std::string value = shownValue(view, column.field); !value.empty())
      line(tr(column.heading) + ": " + value);
  for (const auto& listing : view.seller.listings)
    line(say("Listing: {} {} {}", listing.title, listing.price, listing.url));
  for (const auto& [heading, text] : view.seller.extra) line(heading + ": " + text);
}

void showParty(const Story& story) {
  line(say("Party {}: {} accounts", story.account.partyId, story.party.size()));
  for (const SellerView& one : story.party) {
    line("  " + nameOf(one));
    for (const auto& link : story.links)
      if (link.sellerId == one.id)
        line(say("    linked with account {}: {} {}", link.otherId, shownReason(link.reason),
                 link.value.empty() ? tr("(erased)") : link.value));
  }
  for (const auto& key : story.sharedKeys) line(sentenceOf(key));
}

void showRow(const OwnRow& row) {
  for (const auto& [heading, text] : row.cells) line("    " + heading + ": " + text);
  if (row.failure) line("    " + base::describe(*row.failure));
}

void showEvidence(const Story& story) {
  for (std::size_t i = 0; i < story.evidence.size(); ++i) {
    const Evidence& seen = story.evidence[i];
    const std::string day = base::shownDay(seen.seenAt);
    line(seen.officer.empty() ? say("Seen on {} in {}, row {}", day, seen.sourceName, seen.row)
                              : say("Seen on {} in {}, row {}, brought by {}", day, seen.sourceName,
                                    seen.row, seen.officer));
    if (i < story.rows.size()) showRow(story.rows[i]);
  }
}

void showSent(const Story& story) {
  if (story.sent.empty()) line(tr("Nothing was sent to this party yet."));
  for (const auto& one : story.sent)
    line(say("Sent: {} in campaign {} by {}: {} {}", one.number, one.campaign,
             domain::shown(one.dispatch.channel), domain::shown(one.dispatch.state),
             one.dispatch.reply) +
         (one.at.empty() ? "" : " (" + base::shownDay(one.at) + ")"));
}

struct Arguments {
  std::int64_t id = 0;
  bool rows = false;
};

void show(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const Story story = storyOf(context, *store, arguments.id, arguments.rows);
  context.print(jsonOf(story), [&] {
    showWhoItIs(story.account);
    showParty(story);
    for (const std::string& warning : story.account.seller.warnings) line(say("Note: {}", warning));
    showEvidence(story);
    showSent(story);
  });
  for (const OwnRow& row : story.rows)
    if (row.failure && row.failure->code() == Code::integrity)
      context.exitCode = static_cast<int>(Code::integrity);
}

}  // namespace

void addSellersShow(CLI::App& sellersCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = sellersCommand.add_subcommand("show", tr("Everything known of one account"));
  command->add_option("ID", arguments->id, tr("Id, as `sellers list` shows it"))->required();
  command->add_flag("--rows", arguments->rows, tr("Show the kept lists' own rows too"));
  command->callback([&context, arguments] { show(context, *arguments); });
}

}  // namespace thongbao::cli
