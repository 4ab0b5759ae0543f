#include "domain/party.h"

#include <algorithm>

namespace thongbao::domain {

std::string Party::first(std::string Seller::*field) const {
  for (const Seller& account : accounts)
    if (!(account.*field).empty()) return account.*field;
  return {};
}

std::string Party::name() const {
  const std::string legal = first(&Seller::legalName);
  return legal.empty() ? first(&Seller::name) : legal;
}

std::vector<Listing> Party::listings() const {
  std::vector<Listing> all;
  for (const Seller& account : accounts)
    for (const Listing& listing : account.listings)
      if (std::find(all.begin(), all.end(), listing) == all.end()) all.push_back(listing);
  return all;
}

}  // namespace thongbao::domain
