#include "register/suggestions.h"

#include <algorithm>
#include <optional>
#include <set>

#include "register/linking.h"
#include "register/pair_inserter.h"
#include "register/store.h"
#include "register/unlinks.h"
#include "register/weak_key.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

constexpr int kMostPoints = 99;

/// What says more says it alone: an equal name in one house is no second reason beside it.
void dropImplied(std::vector<LinkKey>& keys) {
  const bool isWhole = std::any_of(keys.begin(), keys.end(), [](const LinkKey& key) {
    return std::string_view(key.kind) == "address_and_name";
  });
  if (!isWhole) return;
  std::erase_if(keys, [](const LinkKey& key) {
    const std::string_view kind = key.kind;
    return kind == "address" || kind == "legal_name";
  });
}

Suggestion suggestionOf(const Suggestion::Account& a, const Suggestion::Account& b,
                        const std::vector<LinkKey>& keys) {
  Suggestion suggestion{a, b, 0, {}};
  for (const LinkKey& key : keys) {
    suggestion.score = std::min(kMostPoints, suggestion.score + pointsOf(key.kind));
    suggestion.reasons.push_back({key.kind, key.value});
  }
  std::sort(suggestion.reasons.begin(), suggestion.reasons.end(),
            [](const auto& x, const auto& y) { return pointsOf(x.kind) > pointsOf(y.kind); });
  return suggestion;
}

bool isBetter(const Suggestion& x, const Suggestion& y) {
  if (x.score != y.score) return x.score > y.score;
  return std::pair(x.a.id, x.b.id) < std::pair(y.a.id, y.b.id);
}

}  // namespace

Suggester::Suggester(Database& database, std::size_t most, int leastScore)
    : database_(database), reader_(database), most_(most), leastScore_(leastScore) {}

std::vector<Suggestion> Suggester::find() {
  noteLookups();
  std::int64_t lookup = 0;
  const auto mostAccounts = static_cast<std::int64_t>(kMostAccountsOfOneKey);
  soci::statement select =
      (database_.sql().prepare << "SELECT lookup FROM temp.weak_keys GROUP BY lookup HAVING "
                                  "COUNT(*) BETWEEN 2 AND :most",
       use(mostAccounts), into(lookup));
  select.execute();
  while (select.fetch()) compare(lookup, membersOf(lookup));
  keepBest(most_);
  return std::move(found_);
}

void Suggester::noteLookups() {
  database_.sql() << "CREATE TEMP TABLE weak_keys (lookup INTEGER NOT NULL, seller_id INTEGER NOT "
                     "NULL)";
  PairInserter lookups(database_, "temp.weak_keys (lookup, seller_id)");
  std::int64_t id = 0;
  soci::statement select =
      (database_.sql().prepare << "SELECT id FROM sellers ORDER BY id", into(id));
  select.execute();
  while (select.fetch())
    for (const LinkKey& key : weakKeysOf(reader_.seller(id))) lookups.insert(lookupOf(key), id);
  lookups.finish();
  database_.sql() << "CREATE INDEX temp.weak_keys_by_lookup ON weak_keys (lookup, seller_id)";
}

/// None when all are of one party.
std::vector<Suggester::Member> Suggester::membersOf(std::int64_t lookup) {
  std::vector<Member> members;
  Suggestion::Account account;
  soci::statement select =
      (database_.sql().prepare
           << "SELECT s.id, s.party_id, s.platform, s.account_id FROM temp.weak_keys w JOIN "
              "sellers s ON s.id = w.seller_id WHERE w.lookup = :lookup ORDER BY s.id",
       use(lookup), into(account.id), into(account.partyId), into(account.platform),
       into(account.accountId));
  select.execute();
  while (select.fetch()) members.push_back({account, {}, {}, false});
  const bool isOneParty = std::all_of(members.begin(), members.end(), [&](const Member& member) {
    return member.account.partyId == members.front().account.partyId;
  });
  if (isOneParty) return {};
  for (Member& member : members) {
    const domain::Seller seller = reader_.seller(member.account.id);
    member.account.name = seller.legalName.empty() ? seller.name : seller.legalName;
    member.keys = weakKeysOf(seller);
    member.taxCode = seller.taxCode;
    member.isBankKnown = !seller.bankName.empty();
  }
  return members;
}

/// Whether the key, which both have, says something of the two.
bool Suggester::isProof(const LinkKey& key, const Member& a, const Member& b) {
  const std::string_view kind = key.kind;
  if (kind == "handle" && a.account.platform == b.account.platform) return false;
  if (kind == "enterprise" && a.taxCode == b.taxCode) return false;
  if (kind == "bank_account" && a.isBankKnown && b.isBankKnown) return false;
  const std::int64_t lookup = lookupOf(key);
  std::int64_t count = 0;
  database_.sql() << "SELECT COUNT(*) FROM temp.weak_keys WHERE lookup = :lookup", use(lookup),
      into(count);
  return count <= static_cast<std::int64_t>(kMostAccountsOfOneKey);
}

std::vector<LinkKey> Suggester::sharedKeys(const Member& a, const Member& b) {
  std::vector<LinkKey> shared;
  for (const LinkKey& key : a.keys)
    if (std::find(b.keys.begin(), b.keys.end(), key) != b.keys.end() && isProof(key, a, b))
      shared.push_back(key);
  return shared;
}

void Suggester::compare(std::int64_t lookup, const std::vector<Member>& members) {
  for (std::size_t j = 1; j < members.size(); ++j)
    for (std::size_t i = 0; i < j; ++i) {
      const Member &a = members[i], &b = members[j];
      if (a.account.partyId == b.account.partyId) continue;
      std::vector<LinkKey> keys = sharedKeys(a, b);
      // A pair that meets by several keys is told by the first of them.
      std::optional<std::int64_t> first;
      for (const LinkKey& key : keys)
        first = std::min(first.value_or(lookupOf(key)), lookupOf(key));
      if (first != lookup) continue;
      dropImplied(keys);
      Suggestion suggestion = suggestionOf(a.account, b.account, keys);
      if (suggestion.score < leastScore_ ||
          !unlinksBetween(database_, a.account.partyId, b.account.partyId).empty())
        continue;
      found_.push_back(std::move(suggestion));
      constexpr std::size_t kRoom = 1000;
      if (found_.size() >= 2 * most_ + kRoom) keepBest(most_);
    }
}

/// The best pair of each two parties, at most so many of them.
void Suggester::keepBest(std::size_t most) {
  std::sort(found_.begin(), found_.end(), isBetter);
  std::set<std::pair<std::int64_t, std::int64_t>> parties;
  std::erase_if(found_, [&](const Suggestion& one) {
    return !parties.insert(std::minmax(one.a.partyId, one.b.partyId)).second;
  });
  if (found_.size() > most) found_.resize(most);
}

std::vector<Suggestion> Register::suggest(std::size_t most, int leastScore) {
  Database& database = store_->database;
  return database.read([&] { return Suggester(database, most, leastScore).find(); });
}

}  // namespace thongbao::registry
