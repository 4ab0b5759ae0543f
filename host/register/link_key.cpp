#include "register/link_key.h"

#include <xxhash.h>

#include "base/search_form.h"

namespace thongbao::registry {

namespace {

/// The seed keeps what is equal under different kinds apart.
std::int64_t lookup(std::string_view kind, std::string_view value) {
  return static_cast<std::int64_t>(
      XXH3_64bits_withSeed(value.data(), value.size(), XXH3_64bits(kind.data(), kind.size())));
}

}  // namespace

std::vector<LinkKey> keysOf(const domain::Seller& seller) {
  constexpr std::size_t kIdentityDigits = 12;
  std::vector<LinkKey> keys;
  keys.reserve(5);
  const bool isPerson = seller.taxCode.size() == kIdentityDigits;
  if (!seller.taxCode.empty() && !isPerson) keys.push_back({"tax_code", seller.taxCode});
  if (!seller.identityNumber.empty()) keys.push_back({"identity_number", seller.identityNumber});
  if (isPerson && seller.taxCode != seller.identityNumber)
    keys.push_back({"identity_number", seller.taxCode});
  if (!seller.phone.empty()) keys.push_back({"phone", seller.phone});
  if (!seller.bankAccount.empty() && !seller.bankName.empty())
    keys.push_back({"bank_account", seller.bankAccount + ' ' + base::searchForm(seller.bankName)});
  if (!seller.email.empty()) keys.push_back({"email", seller.email});
  return keys;
}

std::int64_t lookupOf(const LinkKey& key) {
  return lookup(key.kind, key.value);
}

std::int64_t lookupOf(const domain::SellerKey& account) {
  return lookup(account.platform, account.accountId);
}

}  // namespace thongbao::registry
