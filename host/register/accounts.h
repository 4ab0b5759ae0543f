#pragma once

#include <string>
#include <vector>

#include "domain/seller.h"
#include "register/database.h"
#include "register/link_key.h"
#include "register/records.h"

namespace thongbao::registry {

/// More offers of one account are not kept with it; their rows stay in the kept lists.
constexpr std::size_t kMostListings = 10'000;

/// The folded text in which the officer's query is looked for.
std::string searchTextOf(const domain::Seller& seller);

/// Lookups of the seller's keys.
std::vector<std::int64_t> lookupsOf(const domain::Seller& seller);

/// The officer's query in the same form; a phone number is found however it is grouped.
std::string searchQueryOf(const std::string& query);

/// What `fresh` says of an account that `known` does not: texts that are not empty and differ,
/// further columns, listings and warnings. A field that is empty in `fresh` is no news.
domain::Seller newsOf(const domain::Seller& known, const domain::Seller& fresh);

/// `known` with the news.
void add(domain::Seller& known, const domain::Seller& news);

/// News as a record keeps them: canonical JSON of what is not empty (FORMAT.md), the account's id
/// only `withAccount`; empty when there are none.
std::string recordOf(const domain::Seller& news, bool withAccount);

/// The other way round. Throws Error(integrity).
domain::Seller newsFrom(const std::string& record);

/// Reads accounts from their records. One statement for many; used inside a transaction.
class AccountReader {
 public:
  explicit AccountReader(Database& database);
  /// The account as it is known now; without platform.
  domain::Seller seller(std::int64_t id);
  /// All keys that the account ever had.
  std::vector<LinkKey> keys(std::int64_t id);

 private:
  std::int64_t seller_ = 0;
  std::string content_;
  soci::statement selectRecords_;
};

}  // namespace thongbao::registry
