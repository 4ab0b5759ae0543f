#include "base/hash.h"
#include "base/text.h"
#include "base/words.h"
#include "register/campaigns.h"
#include "register/mail_domain.h"
#include "register/plan_reader.h"
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
    std::string symbol;
    database_.sql() << "SELECT symbol FROM notices ORDER BY sequence DESC LIMIT 1", into(symbol);
    begin(symbol);
  }

  domain::Notice freeze(const PlannedDispatch& planned, const Freeze& freeze) {
    int number = next();
    domain::Notice notice = freeze(planned, number);
    if (notice.agency.symbol != symbol_ && !first_) {
      begin(notice.agency.symbol);
      number = next();
      notice = freeze(planned, number);
    }
    if (notice.number != number || notice.agency.symbol != symbol_ ||
        static_cast<int>(notice.date.year()) != year_)
      throw Error(Code::defect, tr("A notice was frozen with another number, symbol or year than "
                                   "it was given."));
    if (!first_) first_ = number;
    last_ = number;
    return notice;
  }

  int first() const { return first_; }
  int last() const { return last_; }

  void keep() {
    database_.sql() << "DELETE FROM numbers WHERE symbol = :symbol AND year = :year", use(symbol_),
        use(year_);
    database_.sql() << "INSERT INTO numbers (symbol, year, last_number) VALUES (:symbol, :year, "
                       ":last)",
        use(symbol_), use(year_), use(last_);
  }

 private:
  void begin(const std::string& symbol) {
    symbol_ = symbol;
    last_ = 0;
    database_.sql() << "SELECT last_number FROM numbers WHERE symbol = :symbol AND year = :year",
        use(symbol_), use(year_), into(last_);
  }

  int next() const { return oneNumber_ && first_ ? last_ : last_ + 1; }

  Database& database_;
  int year_;
  bool oneNumber_;
  std::string symbol_;
  int first_ = 0, last_ = 0;
};

/// Keeps the notices of one campaign and their dispatches.
class NoticeKeeper {
 public:
  NoticeKeeper(Database& database, const CampaignSpec& spec)
      : database_(database),
        spec_(spec),
        dispatch_(database.nextId("dispatches")),
        insertNotice_((database.sql().prepare
                           << "INSERT INTO notices (sequence, hash, campaign, party_id, number, "
                              "year, symbol) VALUES (:sequence, :hash, :campaign, :party, :number, "
                              ":year, :symbol)",
                       use(notice_), use(hash_), use(spec_.name), use(party_), use(number_),
                       use(year_), use(symbol_))),
        insertDispatch_((database.sql().prepare
                             << "INSERT INTO dispatches (id, campaign, step, party_id, channel, "
                                "notice_sequence, approved_sequence, last_sequence, "
                                "reply_sequence, state, attempts, again, message, domain) VALUES "
                                "(:id, :campaign, :step, :party, :channel, :notice, :approved, "
                                ":last, 0, 'approved', 0, '', '', :domain)",
                         use(dispatch_), use(spec_.name), use(spec_.step), use(party_),
                         use(channel_), use(notice_), use(approved_), use(approved_),
                         use(domain_))) {}

  void keep(const PlannedDispatch& planned, const domain::Notice& notice) {
    party_ = planned.partyId;
    number_ = notice.number;
    year_ = static_cast<int>(notice.date.year());
    symbol_ = notice.agency.symbol;
    const std::string form = domain::canonicalForm(notice);
    hash_ = base::sha256(form);
    notice_ = database_.append("notice.issued",
                               {{"campaign", spec_.name},
                                {"party", party_},
                                {"number", number_},
                                {"year", year_},
                                {"symbol", symbol_},
                                {"template", notice.templateName},
                                {"template_version", notice.templateVersion},
                                {"notice", hash_}},
                               {{"notice", form}});
    insertNotice_.execute(true);
    ++kept_.notices;
    const std::string shown = domain::numberAndSymbol(notice);
    if (kept_.firstNumber.empty()) kept_.firstNumber = shown;
    kept_.lastNumber = shown;
    for (const auto& way : planned.ways) keep(way);
  }

  const Approved& kept() const { return kept_; }

 private:
  void keep(const PlannedDispatch::Way& way) {
    channel_ = domain::toString(way.channel);
    domain_ = way.channel == domain::Channel::mail ? mailDomain(way.address) : 0;
    approved_ = database_.append("dispatch.approved",
                                 {{"dispatch", dispatch_},
                                  {"state", "approved"},
                                  {"campaign", spec_.name},
                                  {"step", spec_.step},
                                  {"party", party_},
                                  {"channel", channel_},
                                  {"notice_sequence", notice_}},
                                 {{"address", way.address}});
    insertDispatch_.execute(true);
    ++dispatch_;
    ++kept_.dispatches;
  }

  Database& database_;
  const CampaignSpec& spec_;
  Approved kept_;

  // What the statements write.
  std::int64_t dispatch_, notice_ = 0, approved_ = 0, party_ = 0, domain_ = 0;
  int number_ = 0, year_ = 0;
  std::string hash_, symbol_, channel_;
  soci::statement insertNotice_, insertDispatch_;
};

/// The index of the notices by their hashes, which come in no order. For many notices it is taken
/// away and made anew behind them, all inside the transaction: to enter them one by one would write
/// a page of it for each.
class HashIndex {
 public:
  HashIndex(Database& database, const std::string& campaign) : database_(database) {
    std::int64_t planned = 0;
    database_.sql() << "SELECT COALESCE(MAX(position), 0) FROM plan WHERE campaign = :campaign",
        use(campaign), into(planned);
    isAway_ = planned >= kMany && planned > database_.number("SELECT COUNT(*) FROM notices") / 4;
    if (isAway_) database_.sql() << "DROP INDEX notices_by_hash";
  }
  void finish() {
    if (!isAway_) return;
    database_.holdInMemory(kForSorting);
    database_.sql() << "CREATE INDEX notices_by_hash ON notices (hash)";
    database_.holdInMemory(Database::kUsuallyInMemory);
  }

 private:
  static constexpr std::int64_t kMany = 4'096;
  static constexpr int kForSorting = 4'000;
  Database& database_;
  bool isAway_ = false;
};

Approved keepNotices(Database& database, const CampaignSpec& spec, Numbering& numbering,
                     const Freeze& freeze) {
  NoticeKeeper keeper(database, spec);
  PlanReader plan(database, spec.name);
  while (const auto planned = plan.next())
    if (planned->skipped.empty() && !planned->ways.empty())
      keeper.keep(*planned, numbering.freeze(*planned, freeze));
  return keeper.kept();
}

/// Throws Error(usage) when the plan cannot be approved.
void requireApprovable(Database& database, const Campaign& campaign) {
  const std::string& name = campaign.spec.name;
  if (campaign.state == CampaignState::created)
    throw Error(Code::usage, say("The campaign “{}” has no plan yet.", name), {},
                tr("Make one with `thongbao campaign plan`, and read it."));
  if (campaign.state != CampaignState::planned)
    throw Error(Code::usage, say("The campaign “{}” cannot be approved: it is {}.", name,
                                 shown(campaign.state)));
  std::int64_t erased = 0;
  database.sql() << "SELECT COUNT(*) FROM plan WHERE campaign = :campaign AND salt = ''", use(name),
      into(erased);
  if (erased > 0)
    throw Error(Code::usage, say("Since the campaign “{}” was planned, parties were erased.", name),
                {}, tr("Plan it again with `thongbao campaign plan`."));
  if (partyThatIsNone(database, name))
    throw Error(Code::usage, say("Since the campaign “{}” was planned, parties were joined.", name),
                {}, tr("Plan it again with `thongbao campaign plan`."));
}

}  // namespace

Approved Register::approve(const std::string& name, const std::string& officer, bool oneNumber,
                           const Freeze& freeze) {
  if (base::trim(officer).empty())
    throw Error(Code::usage, tr("The officer who approves is missing."), {},
                tr("Name the officer with `--by`."));
  Database& database = store_->database;
  return database.write([&] {
    const Campaign campaign = requireCampaign(database, name);
    requireApprovable(database, campaign);
    Numbering numbering(database, static_cast<int>(campaign.documentDate.year()), oneNumber);
    HashIndex index(database, name);
    const Approved kept = keepNotices(database, campaign.spec, numbering, freeze);
    index.finish();
    if (!kept.notices)
      throw Error(Code::usage, say("The plan of the campaign “{}” has no one to write to.", name),
                  {},
                  tr("Look at the reasons in the plan, then change the filter or the channels."));
    numbering.keep();
    const std::int64_t sequence = database.append("campaign.approved",
                                                  {{"campaign", name},
                                                   {"notices", kept.notices},
                                                   {"dispatches", kept.dispatches},
                                                   {"first_number", numbering.first()},
                                                   {"last_number", numbering.last()}},
                                                  {{"officer", officer}});
    setState(database, name, CampaignState::approved);
    database.sql() << "UPDATE campaigns SET approved_sequence = :sequence WHERE name = :name",
        use(sequence), use(name);
    return kept;
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
    const std::uint64_t called = changeEach(
        database, name, {domain::kWaiting.begin(), domain::kWaiting.end()}, [&](std::int64_t id) {
          store_->dispatches().enter(id, "cancelled", domain::DispatchState::cancelled);
        });
    database.append("campaign.cancelled", {{"campaign", name}, {"dispatches", called}},
                    {{"reason", reason}});
    setState(database, name, CampaignState::cancelled);
  });
}

}  // namespace thongbao::registry
