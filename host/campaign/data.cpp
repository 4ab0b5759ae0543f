#include "campaign/data.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "domain/area.h"

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
  Json data = Json::object();
  data["name"] = party.first(&Seller::name);
  for (const PartyField& field : kPartyFields) {
    std::string value = party.first(field.field);
    data[std::string("has_") + field.name] = !value.empty();
    data[field.name] = field.field == &Seller::phone ? phoneInLetter(value) : std::move(value);
  }
  return data;
}

/// A tax code may be the personal identity number, and a list may carry either.
bool isMissing(const domain::Party& party, const PartyField& field) {
  if (!*field.item || !party.first(field.field).empty()) return false;
  return field.field != &Seller::taxCode || party.first(&Seller::identityNumber).empty();
}

// Field by field: a campaign makes a million of these, and lists in braces copy all that is in
// them, level by level.

Json accountData(const domain::Party& party) {
  Json accounts = Json::array();
  for (const Seller& account : party.accounts) {
    Json& one = accounts.emplace_back(Json::object());
    one["platform"] = domain::platformName(account.key.platform);
    one["name"] = account.name;
    one["account_id"] = account.key.accountId;
    one["url"] = account.url;
    one["has_url"] = !account.url.empty();
  }
  return accounts;
}

Json listingData(const domain::Party& party) {
  Json listings = Json::array();
  for (const Seller& account : party.accounts)
    for (const domain::Listing& listing : account.listings) {
      Json& one = listings.emplace_back(Json::object());
      one["index"] = listings.size();
      one["platform"] = domain::platformName(account.key.platform);
      one["title"] = listing.title;
      one["url"] = listing.url;
      one["price"] = listing.price;
      one["observed_on"] = dayInLetter(listing.observedOn);
      one["has_url"] = !listing.url.empty();
      one["has_price"] = !listing.price.empty();
      one["has_observed_on"] = !listing.observedOn.empty();
    }
  return listings;
}

Json missingData(const domain::Party& party) {
  Json missing = Json::array();
  for (const PartyField& field : kPartyFields)
    if (isMissing(party, field)) missing.emplace_back(Json::object())["item"] = field.item;
  return missing;
}

Json agencyData(const domain::Agency& agency) {
  Json data = Json::object();
  data["issuing_body"] = agency.issuingBody;
  data["parent_body"] = agency.parentBody;
  data["address"] = agency.address;
  data["phone"] = agency.phone;
  data["email"] = agency.email;
  data["website"] = agency.website;
  return data;
}

void addList(Json& data, const std::string& name, Json list) {
  data["has_" + name] = !list.empty();
  data[name] = std::move(list);
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
  Json data = Json::object();
  data["party"] = partyData(party);
  data["accounts"] = accountData(party);
  addList(data, "listings", listingData(party));
  addList(data, "missing", missingData(party));
  data["agency"] = agencyData(agency);
  data["date"] = base::toVietnamese(date);
  data["reply_days"] = kReplyDays;
  return data;
}

std::string areaOf(const base::Json& data) {
  const auto party = data.find("party");
  if (party == data.end() || !party->is_object()) return {};
  const auto address = party->find("address");
  if (address == party->end() || !address->is_string()) return {};
  const domain::Province* province =
      domain::provinceOfAddress(address->get_ref<const std::string&>());
  return province ? province->name : "";
}

std::string areaOf(const domain::Party& party) {
  const domain::Province* province = domain::findProvince(party.first(&domain::Seller::province));
  return province ? province->name : std::string();
}

}  // namespace thongbao::campaign
