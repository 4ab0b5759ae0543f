#include "register/accounts.h"

#include <algorithm>

#include "base/search_form.h"

namespace thongbao::registry {

namespace {

bool isEmptyText(const base::Json& value) {
  return value.get_ref<const std::string&>().empty();
}

}  // namespace

using soci::into;
using soci::use;

std::string searchTextOf(const domain::Seller& seller) {
  // The bars keep a query from running over from one field into the next.
  std::string text = seller.name + '|' + seller.legalName + '|' + seller.address + '|' +
                     seller.url + '|' + seller.phone;
  // Officers type a number as it is dialled.
  if (seller.phone.starts_with("+84")) text += "|0" + seller.phone.substr(3);
  return base::searchForm(text);
}

std::string searchQueryOf(const std::string& query) {
  const std::string folded = base::searchForm(query);
  if (folded.find_first_not_of("0123456789 .-+()") != std::string::npos) return folded;
  std::string digits;
  for (const char c : folded)
    if (c == '+' || (c >= '0' && c <= '9')) digits += c;
  return digits.size() < 6 ? folded : digits;
}

base::Json coreOf(const domain::Seller& seller) {
  base::Json core = domain::toJson(seller);
  core["listings"] = base::Json::array();
  return core;
}

base::Json merged(base::Json known, const base::Json& fresh) {
  for (const auto& [field, value] : fresh.items()) {
    if (value.is_string() && !isEmptyText(value)) known[field] = value;
    if (value.is_object())
      for (const auto& [heading, text] : value.items())
        if (!isEmptyText(text) || !known[field].contains(heading)) known[field][heading] = text;
    if (value.is_array())
      for (const auto& item : value)
        if (std::find(known[field].begin(), known[field].end(), item) == known[field].end())
          known[field].push_back(item);
  }
  return known;
}

AccountReader::AccountReader(Database& database)
    : selectCore_((database.sql().prepare
                       << "SELECT content FROM sealed WHERE sequence = :sequence AND "
                          "part = 'seller'",
                   use(sequence_), into(content_))),
      selectListings_((database.sql().prepare
                           << "SELECT s.content FROM evidence e JOIN sealed s ON "
                              "s.sequence = e.sequence AND s.part = 'listings' WHERE "
                              "e.seller_id = :seller ORDER BY e.sequence",
                       use(seller_), into(content_))) {}

std::string AccountReader::core(std::int64_t dataSequence) {
  sequence_ = dataSequence;
  content_.clear();
  selectCore_.execute();
  while (selectCore_.fetch()) continue;
  return content_;
}

std::vector<domain::Listing> AccountReader::listings(std::int64_t seller) {
  seller_ = seller;
  std::vector<domain::Listing> all;
  selectListings_.execute();
  while (selectListings_.fetch())
    readKept(content_, [&](const base::Json& json) {
      for (const auto& listing : json) all.push_back(domain::listingFromJson(listing));
      return true;
    });
  return all;
}

domain::Seller AccountReader::seller(std::int64_t seller, std::int64_t dataSequence) {
  domain::Seller account = readKept(core(dataSequence), domain::sellerFromJson);
  account.listings = listings(seller);
  return account;
}

}  // namespace thongbao::registry
