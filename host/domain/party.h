#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/seller.h"

namespace thongbao::domain {

/// Why an account belongs to the party of another: `tax_code`, `identity_number`, `phone`,
/// `bank_account`, `email`, or `officer` with the officer's own words.
struct PartyLink {
  std::int64_t sellerId = 0;
  std::int64_t otherId = 0;
  std::string reason;
  std::string value;  ///< the shared key's value, or the officer's reason
};

/// The person or organisation behind one or several accounts: the one who is written to.
struct Party {
  std::int64_t id = 0;
  std::vector<Seller> accounts;  ///< in the order in which they were first seen
  std::vector<PartyLink> links;

  /// What to call the party in a letter: the legal name, else the first shop's name.
  std::string name() const;
  /// The first account's value that is not empty.
  std::string first(std::string Seller::*field) const;
  /// Listings of all accounts, each once.
  std::vector<Listing> listings() const;
};

}  // namespace thongbao::domain
