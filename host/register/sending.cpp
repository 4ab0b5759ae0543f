#include "register/sending.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "base/words.h"
#include "register/campaigns.h"
#include "register/mail_counts.h"
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

[[noreturn]] void refuseState(const DispatchRow& dispatch) {
  throw Error(Code::usage,
              say("The dispatch {} is {}; this cannot be done with it.", dispatch.id,
                  shown(dispatch.state)),
              {}, tr("Look at the campaign with `thongbao campaign status`."));
}

void settleAll(DispatchWriter& writer, CampaignState campaign,
               const std::vector<Settlement>& outcomes) {
  for (const Settlement& outcome : outcomes) {
    const DispatchRow row = writer.row(outcome.dispatch);
    if (row.state != DispatchState::sending) refuseState(row);
    writer.settle(outcome);
    if (outcome.state == DispatchState::deferred && campaign == CampaignState::cancelled)
      writer.enter(row.id, "cancelled", DispatchState::cancelled);
  }
}

void enterResolved(DispatchWriter& writer, std::int64_t dispatch, bool wasSent,
                   CampaignState campaign, const std::string& officer) {
  const DispatchState notSent =
      campaign == CampaignState::cancelled ? DispatchState::cancelled : DispatchState::approved;
  writer.enter(dispatch, "resolved", wasSent ? DispatchState::accepted : notSent,
               base::Json::object(), {{"officer", officer}});
}

}  // namespace

std::uint64_t Register::queue(const std::string& campaign) {
  Database& database = store_->database;
  return database.write([&]() -> std::uint64_t {
    if (stateOf(database, campaign) != CampaignState::approved) return 0;
    std::int64_t waiting = 0;
    database.sql()
        << "SELECT COUNT(*) FROM dispatches WHERE campaign = :campaign AND state = 'approved'",
        use(campaign), into(waiting);
    if (waiting == 0) return 0;
    const std::int64_t sequence =
        database.append("campaign.queued", {{"campaign", campaign}, {"dispatches", waiting}});
    database.sql() << "UPDATE dispatches SET state = 'queued', last_sequence = :sequence WHERE "
                      "campaign = :campaign AND state = 'approved'",
        use(sequence), use(campaign);
    return static_cast<std::uint64_t>(waiting);
  });
}

std::vector<Waiting> Register::waiting(const WaitingFilter& filter, std::size_t most) {
  Database& database = store_->database;
  return database.read(
      [&] {
        std::vector<Waiting> all;
        Waiting one;
        domain::Dispatch& dispatch = one.dispatch;
        const std::string state = domain::toString(filter.state),
                          due = base::toIso(filter.due.value_or(base::Instant{})),
                          channel = domain::toString(filter.channel);
        const auto limit = static_cast<std::int64_t>(most);
        const int hasDue = filter.due && filter.state == DispatchState::deferred;
        soci::statement select =
            (database.sql().prepare
                 << "SELECT d.id, d.campaign, d.step, d.party_id, COALESCE(a.content, ''), n.hash, "
                    "d.attempts, d.domain, COALESCE(s.content, '') FROM dispatches d "
                    "JOIN notices n ON n.sequence = d.notice_sequence "
                    "LEFT JOIN sealed a ON a.sequence = d.approved_sequence AND a.part = 'address' "
                    "LEFT JOIN sealed s ON s.sequence = d.notice_sequence AND s.part = 'notice' "
                    "WHERE d.campaign = :campaign AND d.state = :state AND d.id > :after AND "
                    "d.channel = :channel AND (:due_counts = 0 OR d.again <= :due) AND d.domain "
                    "NOT IN ("
                 << fmt::format("{}", fmt::join(filter.notTo, ", "))
                 << ") ORDER BY d.id LIMIT :most",
             use(filter.campaign), use(state), use(filter.after), use(channel), use(hasDue),
             use(due), use(limit), into(dispatch.id), into(dispatch.campaign), into(dispatch.step),
             into(dispatch.partyId), into(dispatch.address), into(dispatch.noticeHash),
             into(dispatch.attempts), into(one.domain), into(one.notice));
        dispatch.channel = filter.channel;
        dispatch.state = filter.state;
        select.execute();
        while (select.fetch()) all.push_back(one);
        return all;
      });
}

std::vector<domain::Grant> Register::exchange(const std::string& campaign,
                                              const std::vector<Settlement>& outcomes,
                                              const std::vector<domain::Intent>& intents,
                                              const MailLimits& limits) {
  Database& database = store_->database;
  return database.write([&] {
    DispatchWriter& writer = store_->dispatches();
    const CampaignState state = stateOf(database, campaign);
    settleAll(writer, state, outcomes);
    std::vector<domain::Grant> grants;
    const base::Instant now = base::instantFromIso(database.time()).value();
    MailCounts counts(database, limits, now);
    for (const domain::Intent& intent : intents) {
      const DispatchRow row = writer.row(intent.dispatch);
      if (state != CampaignState::approved || !waits(row.state) || row.campaign != campaign) {
        grants.push_back({domain::Grant::never, {}, false});
        continue;
      }
      const bool isMail = row.channel == domain::Channel::mail;
      grants.push_back(isMail ? counts.ask(row.domain)
                              : domain::Grant{domain::Grant::given, {}, false});
      if (grants.back().kind != domain::Grant::given) continue;
      if (isMail) counts.count(row.domain);
      writer.begin(intent);
    }
    counts.keep();
    if (!outcomes.empty()) finishIfDone(database, campaign);
    return grants;
  });
}

std::size_t Register::keepPrinted(const std::string& campaign,
                                  const std::vector<domain::Intent>& intents,
                                  const std::vector<Settlement>& outcomes) {
  Database& database = store_->database;
  return database.write([&] {
    DispatchWriter& writer = store_->dispatches();
    std::size_t kept = 0;
    const CampaignState state = stateOf(database, campaign);
    for (std::size_t i = 0; i < intents.size() && state == CampaignState::approved; ++i) {
      if (!waits(writer.row(intents[i].dispatch).state)) continue;
      writer.begin(intents[i]);
      writer.settle(outcomes.at(i));
      ++kept;
    }
    finishIfDone(database, campaign);
    return kept;
  });
}

std::size_t Register::markAbandoned(const std::string& campaign) {
  Database& database = store_->database;
  return database.write([&] {
    requireCampaign(database, campaign);
    return static_cast<std::size_t>(
        changeEach(database, campaign, {DispatchState::sending}, [&](std::int64_t id) {
          store_->dispatches().enter(id, "unknown", DispatchState::unknown);
        }));
  });
}

void Register::resolve(const std::vector<std::int64_t>& dispatches, bool wasSent,
                       const std::string& officer) {
  requireOfficer(officer);
  Database& database = store_->database;
  database.write([&] {
    DispatchWriter& writer = store_->dispatches();
    std::set<std::string> campaigns;
    for (const std::int64_t dispatch : dispatches) {
      const DispatchRow row = writer.row(dispatch);
      if (row.state != DispatchState::unknown) refuseState(row);
      enterResolved(writer, dispatch, wasSent, stateOf(database, row.campaign), officer);
      campaigns.insert(row.campaign);
    }
    for (const std::string& campaign : campaigns) finishIfDone(database, campaign);
  });
}

void Register::resolveAll(const std::string& campaign, bool wasSent, const std::string& officer) {
  requireOfficer(officer);
  Database& database = store_->database;
  database.write([&] {
    const CampaignState state = stateOf(database, campaign);
    changeEach(database, campaign, {DispatchState::unknown}, [&](std::int64_t id) {
      enterResolved(store_->dispatches(), id, wasSent, state, officer);
    });
    finishIfDone(database, campaign);
  });
}

void Register::acknowledge(std::int64_t dispatch, const Acknowledgement& receipt) {
  requireOfficer(receipt.officer);
  Database& database = store_->database;
  database.write([&] {
    DispatchWriter& writer = store_->dispatches();
    const DispatchRow row = writer.row(dispatch);
    if (row.state != DispatchState::accepted && row.state != DispatchState::delivered &&
        row.state != DispatchState::answered && row.state != DispatchState::unknown)
      refuseState(row);
    writer.enter(dispatch, "acknowledged", DispatchState::acknowledged,
                 {{"how", receipt.byPost ? "post" : "by_hand"},
                  {"on", base::toIso(receipt.on)},
                  {"scan", receipt.scanSha256}},
                 {{"officer", receipt.officer}, {"note", receipt.note}});
    finishIfDone(database, row.campaign);
  });
}

}  // namespace thongbao::registry
