#include <algorithm>
#include <functional>
#include <utility>

#include "base/hash.h"
#include "register/linking.h"
#include "register/seller_condition.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// Calls `told` with each account that `where` lets through, the first seen first.
template <class... Uses>
void select(Database& database, const std::string& where,
            const std::function<void(SellerView&)>& told, const Uses&... uses) {
  SellerView view;
  std::string platform;
  AccountReader reader(database);
  soci::statement statement =
      (((database.sql().prepare
         << "SELECT s.id, s.platform, s.party_id, s.commune, COALESCE((SELECT e.time FROM records "
            "r JOIN "
            "entries e ON e.sequence = r.sequence WHERE r.seller_id = s.id ORDER BY r.id LIMIT 1), "
            "''), COALESCE((SELECT e.time FROM records r JOIN entries e ON e.sequence = r.sequence "
            "WHERE r.seller_id = s.id ORDER BY r.id DESC LIMIT 1), '') FROM sellers s WHERE "
         << where << " ORDER BY s.id"),
        ..., uses),
       into(view.id), into(platform), into(view.partyId), into(view.communeCode),
       into(view.firstSeen), into(view.lastSeen));
  statement.execute();
  while (statement.fetch()) {
    view.seller = reader.seller(view.id);
    view.seller.key.platform = platform;
    told(view);
  }
}

template <class... Uses>
std::vector<SellerView> selected(Database& database, const std::string& where,
                                 const Uses&... uses) {
  std::vector<SellerView> found;
  select(
      database, where, [&found](SellerView& view) { found.push_back(std::move(view)); }, uses...);
  return found;
}

std::vector<SellerView> viewsOf(Database& database, std::int64_t party) {
  return selected(database, "s.party_id = :party", use(party));
}

/// Reads the links of accounts, with the value of the key that both share, or the officer's words.
class LinkReader {
 public:
  explicit LinkReader(Database& database)
      : accounts_(database),
        select_((database.sql().prepare
                     << "SELECT l.seller_id, l.other_id, l.reason, COALESCE(s.content, '') FROM "
                        "party_links l LEFT JOIN sealed s ON s.sequence = l.sequence AND "
                        "s.part = l.reason AND s.salt <> '' WHERE l.seller_id = :seller "
                        "ORDER BY l.sequence, l.other_id, l.reason",
                 use(seller_), into(link_.sellerId), into(link_.otherId), into(link_.reason),
                 into(link_.value))) {}
  void addTo(std::vector<domain::PartyLink>& links, std::int64_t seller) {
    seller_ = seller;
    select_.execute();
    const std::size_t before = links.size();
    while (select_.fetch()) links.push_back(link_);
    for (std::size_t i = before; i < links.size(); ++i)
      if (links[i].value.empty()) links[i].value = sharedValue(links[i]);
  }

 private:
  std::string sharedValue(const domain::PartyLink& link) {
    const std::vector<LinkKey> theirs = accounts_.keys(link.otherId);
    for (const LinkKey& key : accounts_.keys(link.sellerId))
      if (link.reason == key.kind && std::find(theirs.begin(), theirs.end(), key) != theirs.end())
        return key.value;
    return {};
  }

  AccountReader accounts_;
  std::int64_t seller_ = 0;
  domain::PartyLink link_;
  soci::statement select_;
};

}  // namespace

std::vector<Change> Register::keepSellers(std::int64_t pull,
                                          const std::vector<SellerRecord>& sellers,
                                          const std::string& cursor,
                                          const std::vector<SeenRow>& seen) {
  Database& database = store_->database;
  try {
    return database.write([&] {
      if (!store_->keeper || store_->keeper->pull() != pull)
        store_->keeper = std::make_unique<SellerKeeper>(database, pull);
      SellerKeeper& keeper = *store_->keeper;
      keeper.begin();
      std::vector<Change> changes;
      for (const SellerRecord& record : sellers) changes.push_back(keeper.keep(record));
      for (const SeenRow& row : seen) keeper.keep(row);
      keeper.finish();
      database.sql() << "UPDATE pulls SET cursor_text = :cursor WHERE id = :id", use(cursor),
          use(pull);
      return changes;
    });
  } catch (...) {
    store_->keeper.reset();
    throw;
  }
}

void Register::eachSeller(const SellerFilter& filter,
                          const std::function<void(SellerView&)>& told) {
  Database& database = store_->database;
  database.read([&] {
    const SellerCondition condition(filter);
    select(database, SellerCondition::kText, told, use(condition.platform, "platform"),
           use(condition.province, "province"), use(condition.commune, "commune"),
           use(condition.pattern, "pattern"));
  });
}

std::vector<SellerView> Register::sellers(const SellerFilter& filter) {
  std::vector<SellerView> found;
  eachSeller(filter, [&found](SellerView& view) { found.push_back(std::move(view)); });
  return found;
}

std::optional<SellerView> Register::seller(std::int64_t id) {
  Database& database = store_->database;
  return database.read([&]() -> std::optional<SellerView> {
    std::vector<SellerView> found = selected(database, "s.id = :id", use(id));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  });
}

std::vector<Evidence> Register::evidence(std::int64_t sellerId) {
  Database& database = store_->database;
  return database.read([&] {
    Evidence one;
    std::int64_t row = 0;
    std::string reading;
    std::vector<Evidence> all;
    soci::statement statement =
        (database.sql().prepare
             << "SELECT r.pull_id, p.platform, p.source_name, p.source_sha256, p.reading, "
                "COALESCE(s.content, ''), r.row_number, e.time FROM records r JOIN pulls p ON "
                "p.id = r.pull_id JOIN entries e ON e.sequence = r.sequence LEFT JOIN sealed s ON "
                "s.sequence = p.begun_sequence AND s.part = 'officer' WHERE r.seller_id = :seller "
                "ORDER BY r.id",
         use(sellerId), into(one.pull), into(one.platform), into(one.sourceName),
         into(one.sourceSha256), into(reading), into(one.officer), into(row), into(one.seenAt));
    statement.execute();
    while (statement.fetch()) {
      one.row = static_cast<std::uint64_t>(row);
      one.reading = readKept(reading);
      all.push_back(one);
    }
    return all;
  });
}

std::vector<SharedKey> Register::sharedKeys(std::int64_t sellerId) {
  Database& database = store_->database;
  return database.read([&] {
    std::vector<SharedKey> shared;
    for (const LinkKey& key : AccountReader(database).keys(sellerId))
      if (linksNobody(database, lookupOf(key))) shared.push_back({key.kind, key.value});
    return shared;
  });
}

std::vector<SellerView> Register::accountsOfParty(std::int64_t partyId) {
  Database& database = store_->database;
  return database.read([&] { return viewsOf(database, partyId); });
}

std::optional<domain::Party> Register::party(std::int64_t id) {
  Database& database = store_->database;
  return database.read([&]() -> std::optional<domain::Party> {
    domain::Party party;
    database.sql() << "SELECT party_id FROM sellers WHERE id = :id", use(id), into(party.id);
    LinkReader links(database);
    for (SellerView& account : viewsOf(database, party.id)) {
      links.addTo(party.links, account.id);
      party.accounts.push_back(std::move(account.seller));
    }
    if (party.accounts.empty()) return std::nullopt;
    return party;
  });
}

std::unique_ptr<Candidates> Register::candidates(const CampaignSpec& spec) {
  Database& database = store_->database;
  return database.guarded([&] { return std::make_unique<Candidates>(database.another(), spec); });
}

}  // namespace thongbao::registry
