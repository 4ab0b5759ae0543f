#include "register/weak_key.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "domain/likeness.h"
#include "domain/plain_words.h"

namespace thongbao::registry {

namespace {

struct Weight {
  const char* kind;
  int points;
};
constexpr std::array<Weight, 6> kWeights{{
    {"address_and_name", 80},  // one house, one name: seldom two people, at times a family
    {"enterprise", 70},        // one enterprise by law; its branches may act for themselves
    {"handle", 60},            // a name that people choose once; short ones are others', too
    {"bank_account", 60},      // one owner if it is one bank, which one list does not say
    {"legal_name", 50},        // hundreds are called Nguyễn Văn An, fewer in one province
    {"address", 40},           // a market, an office building, a family
}};

constexpr std::size_t kFewestLetters = 5;

/// Words that stand in links and ids and name nobody.
constexpr std::array<std::string_view, 16> kNobody{
    "profile", "profilephp", "index",   "indexhtml", "indexphp", "groups", "official", "store",
    "stores",  "seller",     "sellers", "product",   "products", "people", "account",  "homepage"};

/// The text as a handle is compared, without marks and punctuation; empty when it is none.
std::string handleOf(std::string_view text) {
  const domain::PlainWords words(text);
  std::string letters;
  for (const char c : words.joined())
    if (c >= 'a' && c <= 'z') letters += c;
  const bool isNobody = std::find(kNobody.begin(), kNobody.end(), letters) != kNobody.end();
  if (letters.size() < kFewestLetters || isNobody) return {};
  return std::string(words.joined());
}

/// `shop.mau` of `https://facebook.com/shop.mau/?ref=1`; empty when there is nothing but a host.
std::string_view lastPartOf(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t host = url.find("://");
  const std::size_t slash = url.rfind('/');
  if (slash == std::string_view::npos || host == std::string_view::npos || slash < host + 3)
    return {};
  const std::string_view part = url.substr(slash + 1);
  return part.find('%') == std::string_view::npos ? part : std::string_view();
}

}  // namespace

std::vector<LinkKey> weakKeysOf(const domain::Seller& seller) {
  std::vector<LinkKey> keys;
  const auto add = [&keys](const char* kind, std::string value) {
    LinkKey key{kind, std::move(value)};
    if (!key.value.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(std::move(key));
  };
  const std::string legalName = domain::nameKey(seller.legalName);
  const std::string name = legalName.empty() ? domain::nameKey(seller.name) : legalName;
  const std::string address = domain::addressKey(seller.address);
  if (!address.empty() && !name.empty()) add("address_and_name", address + " | " + name);
  add("address", address);
  if (legalName.find(' ') != std::string::npos && !seller.province.empty())
    add("legal_name", legalName + " | " + seller.province);
  add("handle", handleOf(seller.key.accountId));
  add("handle", handleOf(lastPartOf(seller.url)));
  constexpr std::size_t kEnterpriseDigits = 10, kBranchSize = 14;
  if (seller.taxCode.size() == kEnterpriseDigits || seller.taxCode.size() == kBranchSize)
    add("enterprise", seller.taxCode.substr(0, kEnterpriseDigits));
  add("bank_account", seller.bankAccount);
  return keys;
}

int pointsOf(std::string_view kind) {
  for (const Weight& weight : kWeights)
    if (weight.kind == kind) return weight.points;
  return 0;
}

}  // namespace thongbao::registry
