#include "register/linking.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "register/components.h"
#include "register/seller_index.h"
#include "register/unlinks.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// Links that one entry tells of.
constexpr std::size_t kLinksAnEntry = 500;
/// Accounts whose keys are remembered while links are made.
constexpr std::size_t kMostKeysMet = 1000;

}  // namespace

std::vector<std::int64_t> accountsOf(Database& database, std::int64_t party) {
  std::vector<std::int64_t> accounts;
  std::int64_t id = 0;
  soci::statement select =
      (database.sql().prepare << "SELECT id FROM sellers WHERE party_id = :party ORDER BY id",
       use(party), into(id));
  select.execute();
  while (select.fetch()) accounts.push_back(id);
  return accounts;
}

bool linksNobody(Database& database, std::int64_t lookup) {
  std::int64_t count = 0;
  database.sql() << "SELECT COUNT(*) FROM shared_keys WHERE lookup = :lookup", use(lookup),
      into(count);
  return count > 0;
}

Linker::Linker(Database& database)
    : database_(database),
      reader_(database),
      unlinks_(database.number("SELECT COUNT(*) FROM unlinks")),
      selectHolders_((database.sql().prepare
                          << "SELECT seller_id FROM keys WHERE lookup = :lookup ORDER BY seller_id "
                             "LIMIT :most",
                      use(lookup_), use(most_), into(seller_))),
      insertLink_((database.sql().prepare
                       << "INSERT INTO party_links (sequence, reason, seller_id, other_id) VALUES "
                          "(:sequence, :reason, :seller, :other)",
                   use(sequence_), use(reason_), use(seller_), use(other_))),
      selectParty_((database.sql().prepare << "SELECT party_id FROM sellers WHERE id = :id",
                    use(seller_), into(party_))),
      moveAll_(
          (database.sql().prepare << "UPDATE sellers SET party_id = :keep WHERE party_id = :leave",
           use(keep_), use(leave_))) {}

std::vector<LinkKey> Linker::linkNewKeys() {
  SellerIndex(database_).begin();
  database_.sql() << "INSERT OR IGNORE INTO keys (lookup, seller_id) SELECT lookup, seller_id FROM "
                     "new_keys ORDER BY lookup, seller_id";
  std::vector<LinkKey> hotlines;
  for (const std::int64_t lookup : newLookups()) linkHolders(lookup, hotlines);
  tell();
  database_.sql() << "DELETE FROM new_keys";
  database_.sql() << "UPDATE indexed SET last_linked = last_seller";
  return hotlines;
}

/// The keys that somebody has since the last time and that may link, in the order of the accounts,
/// whose pages are then met one after the other.
std::vector<std::int64_t> Linker::newLookups() {
  std::vector<std::int64_t> lookups;
  const auto read = [&](const char* query) {
    std::int64_t lookup = 0;
    soci::statement select = (database_.sql().prepare << query, into(lookup));
    select.execute();
    while (select.fetch()) lookups.push_back(lookup);
  };
  const std::int64_t linked = database_.number("SELECT last_linked FROM indexed");
  const std::int64_t last = database_.number("SELECT last_seller FROM indexed");
  // The keys of few accounts are read with them. For many, the whole table is walked once.
  constexpr std::int64_t kFew = 30;
  if (last - linked < last / kFew) {
    for (std::int64_t seller = linked + 1; seller <= last; ++seller)
      for (const LinkKey& key : reader_.keys(seller)) lookups.push_back(lookupOf(key));
  } else {
    read(
        "SELECT lookup FROM keys GROUP BY lookup HAVING COUNT(*) > 1 AND MAX(seller_id) > (SELECT "
        "last_linked FROM indexed) ORDER BY MAX(seller_id)");
  }
  read("SELECT lookup FROM new_keys GROUP BY lookup ORDER BY MAX(seller_id)");
  return lookups;
}

std::vector<std::int64_t> Linker::holders(std::int64_t lookup, std::size_t most) {
  lookup_ = lookup;
  most_ = static_cast<std::int64_t>(most);
  std::vector<std::int64_t> all;
  selectHolders_.execute();
  while (selectHolders_.fetch()) all.push_back(seller_);
  return all;
}

const std::vector<LinkKey>& Linker::keysOfAccount(std::int64_t seller) {
  const auto [met, isNew] = keysMet_.try_emplace(seller);
  if (isNew) met->second = reader_.keys(seller);
  return met->second;
}

std::optional<LinkKey> Linker::keyOf(std::int64_t lookup, std::int64_t seller) {
  for (const LinkKey& key : keysOfAccount(seller))
    if (lookupOf(key) == lookup) return key;
  return std::nullopt;
}

void Linker::linkHolders(std::int64_t lookup, std::vector<LinkKey>& hotlines) {
  if (keysMet_.size() >= kMostKeysMet) keysMet_.clear();
  const std::vector<std::int64_t> all = holders(lookup, kMostAccountsOfOneKey + 1);
  if (all.size() < 2) return;
  if (all.size() > kMostAccountsOfOneKey) {
    if (linksNobody(database_, lookup)) return;
    const auto key = keyOf(lookup, all.back());
    if (!key) return;
    stopLinkingBy(lookup, *key);
    return hotlines.push_back(*key);
  }
  for (std::size_t i = 1; i < all.size(); ++i) linkToOneOf(std::span(all).first(i), all[i]);
}

/// Puts the account into the party of the first of the others that it shares a key with and that
/// no officer separated from it.
void Linker::linkToOneOf(std::span<const std::int64_t> earlier, std::int64_t seller) {
  for (const std::int64_t other : earlier) {
    const std::int64_t mine = partyOf(seller), theirs = partyOf(other);
    if (mine == theirs) return;
    if (isBlocked(mine, theirs)) continue;
    std::vector<std::string> reasons;
    for (const LinkKey& key : keysOfAccount(other)) {
      const auto& keys = keysOfAccount(seller);
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) reasons.emplace_back(key.kind);
    }
    if (reasons.empty()) continue;
    join(seller, other);
    note({seller, other, std::move(reasons)});
    return;
  }
}

std::int64_t Linker::partyOf(std::int64_t seller) {
  seller_ = seller;
  party_ = 0;
  readOne(selectParty_);
  return party_;
}

bool Linker::isBlocked(std::int64_t partyA, std::int64_t partyB) {
  return unlinks_ > 0 && !unlinksBetween(database_, partyA, partyB).empty();
}

void Linker::join(std::int64_t seller, std::int64_t other) {
  std::tie(keep_, leave_) = std::minmax({partyOf(seller), partyOf(other)});
  moveAll_.execute(true);
}

void Linker::note(Link link) {
  sequence_ = database_.nextSequence();
  seller_ = link.seller;
  other_ = link.other;
  for (const std::string& reason : link.reasons) {
    reason_ = reason;
    insertLink_.execute(true);
  }
  links_.push_back(std::move(link));
  if (links_.size() >= kLinksAnEntry) tell();
}

void Linker::tell(const Sealed& sealed, const base::Json& lifted) {
  if (links_.empty()) return;
  base::Json payload{{"links", base::Json::array()}};
  for (const Link& link : links_)
    payload["links"].push_back(
        {{"seller", link.seller}, {"other", link.other}, {"reasons", link.reasons}});
  if (!lifted.empty()) payload["lifted"] = lifted;
  links_.clear();
  database_.append("party.linked", std::move(payload), sealed);
}

void Linker::joinByOfficer(std::int64_t seller, std::int64_t other, const std::string& officer,
                           const base::Json& lifted) {
  join(seller, other);
  note({seller, other, {"officer"}});
  tell({{"officer", officer}}, lifted);
}

void Linker::separate(std::int64_t from, const std::vector<std::int64_t>& sellers) {
  std::vector<std::int64_t> rest;
  const std::vector<std::int64_t> all = accountsOf(database_, from);
  std::set_difference(all.begin(), all.end(), sellers.begin(), sellers.end(),
                      std::back_inserter(rest));
  for (const auto* group : {&sellers, std::as_const(rest).empty() ? &sellers : &rest})
    for (const std::int64_t seller : *group)
      database_.sql() << "UPDATE sellers SET party_id = :party WHERE id = :id", use(group->front()),
          use(seller);
  for (const std::int64_t seller : sellers)
    database_.sql() << "DELETE FROM party_links WHERE seller_id = :a OR other_id = :b", use(seller),
        use(seller);
}

/// The key links nobody from now on; what it alone held together comes apart.
void Linker::stopLinkingBy(std::int64_t lookup, const LinkKey& key) {
  tell();
  const std::string kind = key.kind;
  const std::int64_t sequence =
      database_.append("key.shared", {{"kind", kind}}, {{"value", key.value}});
  database_.sql() << "INSERT INTO shared_keys (lookup, sequence) VALUES (:lookup, :sequence)",
      use(lookup), use(sequence);
  database_.sql() << "DELETE FROM party_links WHERE reason = :kind AND seller_id IN (SELECT "
                     "seller_id FROM keys WHERE lookup = :a) AND other_id IN (SELECT seller_id "
                     "FROM keys WHERE lookup = :b)",
      use(kind), use(lookup), use(lookup);
  std::vector<std::int64_t> parties;
  std::int64_t party = 0;
  soci::statement select =
      (database_.sql().prepare << "SELECT s.party_id FROM keys k JOIN sellers s ON "
                                  "s.id = k.seller_id WHERE k.lookup = :lookup GROUP BY s.party_id "
                                  "HAVING COUNT(*) > 1",
       use(lookup), into(party));
  select.execute();
  while (select.fetch()) parties.push_back(party);
  for (const std::int64_t one : parties) {
    const auto parts = componentsOf(database_, one);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      separate(one, parts[i]);
      database_.append("party.unlinked",
                       {{"from", one}, {"moved", parts[i]}, {"reason", "shared_" + kind}},
                       {{kind, key.value}});
    }
  }
}

}  // namespace thongbao::registry
