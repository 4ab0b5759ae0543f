#include "domain/seller.h"

#include <array>
#include <utility>

namespace thongbao::domain {

namespace {

using Field = std::string Seller::*;
constexpr std::array<std::pair<const char*, Field>, 15> kFields{{
    {"name", &Seller::name},
    {"url", &Seller::url},
    {"legal_name", &Seller::legalName},
    {"tax_code", &Seller::taxCode},
    {"identity_number", &Seller::identityNumber},
    {"representative", &Seller::representative},
    {"address", &Seller::address},
    {"province", &Seller::province},
    {"commune", &Seller::commune},
    {"phone", &Seller::phone},
    {"email", &Seller::email},
    {"bank_account", &Seller::bankAccount},
    {"bank_name", &Seller::bankName},
    {"opened_on", &Seller::openedOn},
    {"status", &Seller::status},
}};

}  // namespace

base::Json toJson(const Listing& listing) {
  return {{"title", listing.title},
          {"url", listing.url},
          {"price", listing.price},
          {"observed_on", listing.observedOn}};
}

Listing listingFromJson(const base::Json& json) {
  return {json.at("title"), json.at("url"), json.at("price"), json.at("observed_on")};
}

base::Json toJson(const Seller& seller) {
  base::Json json{{"platform", seller.key.platform}, {"account_id", seller.key.accountId}};
  for (const auto& [name, field] : kFields) json[name] = seller.*field;
  json["listings"] = base::Json::array();
  for (const Listing& listing : seller.listings) json["listings"].push_back(toJson(listing));
  json["extra"] = seller.extra;
  json["warnings"] = seller.warnings;
  return json;
}

Seller sellerFromJson(const base::Json& json) {
  Seller seller;
  seller.key = {json.at("platform"), json.at("account_id")};
  for (const auto& [name, field] : kFields) seller.*field = json.value(name, std::string());
  for (const auto& listing : json.at("listings"))
    seller.listings.push_back(listingFromJson(listing));
  seller.extra = json.at("extra").get<std::map<std::string, std::string>>();
  seller.warnings = json.at("warnings").get<std::vector<std::string>>();
  return seller;
}

std::string platformName(const std::string& id) {
  static const std::map<std::string, std::string> names{
      {"zalo", "Zalo"},     {"facebook", "Facebook"}, {"tiktok", "TikTok"},  {"shopee", "Shopee"},
      {"lazada", "Lazada"}, {"tiki", "Tiki"},         {"website", "Website"}};
  const auto found = names.find(id);
  return found == names.end() ? id : found->second;
}

}  // namespace thongbao::domain
