#include <map>
#include <utility>

#include "base/hash.h"
#include "register/keeping.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// A condition on `sellers`, named `s`, with its three values.
struct Condition {
  explicit Condition(const SellerFilter& filter)
      : platform(filter.platform), province(filter.province) {
    for (const char c : searchQueryOf(filter.query)) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    pattern = '%' + pattern + '%';
  }
  static constexpr const char* kText =
      "(:platform = '' OR s.platform = :platform) AND (:province = '' OR s.province = :province) "
      "AND s.folded LIKE :pattern ESCAPE '\\'";
  std::string platform, province, pattern;
};

/// The accounts that `where` lets through, the first seen first.
template <class... Uses>
std::vector<SellerView> select(Database& database, const std::string& where, const Uses&... uses) {
  SellerView view;
  std::int64_t data = 0;
  AccountReader reader(database);
  std::vector<SellerView> found;
  soci::statement statement =
      (((database.sql().prepare << "SELECT s.id, s.party_id, s.first_seen, s.last_seen, "
                                   "s.data_sequence FROM sellers s WHERE "
                                << where << " ORDER BY s.id"),
        ..., uses),
       into(view.id), into(view.partyId), into(view.firstSeen), into(view.lastSeen), into(data));
  statement.execute();
  while (statement.fetch()) {
    view.seller = reader.seller(view.id, data);
    found.push_back(view);
  }
  return found;
}

/// Reads the links of accounts; one statement for many.
class LinkReader {
 public:
  explicit LinkReader(Database& database)
      : select_((database.sql().prepare
                     << "SELECT l.seller_id, l.reason, COALESCE(s.content, '') FROM party_links l "
                        "LEFT JOIN sealed s ON s.sequence = l.sequence AND s.part = l.reason "
                        "WHERE l.seller_id = :seller ORDER BY l.sequence, l.reason",
                 use(seller_), into(link_.sellerId), into(link_.reason), into(link_.value))) {}
  void addTo(std::vector<domain::PartyLink>& links, std::int64_t seller) {
    seller_ = seller;
    select_.execute();
    while (select_.fetch()) links.push_back(link_);
  }

 private:
  std::int64_t seller_ = 0;
  domain::PartyLink link_;
  soci::statement select_;
};

std::vector<domain::Party> partiesOf(Database& database, const std::vector<SellerView>& accounts) {
  std::map<std::int64_t, domain::Party> byId;
  LinkReader links(database);
  for (const SellerView& account : accounts) {
    domain::Party& party = byId[account.partyId];
    party.id = account.partyId;
    party.accounts.push_back(account.seller);
    links.addTo(party.links, account.id);
  }
  std::vector<domain::Party> parties;
  for (auto& [id, party] : byId) parties.push_back(std::move(party));
  return parties;
}

}  // namespace

std::vector<Change> Register::keepSellers(std::int64_t pull,
                                          const std::vector<SellerRecord>& sellers,
                                          const std::string& cursor) {
  Database& database = store_->database;
  return database.write([&] {
    std::vector<Change> changes;
    SellerKeeper keeper(database, pull);
    for (const SellerRecord& record : sellers) changes.push_back(keeper.keep(record));
    database.sql() << "UPDATE pulls SET cursor_text = :cursor WHERE id = :id", use(cursor),
        use(pull);
    return changes;
  });
}

std::vector<SellerView> Register::sellers(const SellerFilter& filter) {
  Database& database = store_->database;
  return database.read([&] {
    const Condition condition(filter);
    return select(database, Condition::kText, use(condition.platform, "platform"),
                  use(condition.province, "province"), use(condition.pattern, "pattern"));
  });
}

std::optional<SellerView> Register::seller(std::int64_t id) {
  Database& database = store_->database;
  return database.read([&]() -> std::optional<SellerView> {
    std::vector<SellerView> found = select(database, "s.id = :id", use(id));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  });
}

std::vector<Evidence> Register::evidence(std::int64_t sellerId) {
  Database& database = store_->database;
  return database.read([&] {
    Evidence one;
    std::int64_t row = 0;
    std::vector<Evidence> all;
    soci::statement statement =
        (database.sql().prepare
             << "SELECT e.pull_id, p.source_name, p.source_sha256, e.row_number, "
                "COALESCE(s.content, ''), n.time FROM evidence e JOIN pulls p ON p.id = e.pull_id "
                "JOIN entries n ON n.sequence = e.sequence LEFT JOIN sealed s ON "
                "s.sequence = e.sequence AND s.part = 'evidence' WHERE e.seller_id = :seller "
                "ORDER BY e.sequence",
         use(sellerId), into(one.pull), into(one.sourceName), into(one.sourceSha256), into(row),
         into(one.rawRow), into(one.seenAt));
    statement.execute();
    while (statement.fetch()) {
      one.row = static_cast<std::uint64_t>(row);
      one.rawSha256 = base::sha256(one.rawRow);
      all.push_back(one);
    }
    return all;
  });
}

std::optional<domain::Party> Register::party(std::int64_t id) {
  Database& database = store_->database;
  return database.read([&]() -> std::optional<domain::Party> {
    std::vector<domain::Party> found = partiesOf(
        database, select(database,
                         "s.party_id = (SELECT CASE merged_into WHEN 0 THEN id ELSE merged_into "
                         "END FROM parties WHERE id = :id)",
                         use(id)));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  });
}

std::vector<domain::Party> Register::parties(const SellerFilter& filter) {
  Database& database = store_->database;
  return database.read([&] {
    const Condition condition(filter);
    return partiesOf(
        database, select(database,
                         std::string("s.party_id IN (SELECT s.party_id FROM sellers s WHERE ") +
                             Condition::kText + ")",
                         use(condition.platform, "platform"), use(condition.province, "province"),
                         use(condition.pattern, "pattern")));
  });
}

}  // namespace thongbao::registry
