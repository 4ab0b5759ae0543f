#include "register/keeping.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/words.h"
#include "register/areas.h"
#include "register/chain.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

SellerKeeper::SellerKeeper(Database& database, std::int64_t pull)
    : database_(database),
      pull_(pull),
      reader_(database),
      newKeys_(database, "new_keys (lookup, seller_id)"),
      index_(database),
      communes_(communesOf(database)),
      insertSeller_((database.sql().prepare
                         << "INSERT INTO sellers (id, platform, account_id, lookup, party_id, "
                            "province, commune, folded) VALUES (:id, :platform, :account, :lookup, "
                            ":party, :province, :commune, :folded)",
                     use(seller_), use(platform_), use(accountId_), use(lookup_), use(seller_),
                     use(province_), use(commune_), use(folded_))),
      updateSeller_((database.sql().prepare << "UPDATE sellers SET province = :province, "
                                               "commune = :commune, folded = :folded WHERE id = "
                                               ":id",
                     use(province_), use(commune_), use(folded_), use(seller_))),
      findRecord_((database.sql().prepare
                       << "SELECT COUNT(*) FROM records r JOIN pulls p ON p.id = r.pull_id WHERE "
                          "r.seller_id = :seller AND r.row_number = :row AND p.source_sha256 = "
                          "(SELECT source_sha256 FROM pulls WHERE id = :pull)",
                   use(seller_), use(row_), use(pull_), into(count_))),
      insertRecord_((database.sql().prepare
                         << "INSERT INTO records (id, sequence, seller_id, pull_id, row_number, "
                            "row_hash, salt, content) VALUES (:id, :sequence, :seller, :pull, "
                            ":row, :hash, :salt, :content)",
                     use(record_), use(sequence_), use(seller_), use(pull_), use(row_),
                     use(rowHash_), use(salt_), use(content_))) {
  std::string state;
  database.sql() << "SELECT state FROM pulls WHERE id = :id", use(pull_), into(state);
  if (state != "begun")
    throw base::Error(base::Code::defect,
                      base::tr("Sellers came from a pull that is not under way."));
  database.sql() << "SELECT COUNT(*) FROM pulls a JOIN pulls b ON a.source_sha256 = "
                    "b.source_sha256 WHERE a.id = :id AND b.id < :id2",
      use(pull_), use(pull_), into(count_);
  isKnownFile_ = count_ > 0;
}

void SellerKeeper::begin() {
  nextSeller_ = database_.nextId("sellers");
  firstRecord_ = database_.nextId("records");
  record_ = firstRecord_ - 1;
  sequence_ = database_.nextSequence();
  last_ = {};
  lastAdded_ = nullptr;
  lines_.clear();
  index_.begin();
}

SellerKeeper::Account* SellerKeeper::find(const SellerRecord& record) {
  const domain::SellerKey& key = record.seller.key;
  if (lastAdded_ && lastAdded_->seller.key == key) {
    last_.known = std::exchange(lastAdded_, nullptr)->seller;
    return &last_;
  }
  if (!lastAdded_ && last_.id && last_.known.key == key) return &last_;
  const auto found = index_.find(record.lookup, key);
  if (!found) return nullptr;
  lastAdded_ = nullptr;
  last_ = {*found, reader_.seller(*found)};
  last_.known.key = key;
  return &last_;
}

Change SellerKeeper::keep(const SellerRecord& record) {
  Account* const account = find(record);
  return account ? update(*account, record) : addAccount(record);
}

Change SellerKeeper::addAccount(const SellerRecord& record) {
  last_.id = nextSeller_++;
  if (record.seller.listings.size() <= kMostListings) {
    lastAdded_ = &record;
    keepRecord(last_.id, record.row, record.rowHash, record.content, record.salt, record.digest);
  } else {
    lastAdded_ = nullptr;
    last_.known = record.seller;
    last_.known.listings.resize(kMostListings);
    keepRecord(last_.id, record.row, record.rowHash, recordOf(last_.known, true));
  }
  platform_ = record.seller.key.platform;
  accountId_ = record.seller.key.accountId;
  lookup_ = record.lookup;
  province_ = record.seller.province;
  commune_ = communeOf(communes_, record.seller);
  folded_ = record.folded;
  insertSeller_.execute(true);
  index_.add(last_.id, lookup_, record.keys);
  return Change::added;
}

Change SellerKeeper::update(Account& account, const SellerRecord& record) {
  const domain::Seller news = newsOf(account.known, record.seller);
  const std::string content = recordOf(news, false);
  const bool changed = !content.empty();
  if (!changed && hasRecordOf(record.row, account.id)) return Change::unchanged;
  keepRecord(account.id, record.row, record.rowHash, content);
  if (!changed) return Change::unchanged;

  const std::vector<std::int64_t> before = lookupsOf(account.known);
  add(account.known, news);
  for (const std::int64_t key : lookupsOf(account.known))
    if (std::find(before.begin(), before.end(), key) == before.end())
      newKeys_.insert(key, account.id);
  province_ = account.known.province;
  commune_ = communeOf(communes_, account.known);
  folded_ = searchTextOf(account.known);
  updateSeller_.execute(true);
  return Change::changed;
}

bool SellerKeeper::hasRecordOf(std::uint64_t row, std::int64_t seller) {
  if (!isKnownFile_) return false;
  seller_ = seller;
  row_ = static_cast<std::int64_t>(row);
  count_ = 0;
  readOne(findRecord_);
  return count_ > 0;
}

void SellerKeeper::keep(const SeenRow& row) {
  if (!hasRecordOf(row.row, row.seller)) keepRecord(row.seller, row.row, row.rowHash, {});
}

void SellerKeeper::keepRecord(std::int64_t seller, std::uint64_t row, std::int64_t rowHash,
                              const std::string& content, const std::string& salt,
                              const std::string& digest) {
  ++record_;
  seller_ = seller;
  row_ = static_cast<std::int64_t>(row);
  rowHash_ = rowHash;
  content_ = content;
  salt_ = salt;
  const bool isUnsealed = !content.empty() && digest.empty();
  if (isUnsealed) salt_ = database_.newSalt();
  appendRecordLine(lines_, record_, seller_, row_, isUnsealed ? digestOf(salt_, content) : digest);
  insertRecord_.execute(true);
}

void SellerKeeper::finish() {
  newKeys_.finish();
  if (record_ < firstRecord_) return;
  database_.append("sellers.kept", {{"pull", pull_},
                                    {"first", firstRecord_},
                                    {"last", record_},
                                    {"records", base::sha256(lines_)}});
  database_.sql() << "UPDATE pulls SET first_record = :first WHERE id = :id AND first_record = 0",
      use(firstRecord_), use(pull_);
}

}  // namespace thongbao::registry
