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

std::string shownAccount(const registry::SellerView& view) {
  return view.isErased() ? base::tr("(erased)") : view.seller.key.accountId;
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

std::vector<std::string> sellerHeadings(std::size_t columns) {
  std::vector<std::string> names{base::tr("Id"), base::tr("Party"), base::tr("Platform"),
                                 base::tr("Account")};
  for (std::size_t i = 0; i < columns; ++i) names.push_back(base::tr(sellerColumns()[i].heading));
  return names;
}

std::vector<std::string> sellerRow(const registry::SellerView& view, std::size_t columns) {
  std::vector<std::string> row{std::to_string(view.id), std::to_string(view.partyId),
                               domain::platformName(view.seller.key.platform), shownAccount(view)};
  for (std::size_t i = 0; i < columns; ++i)
    row.push_back(shownValue(view, sellerColumns()[i].field));
  return row;
}

std::vector<std::string> exportedSellerHeadings() {
  std::vector<std::string> names = sellerHeadings(sellerColumns().size());
  names.insert(names.end(), {base::tr("First seen"), base::tr("Last seen")});
  return names;
}

std::vector<std::string> exportedSellerRow(const registry::SellerView& view) {
  std::vector<std::string> row = sellerRow(view, sellerColumns().size());
  row.insert(row.end(), {base::shownDay(view.firstSeen), base::shownDay(view.lastSeen)});
  return row;
}

base::Json toJson(const registry::SellerView& view) {
  base::Json json = domain::toJson(view.seller);
  json["erased"] = view.isErased();
  json["id"] = view.id;
  json["party"] = view.partyId;
  json["first_seen"] = view.firstSeen;
  json["last_seen"] = view.lastSeen;
  return json;
}

}  // namespace thongbao::cli
