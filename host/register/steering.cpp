#include "base/words.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::tr;

void requireState(Database& database, const std::string& campaign, CampaignState wanted,
                  const std::string& complaint) {
  const CampaignState state = stateOf(database, campaign);
  if (state != wanted)
    throw Error(Code::usage, base::say("The campaign “{}” is {}.", campaign, shown(state)), {},
                complaint);
}

}  // namespace

void Register::pause(const std::string& campaign, const Pause& pause) {
  Database& database = store_->database;
  database.write([&] {
    requireState(database, campaign, CampaignState::approved,
                 tr("Only a campaign that is being sent can be paused."));
    base::Json payload{{"campaign", campaign}, {"why", pause.byRefusals ? "refusals" : "officer"}};
    if (pause.byRefusals) {
      payload["tried"] = pause.counts.tried;
      payload["trouble"] = pause.counts.trouble;
    }
    database.append("campaign.paused", payload,
                    {{"officer", pause.officer}, {"reason", pause.reason}});
    setState(database, campaign, CampaignState::paused);
  });
}

void Register::resume(const std::string& campaign, const std::string& officer) {
  requireOfficer(officer);
  Database& database = store_->database;
  database.write([&] {
    requireState(database, campaign, CampaignState::paused,
                 tr("Only a paused campaign can be resumed."));
    const std::int64_t sequence =
        database.append("campaign.resumed", {{"campaign", campaign}}, {{"officer", officer}});
    database.sql() << "UPDATE campaigns SET state = 'approved', resumed_sequence = :sequence WHERE "
                      "name = :name",
        use(sequence), use(campaign);
    finishIfDone(database, campaign);
  });
}

CampaignState Register::campaignState(const std::string& name) {
  return store_->database.read([&] { return stateOf(store_->database, name); });
}

Troubles Register::troubles(const std::string& campaign) {
  Database& database = store_->database;
  return database.read(
      [&] {
        std::string word;
        std::int64_t count = 0;
        Troubles troubles;
        soci::statement select =
            (database.sql().prepare
                 << "SELECT d.state, COUNT(*) FROM dispatches d JOIN campaigns c ON c.name = "
                    "d.campaign "
                    "WHERE c.name = :campaign AND d.state IN ('accepted', 'refused', 'delivered', "
                    "'bounced', 'answered', 'acknowledged') AND d.channel = 'mail' AND "
                    "d.last_sequence > c.resumed_sequence GROUP BY d.state",
             use(campaign), into(word), into(count));
        select.execute();
        while (select.fetch()) {
          const auto dispatches = static_cast<std::uint64_t>(count);
          troubles.tried += dispatches;
          if (word == "refused" || word == "bounced") troubles.trouble += dispatches;
        }
        return troubles;
      });
}

std::optional<base::Instant> Register::nextTry(const std::string& campaign, domain::Channel channel,
                                               base::Instant after) {
  Database& database = store_->database;
  return database.read([&] {
    std::string again;
    const std::string word = domain::toString(channel), since = base::toIso(after);
    database.sql() << "SELECT COALESCE(MIN(again), '') FROM dispatches WHERE campaign = :campaign "
                      "AND state = 'deferred' AND channel = :channel AND again > :after",
        use(campaign), use(word), use(since), into(again);
    return base::instantFromIso(again);
  });
}

}  // namespace thongbao::registry
