#include "cli/seller_columns.h"

#include "base/clock.h"
#include "base/words.h"
#include "domain/area.h"

namespace thongbao::cli {

using base::mark;
using domain::Seller;

const std::vector<SellerColumn>& sellerColumns() {
  static const std::vector<SellerColumn> all{
      {mark("Name"), &Seller::name},
      {mark("Legal name"), &Seller::legalName},
      {mark("Phone"), &Seller::phone},
      {mark("E-mail"), &Seller::email},
      {mark("Tax code"), &Seller::taxCode},
      {mark("Area"), &Seller::province},
      {mark("Commune"), &Seller::commune},
      {mark("Address"), &Seller::address},
      {mark("Identity number"), &Seller::identityNumber},
      {mark("Represented by"), &Seller::representative},
      {mark("Bank account"), &Seller::bankAccount},
      {mark("Bank"), &Seller::bankName},
      {mark("Link"), &Seller::url},
      {mark("Opened on"), &Seller::openedOn},
      {mark("Status"), &Seller::status},
  };
  return all;
}

std::string shownValue(const registry::SellerView& view, std::string Seller::*field) {
  const std::string& value = view.seller.*field;
  if (field == &Seller::province) {
    const domain::Province* province = domain::findProvince(value);
    return province ? province->name : value;
  }
  if (field == &Seller::openedOn) {
    const auto date = base::parseDate(value);
    return date ? base::toVietnamese(*date) : value;
  }
  return value;
}

std::string shownDay(const std::string& iso) {
  const auto instant = base::instantFromIso(iso);
  return instant ? base::toVietnamese(base::vietnameseDay(*instant)) : iso;
}

base::Json toJson(const registry::SellerView& view) {
  base::Json json = domain::toJson(view.seller);
  json["id"] = view.id;
  json["party"] = view.partyId;
  json["first_seen"] = view.firstSeen;
  json["last_seen"] = view.lastSeen;
  return json;
}

}  // namespace thongbao::cli
