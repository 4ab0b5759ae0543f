#include "register/replay.h"

#include <algorithm>
#include <stdexcept>

#include "base/hash.h"
#include "register/areas.h"
#include "register/campaigns.h"
#include "register/chain.h"
#include "register/replay_states.h"

namespace thongbao::registry {

using base::Json;
using soci::into;
using soci::use;

namespace {

/// Between the columns of a row: no text that the register keeps holds this control character.
constexpr char kSeparator = '\x1f';

struct View {
  const char* key;  ///< SQL
  std::vector<std::string> columns;
  bool mayMiss = false;  ///< rows are forgotten when they are no longer true
};

const std::map<std::string, View>& views() {
  static const std::map<std::string, View> all{
      {"migrations", {"version", {"applied_at"}}},
      {"pulls",
       {"id",
        {"platform", "plugin_version", "source_name", "source_sha256", "reading", "begun_sequence",
         "state"}}},
      {"party_links",
       {"sequence || ' ' || seller_id || ' ' || other_id || ' ' || reason", {}, true}},
      {"unlinks", {"sequence", {"seller_a", "seller_b"}}},
      {"campaigns",
       {"name",
        {"template", "step", "channels", "platform", "province", "commune", "state",
         "document_date", "created_sequence", "approved_sequence", "resumed_sequence"}}},
      {"numbers", {"symbol || ' ' || year", {"last_number"}}},
      {"notices", {"sequence", {"hash", "campaign", "party_id", "number", "year", "symbol"}}},
      {"dispatches",
       {"id",
        {"campaign", "step", "party_id", "channel", "notice_sequence", "approved_sequence",
         "last_sequence", "reply_sequence", "state", "attempts", "again", "message"}}},
      {"received", {"mail", {"sequence"}}},
  };
  return all;
}

/// A payload's text or whole number as the views show it.
std::string text(const Json& payload, const char* key) {
  const Json& value = payload.at(key);
  return value.is_string() ? value.get<std::string>() : std::to_string(value.get<std::int64_t>());
}

struct Act {
  const Entry& entry;
  const Json& payload;
  const Sealed& sealed;
  std::string sequence() const { return std::to_string(entry.sequence); }
  std::string operator[](const char* key) const { return text(payload, key); }
};

void migrated(Replay& replay, const Act& act) {
  replay.make("migrations", act["version"], {act.entry.time});
}

void pullBegun(Replay& replay, const Act& act) {
  replay.make("pulls", act["pull"],
              {act["platform"], act["plugin_version"], act["source"], act["source_sha256"],
               base::canonicalJson(act.payload.at("reading")), act.sequence(), "begun"});
}

void pullEnded(Replay& replay, const Act& act) {
  replay.set("pulls", act["pull"], "state", act["state"]);
}

void sellersKept(Replay& replay, const Act& act) {
  replay.sellers.kept(replay.get("pulls", act["pull"], "platform"));
}

void partyLinked(Replay& replay, const Act& act) {
  for (const Json& link : act.payload.at("links")) {
    replay.sellers.join(link.at("seller"), link.at("other"), act.entry.sequence);
    for (const Json& reason : link.at("reasons"))
      replay.make("party_links",
                  act.sequence() + ' ' + text(link, "seller") + ' ' + text(link, "other") + ' ' +
                      reason.get<std::string>(),
                  {});
  }
  if (act.payload.contains("lifted"))
    for (const Json& sequence : act.payload.at("lifted")) replay.remove("unlinks", sequence.dump());
}

void partyUnlinked(Replay& replay, const Act& act) {
  // Nobody moves when an officer keeps two parties apart.
  const auto moved = act.payload.at("moved").get<std::vector<std::int64_t>>();
  if (!moved.empty()) replay.sellers.separate(act.payload.at("from"), moved, act.entry.sequence);
  if (act.payload.contains("apart"))
    replay.make("unlinks", act.sequence(),
                {act.payload.at("apart").at(0).dump(), act.payload.at("apart").at(1).dump()});
}

void areaImported(Replay& replay, const Act& act) {
  replay.communes = {act["digest"], act.entry.sequence};
}

/// What follows from it is told by entries of its own.
void keyShared(Replay&, const Act&) {}

void campaignCreated(Replay& replay, const Act& act) {
  replay.make("campaigns", act["campaign"],
              {act["template"], act["step"], act["channels"], act["platform"], act["province"],
               act["commune"], "created", "", act.sequence(), "0", "0"});
}

void campaignChanged(Replay& replay, const Act& act) {
  const auto from = campaignStateFrom(replay.get("campaigns", act["campaign"], "state"));
  replay.set("campaigns", act["campaign"], "state",
             toString(changed(act.entry.kind, from.value())));
}

void campaignPlanned(Replay& replay, const Act& act) {
  campaignChanged(replay, act);
  replay.set("campaigns", act["campaign"], "document_date", act["document_date"]);
  replay.plans[act["campaign"]] = act["plan"];
}

void campaignApproved(Replay& replay, const Act& act) {
  campaignChanged(replay, act);
  replay.set("campaigns", act["campaign"], "approved_sequence", act.sequence());
}

void campaignResumed(Replay& replay, const Act& act) {
  campaignChanged(replay, act);
  replay.set("campaigns", act["campaign"], "resumed_sequence", act.sequence());
}

void campaignQueued(Replay& replay, const Act& act) {
  campaignChanged(replay, act);
  std::int64_t queued = 0;
  for (std::int64_t id = 1; replay.has("dispatches", std::to_string(id)); ++id) {
    const std::string key = std::to_string(id);
    if (replay.get("dispatches", key, "campaign") != act["campaign"] ||
        replay.get("dispatches", key, "state") != "approved")
      continue;
    replay.set("dispatches", key, "state", "queued");
    replay.set("dispatches", key, "last_sequence", act.sequence());
    ++queued;
  }
  if (queued != act.payload.at("dispatches")) throw std::invalid_argument("another number");
}

void noticeIssued(Replay& replay, const Act& act) {
  campaignChanged(replay, act);
  replay.make(
      "notices", act.sequence(),
      {act["notice"], act["campaign"], act["party"], act["number"], act["year"], act["symbol"]});
  replay.make("numbers", act["symbol"] + ' ' + act["year"], {act["number"]});
}

void dispatchApproved(Replay& replay, const Act& act) {
  campaignChanged(replay, act);
  if (act["state"] != "approved" || replay.has("dispatches", act["dispatch"]) ||
      !replay.has("notices", act["notice_sequence"]))
    throw std::invalid_argument("not a new dispatch of a notice");
  replay.make("dispatches", act["dispatch"],
              {act["campaign"], act["step"], act["party"], act["channel"], act["notice_sequence"],
               act.sequence(), act.sequence(), "0", act["state"], "0", "", ""});
}

void mailReceived(Replay& replay, const Act& act) {
  if (replay.has("received", act["mail"])) throw std::invalid_argument("received before");
  replay.make("received", act["mail"], {act.sequence()});
}

void dispatchChanged(Replay& replay, const Act& act) {
  const std::string id = act["dispatch"];
  const auto from = domain::dispatchStateFrom(replay.get("dispatches", id, "state"));
  replay.set("dispatches", id, "state",
             domain::toString(changed(act.entry.kind, from.value(), act["state"])));
  replay.set("dispatches", id, "last_sequence", act.sequence());
  if (act.sealed.contains("reply")) replay.set("dispatches", id, "reply_sequence", act.sequence());
  if (act.payload.contains("mail")) mailReceived(replay, act);
}

void dispatchBegun(Replay& replay, const Act& act) {
  dispatchChanged(replay, act);
  const std::string id = act["dispatch"];
  replay.set("dispatches", id, "message", act["message"]);
  replay.set("dispatches", id, "attempts",
             std::to_string(std::stoi(replay.get("dispatches", id, "attempts")) + 1));
}

void dispatchDeferred(Replay& replay, const Act& act) {
  dispatchChanged(replay, act);
  replay.set("dispatches", act["dispatch"], "again", act["again"]);
}

/// Says nothing about the views.
void nothing(Replay&, const Act&) {}

using Function = void (*)(Replay&, const Act&);

const std::map<std::string, Function>& functions() {
  static const std::map<std::string, Function> all{
      {"register.migrated", migrated},
      {"pull.begun", pullBegun},
      {"pull.ended", pullEnded},
      {"sellers.kept", sellersKept},
      {"party.linked", partyLinked},
      {"party.unlinked", partyUnlinked},
      {"key.shared", keyShared},
      {"area.imported", areaImported},
      {"campaign.created", campaignCreated},
      {"campaign.planned", campaignPlanned},
      {"campaign.approved", campaignApproved},
      {"campaign.queued", campaignQueued},
      {"campaign.paused", campaignChanged},
      {"campaign.resumed", campaignResumed},
      {"campaign.finished", campaignChanged},
      {"campaign.cancelled", campaignChanged},
      {"notice.issued", noticeIssued},
      {"dispatch.approved", dispatchApproved},
      {"dispatch.begun", dispatchBegun},
      {"dispatch.accepted", dispatchChanged},
      {"dispatch.deferred", dispatchDeferred},
      {"dispatch.refused", dispatchChanged},
      {"dispatch.unknown", dispatchChanged},
      {"dispatch.resolved", dispatchChanged},
      {"dispatch.cancelled", dispatchChanged},
      {"dispatch.delivered", dispatchChanged},
      {"dispatch.bounced", dispatchChanged},
      {"dispatch.answered", dispatchChanged},
      {"dispatch.acknowledged", dispatchChanged},
      {"mail.received", mailReceived},
      {"register.sealed", nothing},
      {"register.restored", nothing},
      {"party.erased", nothing},
  };
  return all;
}

std::size_t columnOf(const std::string& table, const std::string& column) {
  const auto& columns = views().at(table).columns;
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) -
                                  columns.begin());
}

}  // namespace

void Replay::enter(const Entry& entry, const Json& payload, const Sealed& sealed) {
  sequence_ = entry.sequence;
  functions().at(entry.kind)(*this, {entry, payload, sealed});
}

void Replay::make(const std::string& table, const std::string& key,
                  std::initializer_list<std::string> values) {
  tables_[table][key] = {values, sequence_};
}

void Replay::set(const std::string& table, const std::string& key, const std::string& column,
                 const std::string& value) {
  Row& row = tables_[table].at(key);
  row.values.at(columnOf(table, column)) = value;
  row.sequence = sequence_;
}

const std::string& Replay::get(const std::string& table, const std::string& key,
                               const std::string& column) const {
  return tables_.at(table).at(key).values.at(columnOf(table, column));
}

void Replay::remove(const std::string& table, const std::string& key) {
  tables_[table].erase(key);
}

bool Replay::has(const std::string& table, const std::string& key) const {
  const auto rows = tables_.find(table);
  return rows != tables_.end() && rows->second.contains(key);
}

void Replay::compareTable(Database& database, const std::string& table, const Rows& expected,
                          std::vector<Mismatch>& found) const {
  const View& view = views().at(table);
  std::string columns = "''";
  for (const std::string& column : view.columns)
    columns += " || " + column + " || '" + kSeparator + "'";
  std::string key, values;
  std::size_t met = 0;
  soci::statement select = (database.sql().prepare << "SELECT '' || " << view.key << ", " << columns
                                                   << " FROM " << table,
                            into(key), into(values));
  std::unordered_map<std::string, bool> seen;
  select.execute();
  while (select.fetch()) {
    const auto row = expected.find(key);
    if (row == expected.end()) {
      found.push_back({table, 0});
      continue;
    }
    std::string wanted;
    for (const std::string& value : row->second.values) wanted += value + kSeparator;
    if (values != wanted) found.push_back({table, row->second.sequence});
    ++met;
    seen[key] = true;
  }
  if (view.mayMiss || met == expected.size()) return;
  for (const auto& [missing, row] : expected)
    if (!seen.contains(missing)) found.push_back({table, row.sequence});
}

void Replay::comparePlans(Database& database, std::vector<Mismatch>& found) const {
  for (const auto& [campaign, digest] : plans) {
    std::string salt, content;
    std::int64_t position = 0;
    base::Sha256 all;
    soci::statement select =
        (database.sql().prepare << "SELECT position, salt, content FROM plan WHERE "
                                   "campaign = :campaign ORDER BY position",
         use(campaign), into(position), into(salt), into(content));
    select.execute();
    while (select.fetch())
      all.add(planLine(position, salt.empty() ? content : digestOf(salt, content)));
    if (all.finish() != digest)
      found.push_back({"plan", tables_.at("campaigns").at(campaign).sequence});
  }
}

void Replay::compareCommunes(Database& database, std::vector<Mismatch>& found) const {
  const std::string wanted = communes.sequence ? communes.digest : base::sha256("");
  if (digestOfCommunes(database) != wanted) found.push_back({"communes", communes.sequence});
}

std::optional<Mismatch> Replay::compare(Database& database) const {
  std::vector<Mismatch> found;
  for (const auto& [table, view] : views()) {
    const auto rows = tables_.find(table);
    compareTable(database, table, rows == tables_.end() ? Rows{} : rows->second, found);
  }
  sellers.compare(database, found);
  comparePlans(database, found);
  compareCommunes(database, found);
  if (found.empty()) return std::nullopt;
  // A row that no entry made comes last: the others tell more.
  return *std::min_element(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return static_cast<std::uint64_t>(a.sequence - 1) < static_cast<std::uint64_t>(b.sequence - 1);
  });
}

}  // namespace thongbao::registry
