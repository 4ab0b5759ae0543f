#include "register/keeping.h"

#include "base/hash.h"
#include "base/words.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

SellerKeeper::SellerKeeper(Database& database, std::int64_t pull)
    : database_(database),
      pull_(pull),
      linker_(database),
      reader_(database),
      nextSeller_(database.nextId("sellers")),
      findSeller_((database.sql().prepare << "SELECT id, data_sequence FROM sellers WHERE "
                                             "platform = :platform AND account_id = :account",
                   use(platform_), use(accountId_), into(seller_), into(dataSequence_))),
      insertSeller_((database.sql().prepare
                         << "INSERT INTO sellers (id, platform, account_id, party_id, province, "
                            "folded, first_seen, last_seen, data_sequence) VALUES (:id, :platform, "
                            ":account, :party, :province, :folded, :first, :last, :data)",
                     use(seller_), use(platform_), use(accountId_), use(party_), use(province_),
                     use(folded_), use(database.time()), use(database.time()), use(sequence_))),
      updateSeller_((database.sql().prepare
                         << "UPDATE sellers SET province = :province, folded = :folded, "
                            "data_sequence = :data WHERE id = :id",
                     use(province_), use(folded_), use(dataSequence_), use(seller_))),
      findEvidence_((database.sql().prepare
                         << "SELECT COUNT(*) FROM evidence e JOIN pulls p ON p.id = e.pull_id "
                            "WHERE e.seller_id = :seller AND e.raw_sha256 = :raw AND "
                            "p.source_sha256 = :source",
                     use(seller_), use(rawSha256_), use(sourceSha256_), into(count_))),
      insertEvidence_((database.sql().prepare
                           << "INSERT INTO evidence (sequence, seller_id, pull_id, row_number, "
                              "raw_sha256) VALUES (:sequence, :seller, :pull, :row, :raw)",
                       use(sequence_), use(seller_), use(pull_), use(row_), use(rawSha256_))) {
  std::string state;
  database.sql() << "SELECT state, source_sha256 FROM pulls WHERE id = :id", use(pull_),
      into(state), into(sourceSha256_);
  if (state != "begun")
    throw base::Error(base::Code::defect,
                      base::tr("Sellers came from a pull that is not under way."));
}

SellerKeeper::Account* SellerKeeper::find(const domain::SellerKey& key) {
  if (const auto met = met_.find(key); met != met_.end()) return &met->second;
  platform_ = key.platform;
  accountId_ = key.accountId;
  if (!findSeller_.execute(true)) return nullptr;
  while (findSeller_.fetch()) continue;
  Account account{seller_, {}, reader_.core(dataSequence_), {}};
  account.core = readKept(account.coreText);
  const std::vector<domain::Listing> listings = reader_.listings(seller_);
  account.listings.insert(listings.begin(), listings.end());
  return &met_.emplace(key, std::move(account)).first->second;
}

Change SellerKeeper::keep(const SellerRecord& record) {
  Account* const account = find(record.seller.key);
  return account ? update(*account, record) : add(record);
}

std::string SellerKeeper::newListings(Account& account,
                                      const std::vector<domain::Listing>& listings) {
  base::Json fresh = base::Json::array();
  for (const domain::Listing& listing : listings)
    if (account.listings.size() < kMostListings && account.listings.insert(listing).second)
      fresh.push_back(domain::toJson(listing));
  return fresh.empty() ? std::string() : base::canonicalJson(fresh);
}

base::Json SellerKeeper::payload(std::int64_t seller, const SellerRecord& record) const {
  return {{"seller", seller}, {"pull", pull_}, {"row", record.row}};
}

Change SellerKeeper::add(const SellerRecord& record) {
  Account account{nextSeller_++, coreOf(record.seller), {}, {}};
  account.coreText = base::canonicalJson(account.core);
  const std::string listings = newListings(account, record.seller.listings);
  const std::vector<LinkKey> keys = keysOf(record.seller);
  const Matches matches = linker_.matches(account.id, keys);
  const std::int64_t party =
      matches.parties.empty() ? linker_.newParty() : matches.parties.front().party;

  base::Json added = payload(account.id, record);
  added["party"] = party;
  added["platform"] = record.seller.key.platform;
  sequence_ = database_.append(
      "seller.added", std::move(added),
      {{"seller", account.coreText}, {"listings", listings}, {"evidence", record.rawRow}});
  platform_ = record.seller.key.platform;
  accountId_ = record.seller.key.accountId;
  province_ = record.seller.province;
  folded_ = searchTextOf(record.seller);
  seller_ = account.id;
  party_ = party;
  insertSeller_.execute(true);
  keepEvidence(sequence_, account.id, record, base::sha256(record.rawRow));
  linker_.link(account.id, keys, matches, true);
  met_.emplace(record.seller.key, std::move(account));
  return Change::added;
}

std::vector<LinkKey> SellerKeeper::newKeys(const Account& account, const domain::Seller& seller) {
  std::vector<LinkKey> keys;
  for (const LinkKey& key : keysOf(seller)) {
    std::int64_t count = 0;
    database_.sql() << "SELECT COUNT(*) FROM link_keys WHERE kind = :kind AND value = :value AND "
                       "seller_id = :seller",
        use(key.kind), use(key.value), use(account.id), into(count);
    if (count == 0) keys.push_back(key);
  }
  return keys;
}

Change SellerKeeper::update(Account& account, const SellerRecord& record) {
  base::Json core = merged(account.core, coreOf(record.seller));
  const std::string coreText = base::canonicalJson(core);
  const bool coreChanged = coreText != account.coreText;
  const std::string listings = newListings(account, record.seller.listings);
  const bool changed = coreChanged || !listings.empty();
  const std::string rawSha256 = base::sha256(record.rawRow);
  if (!changed && hasEvidence(account.id, rawSha256)) return Change::unchanged;

  const std::int64_t sequence =
      database_.append(changed ? "seller.changed" : "seller.seen", payload(account.id, record),
                       {{"seller", coreChanged ? coreText : std::string()},
                        {"listings", listings},
                        {"evidence", record.rawRow}});
  keepEvidence(sequence, account.id, record, rawSha256);
  database_.sql() << "UPDATE sellers SET last_seen = :at WHERE id = :id", use(database_.time()),
      use(account.id);
  if (coreChanged) {
    const auto seller = readKept(coreText, domain::sellerFromJson);
    province_ = seller.province;
    folded_ = searchTextOf(seller);
    dataSequence_ = sequence;
    seller_ = account.id;
    updateSeller_.execute(true);
    const std::vector<LinkKey> keys = newKeys(account, seller);
    linker_.link(account.id, keys, linker_.matches(account.id, keys), false);
    account.core = std::move(core);
    account.coreText = coreText;
  }
  return changed ? Change::changed : Change::unchanged;
}

bool SellerKeeper::hasEvidence(std::int64_t seller, const std::string& rawSha256) {
  seller_ = seller;
  rawSha256_ = rawSha256;
  count_ = 0;
  findEvidence_.execute();
  while (findEvidence_.fetch()) continue;
  return count_ > 0;
}

void SellerKeeper::keepEvidence(std::int64_t sequence, std::int64_t seller,
                                const SellerRecord& record, const std::string& rawSha256) {
  sequence_ = sequence;
  seller_ = seller;
  row_ = static_cast<std::int64_t>(record.row);
  rawSha256_ = rawSha256;
  insertEvidence_.execute(true);
}

}  // namespace thongbao::registry
