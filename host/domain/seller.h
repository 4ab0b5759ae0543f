#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace thongbao::domain {

/// One account on one platform: the platform's plugin id and the platform's own id of the
/// account, always text.
struct SellerKey {
  std::string platform;
  std::string accountId;
  auto operator<=>(const SellerKey&) const = default;
};

/// One offer that was seen in a list: what the notice complains about.
struct Listing {
  std::string title;
  std::string url;
  std::string price;       ///< as written in the list, with its currency
  std::string observedOn;  ///< ISO date, or empty
  auto operator<=>(const Listing&) const = default;
};

/// A seller's account as last seen. Every field is NFC, one line, in its normal form, or empty
/// when the list did not say it; the list's own text stays with the evidence.
struct Seller {
  SellerKey key;
  std::string name;  ///< of the shop or page
  std::string url;
  std::string legalName;       ///< person or organisation behind the account
  std::string taxCode;         ///< 10 digits, 10 + `-` + 3, or 12 digits
  std::string identityNumber;  ///< 12 digits (số định danh cá nhân)
  std::string representative;
  std::string address;
  std::string province;  ///< code of domain::Province, two digits
  std::string commune;   ///< xã, phường or đặc khu, as the list names it
  std::string phone;     ///< E.164, `+84912345678`
  std::string email;
  std::string bankAccount;  ///< digits
  std::string bankName;     ///< as the list names it
  std::string openedOn;     ///< ISO date
  std::string status;       ///< the platform's own word
  std::vector<Listing> listings;
  std::map<std::string, std::string> extra;  ///< columns nobody knew, by their heading
  std::vector<std::string> warnings;         ///< sentences: a phone that was mended, …
  bool operator==(const Seller&) const = default;
};

base::Json toJson(const Seller& seller);
Seller sellerFromJson(const base::Json& json);
base::Json toJson(const Listing& listing);
Listing listingFromJson(const base::Json& json);

/// The platforms' names as people write them: `zalo` → `Zalo`. The id itself when unknown.
std::string platformName(const std::string& id);

}  // namespace thongbao::domain
