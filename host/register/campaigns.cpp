#include "register/campaigns.h"

#include <array>

#include "base/hash.h"
#include "base/text.h"
#include "base/words.h"
#include "register/chain.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::say;
using base::tr;

struct StateWord {
  CampaignState state;
  const char* stored;
  const char* shown;
};

constexpr std::array<StateWord, 6> kStates{{
    {CampaignState::created, "created", mark("new")},
    {CampaignState::planned, "planned", mark("planned")},
    {CampaignState::approved, "approved", mark("approved")},
    {CampaignState::paused, "paused", mark("paused")},
    {CampaignState::finished, "finished", mark("finished")},
    {CampaignState::cancelled, "cancelled", mark("cancelled")},
}};

const StateWord& wordOf(CampaignState state) {
  for (const StateWord& word : kStates)
    if (word.state == state) return word;
  return kStates.front();
}

std::string joined(const std::vector<domain::Channel>& channels) {
  std::string words;
  for (const domain::Channel channel : channels)
    words += (words.empty() ? "" : ",") + domain::toString(channel);
  return words;
}

std::vector<domain::Channel> channelsFrom(const std::string& words) {
  std::vector<domain::Channel> channels;
  for (std::size_t start = 0; start < words.size();) {
    const std::size_t end = std::min(words.find(',', start), words.size());
    const auto channel = domain::channelFrom(words.substr(start, end - start));
    if (!channel) failToRead();
    channels.push_back(*channel);
    start = end + 1;
  }
  return channels;
}

[[noreturn]] void refuseParty(std::int64_t party) {
  throw Error(Code::defect, say("The plan names the party {} twice, or it does not exist.", party));
}

/// No channel is taken twice.
bool isSound(const PlannedDispatch& planned) {
  for (std::size_t i = 0; i < planned.ways.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (planned.ways[i].channel == planned.ways[j].channel) return false;
  return true;
}

/// Enters the rows of a plan.
class PlanKeeper {
 public:
  PlanKeeper(Database& database, const std::string& campaign)
      : database_(database),
        insert_((database.sql().prepare
                     << "INSERT INTO plan (campaign, position, party_id, salt, content) VALUES "
                        "(:campaign, :position, :party, :salt, :content)",
                 use(campaign), use(position_), use(party_), use(salt_), use(content_))) {}

  void keep(const PlannedDispatch& planned) {
    if (planned.partyId <= party_ || !isSound(planned)) refuseParty(planned.partyId);
    content_ = base::canonicalJson(toJson(planned));
    salt_ = database_.newSalt();
    party_ = planned.partyId;
    ++position_;
    written_ += planned.skipped.empty();
    insert_.execute(true);
    all_.add(planLine(position_, digestOf(salt_, content_)));
  }

  std::int64_t written() const { return written_; }
  std::int64_t skipped() const { return position_ - written_; }
  std::string digest() { return all_.finish(); }

 private:
  Database& database_;
  std::int64_t position_ = 0, party_ = 0, written_ = 0;
  std::string salt_, content_;
  base::Sha256 all_;
  soci::statement insert_;
};

std::vector<Campaign> select(Database& database, const std::string& name) {
  std::vector<Campaign> all;
  std::string found, templateName, channels, platform, province, commune, query, state, date,
      created, approved, officer;
  int step = 0;
  soci::statement statement =
      (database.sql().prepare
           << "SELECT c.name, c.template, c.step, c.channels, c.platform, c.province, c.commune, "
              "c.state, "
              "c.document_date, n.time, COALESCE(a.time, ''), COALESCE(q.content, ''), "
              "COALESCE(o.content, '') FROM campaigns c JOIN entries n ON "
              "n.sequence = c.created_sequence LEFT JOIN entries a ON "
              "a.sequence = c.approved_sequence LEFT JOIN sealed q ON "
              "q.sequence = c.created_sequence AND q.part = 'query' LEFT JOIN sealed o ON "
              "o.sequence = c.approved_sequence AND o.part = 'officer' WHERE :all = '' OR "
              "c.name = :name ORDER BY c.created_sequence",
       use(name), use(name), into(found), into(templateName), into(step), into(channels),
       into(platform), into(province), into(commune), into(state), into(date), into(created),
       into(approved), into(query), into(officer));
  statement.execute();
  while (statement.fetch()) {
    const auto known = campaignStateFrom(state);
    if (!known) failToRead();
    all.push_back(
        {{found, templateName, step, channelsFrom(channels), {platform, province, query, commune}},
         *known,
         base::parseDate(date).value_or(base::Date{}),
         officer,
         created,
         approved});
  }
  return all;
}

}  // namespace

base::Json toJson(const PlannedDispatch& planned) {
  base::Json ways = base::Json::array();
  for (const auto& way : planned.ways)
    ways.push_back({{"channel", domain::toString(way.channel)}, {"address", way.address}});
  return {{"party", planned.partyId},
          {"name", planned.partyName},
          {"ways", ways},
          {"skipped", planned.skipped},
          {"detail", planned.detail}};
}

std::string toString(CampaignState state) {
  return wordOf(state).stored;
}
std::string shown(CampaignState state) {
  return tr(wordOf(state).shown);
}

std::optional<CampaignState> campaignStateFrom(const std::string& word) {
  for (const StateWord& known : kStates)
    if (word == known.stored) return known.state;
  return std::nullopt;
}

std::optional<Campaign> findCampaign(Database& database, const std::string& name) {
  if (name.empty()) return std::nullopt;
  std::vector<Campaign> found = select(database, name);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Campaign requireCampaign(Database& database, const std::string& name) {
  if (auto found = findCampaign(database, name)) return *found;
  throw Error(Code::notFound, say("There is no campaign “{}”.", name), {},
              tr("Make it with `thongbao campaign new`, or check the name."));
}

std::int64_t partyThatIsNone(Database& database, const std::string& campaign) {
  std::int64_t party = 0;
  database.sql() << "SELECT p.party_id FROM plan p WHERE p.campaign = :campaign AND NOT EXISTS "
                    "(SELECT 1 FROM sellers s WHERE s.party_id = p.party_id AND s.id = p.party_id) "
                    "LIMIT 1",
      use(campaign), into(party);
  return party;
}

void setState(Database& database, const std::string& campaign, CampaignState state) {
  const std::string word = toString(state);
  database.sql() << "UPDATE campaigns SET state = :state WHERE name = :name", use(word),
      use(campaign);
}

std::string sealedText(Database& database, std::int64_t sequence, const std::string& part) {
  std::string content;
  database.sql() << "SELECT content FROM sealed WHERE sequence = :sequence AND part = :part",
      use(sequence), use(part), into(content);
  return content;
}

void Register::addCampaign(const CampaignSpec& spec) {
  Database& database = store_->database;
  const std::string& name = spec.name;
  if (name.empty() || spec.templateName.empty() || spec.channels.empty() || spec.step < 1 ||
      base::cleanLine(name) != name)
    throw Error(Code::usage,
                tr("A campaign needs a name on one line, a template, a step from 1 and at least "
                   "one channel."));
  database.write([&] {
    if (findCampaign(database, name))
      throw Error(Code::usage, say("There is a campaign “{}” already.", name), {},
                  tr("Choose another name."));
    const std::string channels = joined(spec.channels);
    const std::int64_t sequence = database.append("campaign.created",
                                                  {{"campaign", name},
                                                   {"template", spec.templateName},
                                                   {"step", spec.step},
                                                   {"channels", channels},
                                                   {"platform", spec.filter.platform},
                                                   {"province", spec.filter.province},
                                                   {"commune", spec.filter.commune}},
                                                  {{"query", spec.filter.query}});
    database.sql()
        << "INSERT INTO campaigns (name, template, step, channels, platform, province, "
           "commune, state, document_date, created_sequence, approved_sequence, resumed_sequence) "
           "VALUES (:name, :template, :step, :channels, :platform, :province, "
           ":commune, 'created', '', :sequence, 0, 0)",
        use(name), use(spec.templateName), use(spec.step), use(channels), use(spec.filter.platform),
        use(spec.filter.province), use(spec.filter.commune), use(sequence);
  });
}

std::optional<Campaign> Register::campaign(const std::string& name) {
  return store_->database.read([&] { return findCampaign(store_->database, name); });
}

std::vector<Campaign> Register::campaigns() {
  return store_->database.read([&] { return select(store_->database, {}); });
}

std::unique_ptr<PlanRows> Register::planned(const std::string& name) {
  return std::make_unique<PlanRows>(store_->database.another(), name);
}

void Register::keepPlan(const std::string& name, base::Date documentDate,
                        const std::function<std::optional<PlannedDispatch>()>& next) {
  Database& database = store_->database;
  database.write([&] {
    const CampaignState state = requireCampaign(database, name).state;
    if (state != CampaignState::created && state != CampaignState::planned)
      throw Error(Code::usage, say("The campaign “{}” is {}; its plan stands.", name, shown(state)),
                  {}, tr("Make a new campaign."));
    database.sql() << "DELETE FROM plan WHERE campaign = :campaign", use(name);
    PlanKeeper plan(database, name);
    while (const auto planned = next()) plan.keep(*planned);
    if (const std::int64_t none = partyThatIsNone(database, name)) refuseParty(none);
    const std::string date = base::toIso(documentDate);
    database.sql()
        << "UPDATE campaigns SET state = 'planned', document_date = :date WHERE name = :name",
        use(date), use(name);
    database.append("campaign.planned", {{"campaign", name},
                                         {"document_date", date},
                                         {"written", plan.written()},
                                         {"skipped", plan.skipped()},
                                         {"plan", plan.digest()}});
  });
}

}  // namespace thongbao::registry
