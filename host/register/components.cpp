#include "register/components.h"

#include <algorithm>
#include <map>
#include <utility>

#include "register/linking.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// Each account's group is named by its oldest account (disjoint sets).
using Groups = std::map<std::int64_t, std::int64_t>;

std::int64_t groupOf(Groups& groups, std::int64_t account) {
  while (groups[account] != account) account = groups[account] = groups[groups[account]];
  return account;
}

void unite(Groups& groups, std::int64_t a, std::int64_t b) {
  if (!groups.contains(a) || !groups.contains(b)) return;
  const auto [low, high] = std::minmax({groupOf(groups, a), groupOf(groups, b)});
  groups[high] = low;
}

void uniteByKeys(Database& database, std::int64_t party, std::size_t mostOfOneKey, Groups& groups) {
  std::string kind, value;
  std::int64_t account = 0;
  const auto most = static_cast<std::int64_t>(mostOfOneKey);
  soci::statement select =
      (database.sql().prepare
           << "SELECT k.kind, k.value, k.seller_id FROM link_keys k JOIN sellers s ON "
              "s.id = k.seller_id WHERE s.party_id = :party AND (SELECT COUNT(*) FROM link_keys "
              "other WHERE other.kind = k.kind AND other.value = k.value) <= :most "
              "ORDER BY k.seller_id",
       use(party), use(most), into(kind), into(value), into(account));
  std::map<std::pair<std::string, std::string>, std::int64_t> firstHolder;
  select.execute();
  while (select.fetch())
    unite(groups, firstHolder.try_emplace({kind, value}, account).first->second, account);
}

void uniteByOfficers(Database& database, std::int64_t party, Groups& groups) {
  std::int64_t a = 0, b = 0;
  soci::statement select =
      (database.sql().prepare << "SELECT l.seller_id, l.other_id FROM party_links l JOIN sellers s "
                                 "ON s.id = l.seller_id WHERE l.reason = 'officer' AND "
                                 "s.party_id = :party",
       use(party), into(a), into(b));
  select.execute();
  while (select.fetch()) unite(groups, a, b);
}

}  // namespace

std::vector<std::vector<std::int64_t>> componentsOf(Database& database, std::int64_t party,
                                                    std::size_t mostOfOneKey) {
  Groups groups;
  for (const std::int64_t account : accountsOf(database, party)) groups[account] = account;
  uniteByKeys(database, party, mostOfOneKey, groups);
  uniteByOfficers(database, party, groups);
  std::map<std::int64_t, std::vector<std::int64_t>> parts;
  for (const auto& [account, group] : groups) parts[groupOf(groups, account)].push_back(account);
  std::vector<std::vector<std::int64_t>> components;
  for (auto& [group, accounts] : parts) components.push_back(std::move(accounts));
  return components;
}

}  // namespace thongbao::registry
