#include "campaign/data.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "base/words.h"

namespace thongbao::campaign {

namespace {

using base::Json;
using domain::Seller;

struct PartyField {
  const char* name;
  std::string Seller::*field;
  const char* item;  ///< what to call it among the missing information; empty: not required
};

/// Information that a seller on a platform makes public (Luật 122/2025/QH15, Điều 11).
constexpr std::array<PartyField, 7> kPartyFields{{
    {"legal_name", &Seller::legalName, "Họ tên hoặc tên tổ chức kinh doanh"},
    {"tax_code", &Seller::taxCode, "Mã số thuế"},
    {"identity_number", &Seller::identityNumber, ""},
    {"representative", &Seller::representative, ""},
    {"address", &Seller::address, "Địa chỉ trụ sở hoặc địa chỉ liên hệ"},
    {"phone", &Seller::phone, "Số điện thoại"},
    {"email", &Seller::email, "Địa chỉ thư điện tử"},
}};

/// `+84912345678` as it is written in a letter: `0912345678`.
std::string phoneInLetter(const std::string& phone) {
  return phone.starts_with("+84") ? "0" + phone.substr(3) : phone;
}

std::string dayInLetter(const std::string& iso) {
  const auto date = base::parseDate(iso);
  return date ? base::toVietnamese(*date) : iso;
}

Json partyData(const domain::Party& party) {
  Json data{{"name", party.first(&Seller::name)}};
  for (const PartyField& field : kPartyFields) {
    const std::string value = party.first(field.field);
    data[field.name] = field.field == &Seller::phone ? phoneInLetter(value) : value;
    data[std::string("has_") + field.name] = !value.empty();
  }
  return data;
}

/// A tax code may be the personal identity number, and a list may carry either.
bool isMissing(const domain::Party& party, const PartyField& field) {
  if (!*field.item || !party.first(field.field).empty()) return false;
  return field.field != &Seller::taxCode || party.first(&Seller::identityNumber).empty();
}

}  // namespace

std::string addresseeOf(const domain::Party& party) {
  const std::string shop = party.first(&Seller::name);
  const std::string legal = party.first(&Seller::legalName);
  if (legal.empty() || base::fold(legal) == base::fold(shop)) return shop;
  return legal + " (" + shop + ")";
}

std::string addresseeOf(const Json& data, const base::Place& place) {
  const auto inside = [](const Json& object, const char* field) -> const Json* {
    const auto found = object.is_object() ? object.find(field) : object.end();
    return found == object.end() ? nullptr : &*found;
  };
  if (const Json* party = inside(data, "party"))
    for (const char* field : {"legal_name", "name"})
      if (const Json* name = inside(*party, field); name && name->is_string())
        if (const auto& text = name->get_ref<const std::string&>(); !text.empty()) return text;
  throw base::Error(base::Code::badInput, base::tr("The data have no text “party.name”."), place,
                    base::tr("Take a template's sample.json as a pattern."));
}

Json dataFor(const domain::Party& party, const domain::Agency& agency, base::Date date) {
  Json accounts = Json::array();
  for (const Seller& account : party.accounts)
    accounts.push_back({{"platform", domain::platformName(account.key.platform)},
                        {"name", account.name},
                        {"account_id", account.key.accountId},
                        {"url", account.url},
                        {"has_url", !account.url.empty()}});
  Json listings = Json::array();
  for (const Seller& account : party.accounts)
    for (const domain::Listing& listing : account.listings)
      listings.push_back({{"index", listings.size() + 1},
                          {"platform", domain::platformName(account.key.platform)},
                          {"title", listing.title},
                          {"url", listing.url},
                          {"price", listing.price},
                          {"observed_on", dayInLetter(listing.observedOn)},
                          {"has_url", !listing.url.empty()},
                          {"has_price", !listing.price.empty()},
                          {"has_observed_on", !listing.observedOn.empty()}});
  Json missing = Json::array();
  for (const PartyField& field : kPartyFields)
    if (isMissing(party, field)) missing.push_back({{"item", field.item}});

  return {{"party", partyData(party)},
          {"accounts", accounts},
          {"has_listings", !listings.empty()},
          {"listings", listings},
          {"has_missing", !missing.empty()},
          {"missing", missing},
          {"agency",
           {{"issuing_body", agency.issuingBody},
            {"parent_body", agency.parentBody},
            {"address", agency.address},
            {"phone", agency.phone},
            {"email", agency.email},
            {"website", agency.website}}},
          {"date", base::toVietnamese(date)},
          {"reply_days", kReplyDays}};
}

}  // namespace thongbao::campaign
