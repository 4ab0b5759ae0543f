#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/seller.h"

namespace thongbao::registry {

/// One strong key of an account: `tax_code`, `identity_number`, `phone`, `bank_account` or
/// `email`, and its normal form. Accounts with an equal key belong to one party.
struct LinkKey {
  const char* kind;
  std::string value;
  bool operator==(const LinkKey& other) const {
    return std::string_view(kind) == other.kind && value == other.value;
  }
};

/// A tax code of 12 digits is its owner's personal identity number (since 01/7/2025) and stands
/// under that kind. A bank account counts only together with its bank, whose name is compared
/// folded.
std::vector<LinkKey> keysOf(const domain::Seller& seller);

/// Where the key is looked up. Two keys may share it: whoever finds one compares the keys.
std::int64_t lookupOf(const LinkKey& key);

/// The same of an account.
std::int64_t lookupOf(const domain::SellerKey& account);

}  // namespace thongbao::registry
