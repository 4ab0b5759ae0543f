#pragma once

#include <map>
#include <set>
#include <vector>

#include "register/accounts.h"
#include "register/linking.h"
#include "register/records.h"

namespace thongbao::registry {

/// Keeps the sellers of one pull inside one `write`.
class SellerKeeper {
 public:
  SellerKeeper(Database& database, std::int64_t pull);
  Change keep(const SellerRecord& record);

 private:
  /// An account that this batch has met; read once however many rows it has.
  struct Account {
    std::int64_t id = 0;
    base::Json core;
    std::string coreText;
    std::set<domain::Listing> listings;
  };
  Account* find(const domain::SellerKey& key);
  Change add(const SellerRecord& record);
  Change update(Account& account, const SellerRecord& record);
  bool hasEvidence(std::int64_t seller, const std::string& rawSha256);
  void keepEvidence(std::int64_t sequence, std::int64_t seller, const SellerRecord& record,
                    const std::string& rawSha256);
  /// Listings that the account has not yet, which it has from now on; canonical JSON or empty.
  static std::string newListings(Account& account, const std::vector<domain::Listing>& listings);
  base::Json payload(std::int64_t seller, const SellerRecord& record) const;
  std::vector<LinkKey> newKeys(const Account& account, const domain::Seller& seller);

  Database& database_;
  std::int64_t pull_;
  Linker linker_;
  AccountReader reader_;
  std::map<domain::SellerKey, Account> met_;
  std::int64_t nextSeller_;

  // What the statements read and write.
  std::string platform_, accountId_, province_, folded_, rawSha256_, sourceSha256_;
  std::int64_t seller_ = 0, party_ = 0, dataSequence_ = 0, sequence_ = 0, row_ = 0, count_ = 0;
  soci::statement findSeller_, insertSeller_, updateSeller_, findEvidence_, insertEvidence_;
};

}  // namespace thongbao::registry
