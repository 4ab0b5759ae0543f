#pragma once

#include <string>
#include <vector>

#include "domain/seller.h"
#include "register/database.h"

namespace thongbao::registry {

/// More offers of one account are not kept with it; their rows stay as evidence.
constexpr std::size_t kMostListings = 10'000;

/// The folded text in which the officer's query is looked for.
std::string searchTextOf(const domain::Seller& seller);

/// The officer's query in the same form; a phone number is found however it is grouped.
std::string searchQueryOf(const std::string& query);

/// The account's data without its listings, which stand apart, entry by entry.
base::Json coreOf(const domain::Seller& seller);

/// `known` with what `fresh` says: texts that are not empty, further columns, warnings each once.
base::Json merged(base::Json known, const base::Json& fresh);

/// Reads what entries keep of accounts. One statement for many accounts; used inside a
/// transaction.
class AccountReader {
 public:
  explicit AccountReader(Database& database);
  /// The core that the entry `dataSequence` sealed, as its canonical JSON.
  std::string core(std::int64_t dataSequence);
  /// All listings of the account, in the order in which they were first seen.
  std::vector<domain::Listing> listings(std::int64_t seller);
  /// The account as last seen.
  domain::Seller seller(std::int64_t seller, std::int64_t dataSequence);

 private:
  std::int64_t sequence_ = 0, seller_ = 0;
  std::string content_;
  soci::statement selectCore_, selectListings_;
};

}  // namespace thongbao::registry
