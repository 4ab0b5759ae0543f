#include "base/text.h"
#include "base/words.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using Freeze = std::function<domain::Notice(const PlannedDispatch&, int number)>;

/// Gives the numbers of one year, each series of a symbol from 1 (Nghị định 30/2020/NĐ-CP, Điều
/// 15), or one number to all.
class Numbering {
 public:
  Numbering(Database& database, int year, bool oneNumber)
      : database_(database), year_(year), oneNumber_(oneNumber) {
    // Only the frozen notice tells its symbol; until then the last one used is taken for it.
    database_.sql() << "SELECT symbol FROM notices ORDER BY sequence DESC LIMIT 1", into(symbol_);
  }

  domain::Notice freeze(const PlannedDispatch& planned, const Freeze& freeze) {
    int number = next();
    domain::Notice notice = freeze(planned, number);
    if (notice.agency.symbol != symbol_ && !first_) {
      symbol_ = notice.agency.symbol;
      number = next();
      notice = freeze(planned, number);
    }
    if (notice.number != number || notice.agency.symbol != symbol_ ||
        static_cast<int>(notice.date.year()) != year_)
      throw Error(Code::defect, tr("A notice was frozen with another number, symbol or year than "
                                   "it was given."));
    keep(number);
    return notice;
  }

  int first() const { return first_; }
  int last() const { return last_; }

 private:
  int next() {
    if (oneNumber_ && first_) return last_;
    int last = 0;
    database_.sql() << "SELECT last_number FROM numbers WHERE symbol = :symbol AND year = :year",
        use(symbol_), use(year_), into(last);
    return last + 1;
  }

  void keep(int number) {
    if (!first_) first_ = number;
    if (number == last_) return;
    last_ = number;
    database_.sql() << "DELETE FROM numbers WHERE symbol = :symbol AND year = :year", use(symbol_),
        use(year_);
    database_.sql() << "INSERT INTO numbers (symbol, year, last_number) VALUES (:symbol, :year, "
                       ":last)",
        use(symbol_), use(year_), use(last_);
  }

  Database& database_;
  int year_;
  bool oneNumber_;
  std::string symbol_;
  int first_ = 0, last_ = 0;
};

std::int64_t keepNotice(Database& database, const std::string& campaign, std::int64_t party,
                        const domain::Notice& notice) {
  const std::string hash = domain::hashOf(notice);
  const int year = static_cast<int>(notice.date.year());
  const std::int64_t sequence = database.append("notice.issued",
                                                {{"campaign", campaign},
                                                 {"party", party},
                                                 {"number", notice.number},
                                                 {"year", year},
                                                 {"symbol", notice.agency.symbol},
                                                 {"template", notice.templateName},
                                                 {"template_version", notice.templateVersion},
                                                 {"notice", hash}},
                                                {{"notice", domain::canonicalForm(notice)}});
  database.sql() << "INSERT INTO notices (sequence, hash, campaign, party_id, number, year, "
                    "symbol) VALUES (:sequence, :hash, :campaign, :party, :number, :year, :symbol)",
      use(sequence), use(hash), use(campaign), use(party), use(notice.number), use(year),
      use(notice.agency.symbol);
  return sequence;
}

int keepDispatches(Database& database, const CampaignSpec& spec, const PlannedDispatch& planned,
                   std::int64_t noticeSequence) {
  std::int64_t id = database.nextId("dispatches");
  for (const auto& way : planned.ways) {
    const std::string channel = domain::toString(way.channel);
    const std::int64_t sequence = database.append("dispatch.approved",
                                                  {{"dispatch", id},
                                                   {"state", "approved"},
                                                   {"campaign", spec.name},
                                                   {"step", spec.step},
                                                   {"party", planned.partyId},
                                                   {"channel", channel},
                                                   {"notice_sequence", noticeSequence}},
                                                  {{"address", way.address}});
    database.sql() << "INSERT INTO dispatches (id, campaign, step, party_id, channel, "
                      "notice_sequence, approved_sequence, last_sequence, reply_sequence, state, "
                      "attempts, again, message, domain) VALUES (:id, :campaign, :step, "
                      ":party, :channel, :notice, :approved, :last, 0, 'approved', 0, '', '', 0)",
        use(id), use(spec.name), use(spec.step), use(planned.partyId), use(channel),
        use(noticeSequence), use(sequence), use(sequence);
    ++id;
  }
  return static_cast<int>(planned.ways.size());
}

/// Those of the plan who are written to. Throws Error(usage) when the plan cannot be approved.
std::vector<PlannedDispatch> approvable(Database& database, const Campaign& campaign) {
  const std::string& name = campaign.spec.name;
  if (campaign.state == CampaignState::created)
    throw Error(Code::usage, say("The campaign “{}” has no plan yet.", name), {},
                tr("Make one with `thongbao campaign plan`, and read it."));
  if (campaign.state != CampaignState::planned)
    throw Error(Code::usage, say("The campaign “{}” cannot be approved: it is {}.", name,
                                 shown(campaign.state)));
  std::vector<PlannedDispatch> written;
  for (PlannedDispatch& planned : planOf(database, name)) {
    std::int64_t party = 0;
    database.sql() << "SELECT party_id FROM sellers WHERE id = :id", use(planned.partyId),
        into(party);
    if (party != planned.partyId)
      throw Error(Code::usage,
                  say("Since the campaign “{}” was planned, parties were joined.", name), {},
                  tr("Plan it again with `thongbao campaign plan`."));
    if (planned.skipped.empty() && !planned.ways.empty()) written.push_back(std::move(planned));
  }
  if (written.empty())
    throw Error(Code::usage, say("The plan of the campaign “{}” has no one to write to.", name), {},
                tr("Look at the reasons in the plan, then change the filter or the channels."));
  return written;
}

}  // namespace

void Register::approve(const std::string& name, const std::string& officer, bool oneNumber,
                       const Freeze& freeze) {
  if (base::trim(officer).empty())
    throw Error(Code::usage, tr("The officer who approves is missing."), {},
                tr("Name the officer with `--by`."));
  Database& database = store_->database;
  database.write([&] {
    const Campaign campaign = requireCampaign(database, name);
    const std::vector<PlannedDispatch> written = approvable(database, campaign);
    Numbering numbering(database, static_cast<int>(campaign.documentDate.year()), oneNumber);
    int dispatches = 0;
    for (const PlannedDispatch& planned : written) {
      const domain::Notice notice = numbering.freeze(planned, freeze);
      const std::int64_t sequence = keepNotice(database, name, planned.partyId, notice);
      dispatches += keepDispatches(database, campaign.spec, planned, sequence);
    }
    const std::int64_t sequence = database.append("campaign.approved",
                                                  {{"campaign", name},
                                                   {"notices", written.size()},
                                                   {"dispatches", dispatches},
                                                   {"first_number", numbering.first()},
                                                   {"last_number", numbering.last()}},
                                                  {{"officer", officer}});
    setState(database, name, CampaignState::approved);
    database.sql() << "UPDATE campaigns SET approved_sequence = :sequence WHERE name = :name",
        use(sequence), use(name);
  });
}

void Register::cancel(const std::string& name, const std::string& reason) {
  if (base::trim(reason).empty())
    throw Error(Code::usage, tr("The reason is missing."), {},
                tr("Say in a few words why; the register keeps your words."));
  Database& database = store_->database;
  database.write([&] {
    const CampaignState state = requireCampaign(database, name).state;
    if (state == CampaignState::finished || state == CampaignState::cancelled)
      throw Error(Code::usage,
                  say("The campaign “{}” cannot be cancelled: it is {}.", name, shown(state)));
    std::vector<std::int64_t> waiting;
    std::int64_t id = 0;
    soci::statement select =
        (database.sql().prepare << "SELECT id FROM dispatches WHERE campaign = :campaign AND state "
                                   "IN ('approved', 'queued', 'deferred') ORDER BY id",
         use(name), into(id));
    select.execute();
    while (select.fetch()) waiting.push_back(id);
    for (const std::int64_t dispatch : waiting)
      store_->dispatches().enter(dispatch, "cancelled", domain::DispatchState::cancelled);
    database.append("campaign.cancelled", {{"campaign", name}, {"dispatches", waiting.size()}},
                    {{"reason", reason}});
    setState(database, name, CampaignState::cancelled);
  });
}

}  // namespace thongbao::registry
