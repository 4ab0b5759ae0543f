#include <fmt/format.h>

#include <limits>

#include "base/text.h"
#include "base/words.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using domain::DispatchState;
using soci::into;
using soci::use;

namespace {

constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();

/// Calls `each` with every dispatch that `where` lets through, its notice's number and symbol, and
/// the time of its last entry; in the order of their ids, the first `most` of them.
template <class Value, class Each>
void forEachDispatch(Database& database, const std::string& where, const Value& value,
                     const Each& each, std::uint32_t most = kAll) {
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
           << where << " ORDER BY d.id LIMIT " << most,
       use(value, "value"), into(dispatch.id), into(dispatch.campaign), into(dispatch.step),
       into(dispatch.partyId), into(channel), into(dispatch.address), into(dispatch.noticeHash),
       into(state), into(dispatch.attempts), into(dispatch.reply), into(number), into(symbol),
       into(at));
  select.execute();
  while (select.fetch()) {
    dispatch.channel = readChannel(channel);
    dispatch.state = readDispatchState(state);
    each(dispatch, number, symbol, at);
  }
}

/// SQL: the dispatches of the campaign `:value` in these states; none: in any.
std::string ofCampaign(const std::vector<DispatchState>& states) {
  std::string words;
  for (const DispatchState state : states)
    words += (words.empty() ? "'" : ", '") + domain::toString(state) + "'";
  return "d.campaign = :value" + (words.empty() ? words : " AND d.state IN (" + words + ")");
}

}  // namespace

void requireOfficer(const std::string& officer) {
  if (base::trim(officer).empty())
    throw base::Error(base::Code::usage, base::tr("The officer who decides is missing."), {},
                      base::tr("Name the officer with `--by`."));
}

domain::Channel readChannel(const std::string& word) {
  const auto known = domain::channelFrom(word);
  if (!known) failToRead();
  return *known;
}

DispatchState readDispatchState(const std::string& word) {
  const auto known = domain::dispatchStateFrom(word);
  if (!known) failToRead();
  return *known;
}

CampaignState stateOf(Database& database, const std::string& campaign) {
  std::string word;
  database.sql() << "SELECT state FROM campaigns WHERE name = :name", use(campaign), into(word);
  const auto state = campaignStateFrom(word);
  if (!state) return requireCampaign(database, campaign).state;
  return *state;
}

std::uint64_t changeEach(Database& database, const std::string& campaign,
                         const std::vector<DispatchState>& states,
                         const std::function<void(std::int64_t)>& change) {
  constexpr std::size_t kAtOnce = 1'000;
  std::uint64_t changed = 0;
  std::string word;
  std::vector<std::int64_t> ids(kAtOnce);
  std::int64_t after = 0;
  soci::statement select =
      (database.sql().prepare << "SELECT id FROM dispatches WHERE campaign = :campaign AND state = "
                                 ":state AND id > :after ORDER BY id LIMIT "
                              << kAtOnce,
       use(campaign), use(word), use(after), into(ids));
  for (const DispatchState state : states) {
    word = domain::toString(state);
    after = 0;
    for (ids.resize(kAtOnce); select.execute(true); ids.resize(kAtOnce)) {
      for (const std::int64_t id : ids) change(id);
      changed += ids.size();
      after = ids.back();
    }
  }
  return changed;
}

void finishIfDone(Database& database, const std::string& campaign) {
  if (stateOf(database, campaign) != CampaignState::approved) return;
  std::int64_t open = 0;
  database.sql()
      << "SELECT EXISTS (SELECT 1 FROM dispatches WHERE campaign = :campaign AND state IN "
      << kUnderWay << ")",
      use(campaign), into(open);
  if (open > 0) return;
  database.append("campaign.finished", {{"campaign", campaign}});
  setState(database, campaign, CampaignState::finished);
}

std::vector<domain::Dispatch> Register::dispatches(const std::string& campaign,
                                                   const std::vector<DispatchState>& states,
                                                   std::optional<std::uint32_t> most) {
  Database& database = store_->database;
  return database.read([&] {
    requireCampaign(database, campaign);
    std::vector<domain::Dispatch> all;
    forEachDispatch(
        database, ofCampaign(states), campaign,
        [&](const domain::Dispatch& dispatch, auto&&...) { all.push_back(dispatch); },
        most.value_or(kAll));
    return all;
  });
}

void Register::eachDispatch(const std::string& campaign, const std::vector<DispatchState>& states,
                            const std::function<void(const domain::Dispatch&)>& told) {
  Database& database = store_->database;
  database.read([&] {
    requireCampaign(database, campaign);
    forEachDispatch(database, ofCampaign(states), campaign,
                    [&](const domain::Dispatch& dispatch, auto&&...) { told(dispatch); });
  });
}

std::vector<domain::Dispatch> Register::dispatchesOfNotice(const std::string& hash) {
  Database& database = store_->database;
  return database.read([&] {
    std::vector<domain::Dispatch> all;
    forEachDispatch(database,
                    "n.hash = :value AND d.party_id = n.party_id AND d.campaign = n.campaign", hash,
                    [&](const domain::Dispatch& dispatch, auto&&...) { all.push_back(dispatch); });
    return all;
  });
}

std::vector<StateCount> Register::dispatchCounts(const std::string& campaign) {
  Database& database = store_->database;
  return database.read([&] {
    std::vector<StateCount> all;
    std::string word;
    std::int64_t count = 0;
    soci::statement select =
        (database.sql().prepare << "SELECT state, COUNT(*) FROM dispatches WHERE campaign = "
                                   ":campaign GROUP BY state",
         use(campaign), into(word), into(count));
    select.execute();
    while (select.fetch()) {
      all.push_back({readDispatchState(word), static_cast<std::uint64_t>(count)});
    }
    return all;
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
