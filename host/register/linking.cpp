#include "register/linking.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "register/components.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

constexpr std::array<std::pair<const char*, std::string domain::Seller::*>, 4> kStrongKeys{{
    {"tax_code", &domain::Seller::taxCode},
    {"identity_number", &domain::Seller::identityNumber},
    {"phone", &domain::Seller::phone},
    {"email", &domain::Seller::email},
}};

}  // namespace

std::vector<LinkKey> keysOf(const domain::Seller& seller) {
  std::vector<LinkKey> keys;
  for (const auto& [kind, field] : kStrongKeys)
    if (!(seller.*field).empty()) keys.push_back({kind, seller.*field});
  return keys;
}

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

Linker::Linker(Database& database)
    : database_(database),
      nextParty_(database.nextId("parties")),
      unlinks_(database.number("SELECT COUNT(*) FROM unlinks")),
      selectHolders_((database.sql().prepare
                          << "SELECT k.seller_id, s.party_id FROM link_keys k JOIN sellers s ON "
                             "s.id = k.seller_id WHERE k.kind = :kind AND k.value = :value "
                             "ORDER BY k.seller_id",
                      use(key_.kind), use(key_.value), into(holder_), into(party_))),
      insertKey_((database.sql().prepare << "INSERT INTO link_keys (kind, value, seller_id) VALUES "
                                            "(:kind, :value, :seller)",
                  use(key_.kind), use(key_.value), use(seller_))),
      insertParty_(
          (database.sql().prepare << "INSERT INTO parties (id, merged_into) VALUES (:id, 0)",
           use(party_))) {}

Matches Linker::matches(std::int64_t seller, const std::vector<LinkKey>& keys) {
  Matches found;
  std::map<std::int64_t, Match> byParty;
  for (const LinkKey& key : keys) {
    key_ = key;
    std::vector<std::pair<std::int64_t, std::int64_t>> holders;
    selectHolders_.execute();
    while (selectHolders_.fetch())
      if (holder_ != seller) holders.emplace_back(holder_, party_);
    if (holders.size() == kMostAccountsOfOneKey) found.hotlines.push_back(key);
    if (holders.size() >= kMostAccountsOfOneKey) continue;
    for (const auto& [holder, party] : holders) {
      Match& match = byParty.try_emplace(party, Match{party, holder, {}}).first->second;
      match.reasons.emplace(key.kind, key.value);
    }
  }
  for (auto& [party, match] : byParty) found.parties.push_back(std::move(match));
  return found;
}

std::int64_t Linker::newParty() {
  party_ = nextParty_++;
  insertParty_.execute(true);
  return party_;
}

std::int64_t Linker::partyOf(std::int64_t seller) {
  std::int64_t party = 0;
  database_.sql() << "SELECT party_id FROM sellers WHERE id = :id", use(seller), into(party);
  return party;
}

bool Linker::isBlocked(std::int64_t partyA, std::int64_t partyB) {
  if (unlinks_ == 0) return false;
  std::int64_t count = 0;
  database_.sql() << "SELECT COUNT(*) FROM unlinks u JOIN sellers a ON a.id = u.seller_a JOIN "
                     "sellers b ON b.id = u.seller_b WHERE (a.party_id = :a AND b.party_id = :b) "
                     "OR (a.party_id = :c AND b.party_id = :d)",
      use(partyA), use(partyB), use(partyB), use(partyA), into(count);
  return count > 0;
}

void Linker::link(std::int64_t seller, const std::vector<LinkKey>& keys, const Matches& matches,
                  bool isNew) {
  for (const LinkKey& key : keys) {
    key_ = key;
    seller_ = seller;
    insertKey_.execute(true);
  }
  for (std::size_t i = 0; i < matches.parties.size(); ++i) {
    const Match& match = matches.parties[i];
    const std::int64_t mine = partyOf(seller), theirs = partyOf(match.seller);
    if (isNew && i == 0) {
      record(seller, match.seller, mine, {seller}, {}, match.reasons, base::Json::array());
    } else if (mine != theirs && !isBlocked(mine, theirs)) {
      join(seller, match.seller, match.reasons);
    }
  }
  for (const LinkKey& key : matches.hotlines) takeApart(key);
}

void Linker::join(std::int64_t seller, std::int64_t other, const Sealed& sealed,
                  const base::Json& lifted) {
  const auto [keep, leave] = std::minmax({partyOf(seller), partyOf(other)});
  const std::vector<std::int64_t> moved = accountsOf(database_, leave);
  database_.sql() << "UPDATE sellers SET party_id = :keep WHERE party_id = :leave", use(keep),
      use(leave);
  // Dispatches keep the party they were made for; it is found through `merged_into`.
  std::vector<std::int64_t> merged{leave};
  std::int64_t earlier = 0;
  soci::statement select =
      (database_.sql().prepare << "SELECT id FROM parties WHERE merged_into = :leave ORDER BY id",
       use(leave), into(earlier));
  select.execute();
  while (select.fetch()) merged.push_back(earlier);
  for (const std::int64_t party : merged)
    database_.sql() << "UPDATE parties SET merged_into = :keep WHERE id = :id", use(keep),
        use(party);
  record(seller, other, keep, moved, merged, sealed, lifted);
}

void Linker::record(std::int64_t seller, std::int64_t other, std::int64_t party,
                    const std::vector<std::int64_t>& moved, const std::vector<std::int64_t>& merged,
                    const Sealed& sealed, const base::Json& lifted) {
  base::Json payload{{"seller", seller}, {"other", other},   {"party", party},
                     {"moved", moved},   {"merged", merged}, {"reasons", base::Json::array()}};
  for (const auto& [reason, value] : sealed) payload["reasons"].push_back(reason);
  if (!lifted.empty()) payload["lifted"] = lifted;
  const std::int64_t sequence = database_.append("party.linked", payload, sealed);
  for (const auto& [reason, value] : sealed)
    database_.sql() << "INSERT INTO party_links (sequence, reason, seller_id, other_id) VALUES "
                       "(:sequence, :reason, :seller, :other)",
        use(sequence), use(reason), use(seller), use(other);
}

std::int64_t Linker::separate(std::int64_t from, const std::vector<std::int64_t>& sellers) {
  const std::int64_t party = newParty();
  for (const std::int64_t seller : sellers) {
    database_.sql() << "UPDATE sellers SET party_id = :party WHERE id = :id AND party_id = :from",
        use(party), use(seller), use(from);
    database_.sql() << "DELETE FROM party_links WHERE seller_id = :a OR other_id = :b", use(seller),
        use(seller);
  }
  return party;
}

void Linker::takeApart(const LinkKey& key) {
  std::set<std::int64_t> parties;
  key_ = key;
  selectHolders_.execute();
  while (selectHolders_.fetch()) parties.insert(party_);
  database_.sql() << "DELETE FROM party_links WHERE reason = :kind AND seller_id IN (SELECT "
                     "seller_id FROM link_keys WHERE kind = :kind2 AND value = :value) AND "
                     "sequence IN (SELECT sequence FROM sealed WHERE part = :part AND "
                     "content = :content)",
      use(key.kind), use(key.kind), use(key.value), use(key.kind), use(key.value);
  for (const std::int64_t party : parties) {
    const auto parts = componentsOf(database_, party, kMostAccountsOfOneKey);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::int64_t made = separate(party, parts[i]);
      database_.append(
          "party.unlinked",
          {{"from", party}, {"party", made}, {"moved", parts[i]}, {"reason", "shared_" + key.kind}},
          {{key.kind, key.value}});
    }
  }
}

}  // namespace thongbao::registry
