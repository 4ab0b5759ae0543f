#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/words.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using domain::DispatchState;
using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// More of the other side's words is not kept.
constexpr std::size_t kLongestReply = 1'000;

/// The other side's words in valid UTF-8, on one line; whatever bytes came, the outcome is kept.
std::string kept(const std::string& reply) {
  std::string text;
  std::size_t length = 0;
  for (std::size_t i = 0; i < reply.size() && length < kLongestReply; ++length)
    base::appendUtf8(text, base::nextCodePoint(reply, i));
  return base::cleanLine(text);
}

/// Calls `each` with every dispatch that `where` lets through, its notice's number and symbol, and
/// the time of its last entry; in the order of their ids.
template <class Value, class Each>
void forEachDispatch(Database& database, const std::string& where, const Value& value,
                     const Each& each) {
  domain::Dispatch dispatch;
  std::string channel, state, symbol, at;
  int number = 0;
  soci::statement select =
      (database.sql().prepare
           << "SELECT d.id, d.campaign, d.step, d.party_id, d.channel, COALESCE(a.content, ''), "
              "n.hash, d.state, d.attempts, COALESCE(r.content, ''), n.number, n.symbol, e.time "
              "FROM dispatches d JOIN notices n ON n.sequence = d.notice_sequence "
              "JOIN entries e ON e.sequence = d.last_sequence "
              "LEFT JOIN sealed a ON a.sequence = d.approved_sequence AND a.part = 'address' "
              "LEFT JOIN sealed r ON r.sequence = d.reply_sequence AND r.part = 'reply' WHERE "
           << where << " ORDER BY d.id",
       use(value, "value"), into(dispatch.id), into(dispatch.campaign), into(dispatch.step),
       into(dispatch.partyId), into(channel), into(dispatch.address), into(dispatch.noticeHash),
       into(state), into(dispatch.attempts), into(dispatch.reply), into(number), into(symbol),
       into(at));
  select.execute();
  while (select.fetch()) {
    const auto knownChannel = domain::channelFrom(channel);
    const auto knownState = domain::dispatchStateFrom(state);
    if (!knownChannel || !knownState) failToRead();
    dispatch.channel = *knownChannel;
    dispatch.state = *knownState;
    each(dispatch, number, symbol, at);
  }
}

std::vector<domain::Dispatch> dispatchesWhere(Database& database, const std::string& where,
                                              const auto& value) {
  std::vector<domain::Dispatch> all;
  forEachDispatch(database, where, value,
                  [&](const domain::Dispatch& dispatch, auto&&...) { all.push_back(dispatch); });
  return all;
}

domain::Dispatch requireDispatch(Database& database, std::int64_t id) {
  const auto found = dispatchesWhere(database, "d.id = :value", id);
  if (found.empty())
    throw Error(Code::notFound, say("There is no dispatch {} in the register.", id));
  return found.front();
}

[[noreturn]] void refuseState(const domain::Dispatch& dispatch) {
  throw Error(Code::usage,
              say("The dispatch {} is {}; this cannot be done with it.", dispatch.id,
                  shown(dispatch.state)),
              {}, tr("Look at the campaign with `thongbao campaign status`."));
}

bool isCancelled(Database& database, const std::string& campaign) {
  return requireCampaign(database, campaign).state == CampaignState::cancelled;
}

}  // namespace

void enterDispatch(Database& database, std::int64_t dispatch, const char* word, DispatchState state,
                   base::Json facts, const Sealed& sealed) {
  const std::string stored = domain::toString(state);
  facts["dispatch"] = dispatch;
  facts["state"] = stored;
  const std::int64_t sequence =
      database.append(std::string("dispatch.") + word, std::move(facts), sealed);
  database.sql()
      << "UPDATE dispatches SET state = :state, last_sequence = :sequence WHERE id = :id",
      use(stored), use(sequence), use(dispatch);
  if (sealed.contains("reply"))
    database.sql() << "UPDATE dispatches SET reply_sequence = :sequence WHERE id = :id",
        use(sequence), use(dispatch);
}

void finishIfDone(Database& database, const std::string& campaign) {
  if (requireCampaign(database, campaign).state != CampaignState::approved) return;
  std::int64_t open = 0;
  database.sql() << "SELECT COUNT(*) FROM dispatches WHERE campaign = :campaign AND state NOT IN "
                    "('accepted', 'refused', 'cancelled')",
      use(campaign), into(open);
  if (open > 0) return;
  database.append("campaign.finished", {{"campaign", campaign}});
  setState(database, campaign, CampaignState::finished);
}

std::vector<domain::Dispatch> Register::dispatches(const std::string& campaign) {
  Database& database = store_->database;
  return database.read([&] {
    requireCampaign(database, campaign);
    return dispatchesWhere(database, "d.campaign = :value", campaign);
  });
}

std::optional<domain::Dispatch> Register::takeDispatch(const std::string& campaign,
                                                       base::Instant begun) {
  Database& database = store_->database;
  return database.write([&]() -> std::optional<domain::Dispatch> {
    if (requireCampaign(database, campaign).state != CampaignState::approved) return std::nullopt;
    const std::string since = base::toIso(begun);
    std::int64_t id = 0;
    database.sql() << "SELECT id FROM dispatches WHERE campaign = :campaign AND state IN "
                      "('approved', 'deferred') AND again < :since ORDER BY id LIMIT 1",
        use(campaign), use(since), into(id);
    if (id == 0) return std::nullopt;
    // A clock that went back must not make this one look as if it was not tried.
    const std::string triedAt = std::max(since, database.time());
    database.sql() << "UPDATE dispatches SET attempts = attempts + 1, again = :at WHERE id = :id",
        use(triedAt), use(id);
    enterDispatch(database, id, "begun", DispatchState::sending);
    return requireDispatch(database, id);
  });
}

void Register::settleDispatch(std::int64_t dispatch, DispatchState state, const std::string& reply,
                              const std::string& handedOverSha256,
                              const std::vector<std::string>& boxes) {
  if (state != DispatchState::accepted && state != DispatchState::deferred &&
      state != DispatchState::refused && state != DispatchState::unknown)
    throw Error(Code::defect, tr("This is no outcome of a dispatch."));
  Database& database = store_->database;
  database.write([&] {
    const domain::Dispatch found = requireDispatch(database, dispatch);
    if (found.state != DispatchState::sending) refuseState(found);
    base::Json payload{{"sha256", handedOverSha256}};
    if (!boxes.empty()) payload["boxes"] = boxes;
    enterDispatch(database, dispatch, domain::toString(state).c_str(), state, payload,
                  {{"reply", kept(reply)}});
    if (state == DispatchState::deferred && isCancelled(database, found.campaign))
      enterDispatch(database, dispatch, "cancelled", DispatchState::cancelled);
    finishIfDone(database, found.campaign);
  });
}

std::size_t Register::markAbandoned(const std::string& campaign) {
  Database& database = store_->database;
  return database.write([&] {
    requireCampaign(database, campaign);
    const auto left =
        dispatchesWhere(database, "d.state = 'sending' AND d.campaign = :value", campaign);
    for (const domain::Dispatch& dispatch : left)
      enterDispatch(database, dispatch.id, "unknown", DispatchState::unknown);
    return left.size();
  });
}

void Register::resolve(std::int64_t dispatch, bool wasSent, const std::string& officer) {
  if (base::trim(officer).empty())
    throw Error(Code::usage, tr("The officer who decides is missing."), {},
                tr("Name the officer with `--by`."));
  Database& database = store_->database;
  database.write([&] {
    const domain::Dispatch found = requireDispatch(database, dispatch);
    if (found.state != DispatchState::unknown) refuseState(found);
    const DispatchState notSent =
        isCancelled(database, found.campaign) ? DispatchState::cancelled : DispatchState::approved;
    enterDispatch(database, dispatch, "resolved", wasSent ? DispatchState::accepted : notSent,
                  base::Json::object(), {{"officer", officer}});
    finishIfDone(database, found.campaign);
  });
}

std::vector<Sent> Register::sentTo(std::int64_t partyId) {
  Database& database = store_->database;
  return database.read([&] {
    std::vector<Sent> all;
    forEachDispatch(
        database, "d.party_id IN (SELECT id FROM sellers WHERE party_id = :value)", partyId,
        [&](const domain::Dispatch& dispatch, int number, const std::string& symbol,
            const std::string& at) {
          domain::Notice notice;
          notice.number = number;
          notice.agency.symbol = symbol;
          all.push_back({dispatch.campaign, {}, dispatch, domain::numberAndSymbol(notice), at});
        });
    for (Sent& sent : all)
      sent.templateName = requireCampaign(database, sent.campaign).spec.templateName;
    return all;
  });
}

}  // namespace thongbao::registry
