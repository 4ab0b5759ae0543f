#include "register/books.h"

#include <utility>

#include "register/accounts.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using domain::DispatchState;
using soci::into;
using soci::use;

namespace {

/// The entries by which dispatches were accepted, in their order: calls `each` with the dispatch
/// and the entry's sequence and time.
template <class Each>
void eachAcceptance(Database& database, const std::string& from, const Each& each) {
  const std::string accepted = domain::toString(DispatchState::accepted);
  std::int64_t sequence = 0;
  std::string time, payload;
  soci::statement select =
      (database.sql().prepare << "SELECT sequence, time, payload FROM entries WHERE kind IN "
                                 "('dispatch.accepted', 'dispatch.resolved') AND time >= :from "
                                 "ORDER BY sequence",
       use(from), into(sequence), into(time), into(payload));
  select.execute();
  while (select.fetch()) {
    const std::int64_t dispatch = readKept(payload, [&](const base::Json& json) {
      return json.at("state") == accepted ? json.at("dispatch").get<std::int64_t>() : 0;
    });
    if (dispatch > 0) each(dispatch, sequence, time);
  }
}

/// By which entry each dispatch was accepted: 8 bytes a dispatch, found in one pass of the chain.
class Acceptances {
 public:
  explicit Acceptances(Database& database)
      : sequences_(static_cast<std::size_t>(database.nextId("dispatches"))),
        select_((database.sql().prepare << "SELECT time FROM entries WHERE sequence = :sequence",
                 use(sequence_), into(time_))) {
    eachAcceptance(database, "", [&](std::int64_t dispatch, std::int64_t sequence, auto&&) {
      const auto index = static_cast<std::size_t>(dispatch);
      if (index < sequences_.size()) sequences_[index] = sequence;
    });
  }
  /// Its time, or empty.
  std::string of(std::int64_t dispatch) {
    const auto index = static_cast<std::size_t>(dispatch);
    if (index >= sequences_.size() || sequences_[index] == 0) return {};
    sequence_ = sequences_[index];
    return readOne(select_) ? time_ : std::string();
  }

 private:
  std::vector<std::int64_t> sequences_;
  std::int64_t sequence_ = 0;
  std::string time_;
  soci::statement select_;
};

/// What an acknowledgement says of the paper; nothing for any other entry.
void addAcknowledgement(DispatchStory& story, const std::string& payload) {
  if (story.dispatch.state != DispatchState::acknowledged) return;
  readKept(payload, [&story](const base::Json& json) {
    story.acknowledgedHow = json.value("how", std::string());
    story.acknowledgedOn = json.value("on", std::string());
    return 0;
  });
}

/// Calls `each` with the dispatches that `where` lets through; when they were accepted is left
/// open.
template <class Each, class... Uses>
void readStories(Database& database, const std::string& where, const Each& each,
                 const Uses&... uses) {
  DispatchStory story;
  domain::Dispatch& dispatch = story.dispatch;
  std::string channel, state, payload;
  soci::statement select =
      (((database.sql().prepare
         << "SELECT d.id, d.campaign, d.step, d.party_id, d.channel, COALESCE(a.content, ''), "
            "n.hash, d.state, d.attempts, COALESCE(r.content, ''), n.number, n.symbol, f.time, "
            "e.time, e.payload FROM dispatches d JOIN notices n ON n.sequence = d.notice_sequence "
            "JOIN entries f ON f.sequence = d.approved_sequence "
            "JOIN entries e ON e.sequence = d.last_sequence "
            "LEFT JOIN sealed a ON a.sequence = d.approved_sequence AND a.part = 'address' AND "
            "a.salt <> '' "
            "LEFT JOIN sealed r ON r.sequence = d.reply_sequence AND r.part = 'reply' AND "
            "r.salt <> '' WHERE "
         << where << " ORDER BY d.id"),
        ..., uses),
       into(dispatch.id), into(dispatch.campaign), into(dispatch.step), into(dispatch.partyId),
       into(channel), into(dispatch.address), into(dispatch.noticeHash), into(state),
       into(dispatch.attempts), into(dispatch.reply), into(story.number), into(story.symbol),
       into(story.approvedAt), into(story.changedAt), into(payload));
  select.execute();
  while (select.fetch()) {
    dispatch.channel = readChannel(channel);
    dispatch.state = readDispatchState(state);
    story.acknowledgedHow.clear();
    story.acknowledgedOn.clear();
    addAcknowledgement(story, payload);
    each(story);
  }
}

/// Reads notices by their sequence; one statement for many.
class NoticeReader {
 public:
  explicit NoticeReader(Database& database)
      : select_((database.sql().prepare
                     << "SELECT n.hash, n.campaign, n.party_id, COALESCE(s.salt, ''), "
                        "COALESCE(s.content, ''), e.time FROM notices n JOIN entries e ON "
                        "e.sequence = n.sequence LEFT JOIN sealed s ON s.sequence = n.sequence AND "
                        "s.part = 'notice' WHERE n.sequence = :sequence",
                 use(sequence_), into(one_.hash), into(one_.campaign), into(one_.partyId),
                 into(salt_), into(content_), into(one_.issuedAt))) {}
  StoredNotice read(std::int64_t sequence) {
    sequence_ = sequence;
    if (!readOne(select_)) failToRead();
    one_.erased = salt_.empty();
    one_.notice = one_.erased ? domain::Notice() : readKept(content_, domain::noticeFromJson);
    return one_;
  }

 private:
  std::int64_t sequence_ = 0;
  StoredNotice one_;
  std::string salt_, content_;
  soci::statement select_;
};

bool isWithin(const PostedFilter& filter, const std::string& time) {
  const auto at = base::instantFromIso(time);
  if (!at) failToRead();
  const base::Date day = base::vietnameseDay(*at);
  return (!filter.from || day >= *filter.from) && (!filter.to || day <= *filter.to);
}

/// A moment, as entries carry it, before which the filter lets nothing through.
std::string startOf(const PostedFilter& filter) {
  if (!filter.from) return {};
  return base::toIso(base::Instant(std::chrono::sys_days(*filter.from) - std::chrono::days(1)));
}

}  // namespace

void Register::eachOutgoing(int year, const std::function<void(const Outgoing&)>& told) {
  Database& database = store_->database;
  database.read(
      [&] {
        Acceptances acceptances(database);
        NoticeReader notices(database);
        Outgoing one;
        std::int64_t sequence = 0;
        std::string date;
        // Of the notices only what orders them is sorted; their texts are read one by one.
        soci::statement select =
            (database.sql().prepare
                 << "SELECT n.sequence, n.number, n.symbol, c.document_date FROM notices n JOIN "
                    "campaigns c ON c.name = n.campaign WHERE :year = 0 OR n.year = :year "
                    "ORDER BY n.symbol, n.year, n.number, n.sequence",
             use(year, "year"), into(sequence), into(one.number), into(one.symbol), into(date));
        select.execute();
        while (select.fetch()) {
          one.stored = notices.read(sequence);
          const auto planned = base::parseDate(date);
          one.date = one.stored.erased && planned ? *planned : one.stored.notice.date;
          one.ways.clear();
          readStories(
              database,
              "d.party_id = :party AND d.campaign = :campaign AND d.notice_sequence = :sequence",
              [&](const DispatchStory& story) {
                one.ways.push_back(story);
                one.ways.back().acceptedAt = acceptances.of(story.dispatch.id);
              },
              use(one.stored.partyId), use(one.stored.campaign), use(sequence));
          told(one);
        }
      });
}

void Register::eachPosted(const PostedFilter& filter,
                          const std::function<void(const Posted&)>& told) {
  Database& database = store_->database;
  database.read([&] {
    if (!filter.campaign.empty()) requireCampaign(database, filter.campaign);
    NoticeReader notices(database);
    std::int64_t notice = 0, dispatch = 0;
    soci::statement findNotice =
        (database.sql().prepare << "SELECT notice_sequence FROM dispatches WHERE id = :id AND "
                                   "channel = 'print' AND (:campaign = '' OR campaign = :campaign)",
         use(dispatch, "id"), use(filter.campaign, "campaign"), into(notice));
    eachAcceptance(database, startOf(filter),
                   [&](std::int64_t accepted, auto&&, const std::string& time) {
                     dispatch = accepted;
                     if (!isWithin(filter, time) || !readOne(findNotice)) return;
                     Posted one;
                     one.stored = notices.read(notice);
                     readStories(
                         database, "d.id = :id",
                         [&](const DispatchStory& story) { one.way = story; }, use(dispatch));
                     one.way.acceptedAt = time;
                     told(one);
                   });
  });
}

void Register::eachStory(const std::function<void(const DispatchStory&)>& told) {
  Database& database = store_->database;
  database.read([&] {
    Acceptances acceptances(database);
    readStories(database, "1 = 1", [&](DispatchStory& story) {
      story.acceptedAt = acceptances.of(story.dispatch.id);
      told(story);
    });
  });
}

void Register::eachParty(const std::function<void(const domain::Party&)>& told) {
  Database& database = store_->database;
  database.read(
      [&] {
        AccountReader reader(database);
        domain::Party party;
        std::int64_t account = 0, partyId = 0;
        std::string platform;
        soci::statement select =
            (database.sql().prepare
                 << "SELECT id, platform, party_id FROM sellers ORDER BY party_id, id",
             into(account), into(platform), into(partyId));
        select.execute();
        while (select.fetch()) {
          if (party.id != partyId && !party.accounts.empty()) {
            told(party);
            party.accounts.clear();
          }
          party.id = partyId;
          party.accounts.push_back(reader.seller(account));
          party.accounts.back().key.platform = platform;
        }
        if (!party.accounts.empty()) told(party);
      });
}

}  // namespace thongbao::registry
