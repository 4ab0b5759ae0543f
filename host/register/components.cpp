#include "register/components.h"

#include <algorithm>
#include <map>
#include <utility>

#include "register/accounts.h"
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

void uniteByKeys(Database& database, const std::vector<std::int64_t>& accounts, Groups& groups) {
  AccountReader reader(database);
  std::map<std::pair<std::string, std::string>, std::int64_t> firstHolder;
  for (const std::int64_t account : accounts)
    for (const LinkKey& key : reader.keys(account)) {
      if (!linksNobody(database, lookupOf(key)))
        unite(groups, firstHolder.try_emplace({key.kind, key.value}, account).first->second,
              account);
    }
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

std::vector<std::vector<std::int64_t>> componentsOf(Database& database, std::int64_t party) {
  const std::vector<std::int64_t> accounts = accountsOf(database, party);
  Groups groups;
  for (const std::int64_t account : accounts) groups[account] = account;
  uniteByKeys(database, accounts, groups);
  uniteByOfficers(database, party, groups);
  std::map<std::int64_t, std::vector<std::int64_t>> parts;
  for (const auto& [account, group] : groups) parts[groupOf(groups, account)].push_back(account);
  std::vector<std::vector<std::int64_t>> components;
  for (auto& [group, members] : parts) components.push_back(std::move(members));
  return components;
}

}  // namespace thongbao::registry
