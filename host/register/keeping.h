#pragma once

#include <string>
#include <vector>

#include "base/hash.h"
#include "domain/communes.h"
#include "register/accounts.h"
#include "register/link_key.h"
#include "register/records.h"
#include "register/seller_index.h"

namespace thongbao::registry {

/// Keeps the sellers of one pull, batch by batch: a record for each row that says something, and
/// for each batch one entry that seals them. To be made anew after a `write` that failed.
class SellerKeeper {
 public:
  /// Throws Error(defect) when the pull is not under way.
  SellerKeeper(Database& database, std::int64_t pull);
  std::int64_t pull() const { return pull_; }

  // Inside one `write`: `begin`, any number of `keep`, `finish`; after the last, `end`.
  void begin();
  Change keep(const SellerRecord& record);
  void keep(const SeenRow& row);
  /// Entry `sellers.kept` with the cursor; no entry when there is no record.
  void finish();
  /// Enters what the pull's end should find in the indexes.
  void end() { index_.enter(); }

 private:
  struct Account {
    std::int64_t id = 0;
    domain::Seller known;
  };
  Account* find(const SellerRecord& record);
  Change addAccount(const SellerRecord& record);
  Change update(Account& account, const SellerRecord& record);
  bool hasRecordOf(std::uint64_t row, std::int64_t seller);
  void keepRecord(std::int64_t seller, std::uint64_t row, std::int64_t rowHash,
                  const std::string& content, const std::string& salt = {},
                  const std::string& digest = {});

  Database& database_;
  std::int64_t pull_;
  bool isKnownFile_ = false;  ///< an earlier pull read the same file
  AccountReader reader_;
  PairInserter newKeys_;
  SellerIndex index_;
  Account last_;  ///< rows of one account stand together in most lists
  /// What is known of `last_` when it was added by this batch: not copied unless it is met again.
  const SellerRecord* lastAdded_ = nullptr;
  domain::CommuneTable communes_;
  std::int64_t nextSeller_ = 0, firstRecord_ = 0;
  std::string lines_;  ///< what the entry seals, a line a record

  // What the statements read and write.
  std::string platform_, accountId_, province_, commune_, folded_, salt_, content_;
  std::int64_t lookup_ = 0, seller_ = 0, record_ = 0, sequence_ = 0, row_ = 0, rowHash_ = 0,
               count_ = 0;
  soci::statement insertSeller_, updateSeller_, findRecord_, insertRecord_;
};

}  // namespace thongbao::registry
