#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "thongbao/plugin.hpp"
#include "thongbao/table.hpp"
#include "thongbao/url.hpp"

namespace thongbao::sdk {

/// What only the platform's own plugin knows: how its addresses name an account.
struct Platform {
  /// Whether the address is one of the platform's.
  bool (*owns)(const Url& url);
  /// The account that an address of the platform names; empty when it names none.
  std::string (*accountOf)(const Url& url);
  /// The one form of an account id, however it is written; empty when it cannot be one.
  std::string (*normalId)(std::string_view id);
  /// The address of the account.
  std::string (*addressOf)(std::string_view id);
  /// What the officer should write instead of an address that does not do.
  const char* advice;
};

namespace detail {

/// Spreadsheets turn long numbers into `4.31866E+18`: digits are lost for good.
inline bool isCutNumber(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  return e != std::string_view::npos && e > 0 && text.substr(e + 1, 1) == "+" &&
         isDigits(text.substr(e + 2)) &&
         text.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos;
}

/// `12345.0`, as spreadsheets write a number, is `12345`.
inline std::string_view withoutFraction(std::string_view id) {
  return id.ends_with(".0") && isDigits(id.substr(0, id.size() - 2)) ? id.substr(0, id.size() - 2)
                                                                     : id;
}

inline Rejection refusal(const char* column, std::string_view value, const char* reason,
                         const char* advice) {
  return {0, column, std::string(value), reason, advice};
}

/// Reads the account that the address in `field` names, if it names one; says why the address
/// itself cannot be used.
inline std::optional<Rejection> readAddress(const Platform& platform, const char* field,
                                            std::string_view address, std::string& account) {
  const auto url = parseUrl(address);
  if (!url) return refusal(field, address, mark("This is not a web address."), platform.advice);
  if (!platform.owns(*url))
    return refusal(field, address, mark("This address is of another platform."), platform.advice);
  account = platform.normalId(platform.accountOf(*url));
  return std::nullopt;
}

/// Reads the account id that the list itself gives; officers write addresses there, too.
inline std::optional<Rejection> readId(const Platform& platform, std::string_view id,
                                       std::string& account) {
  if (isCutNumber(id))
    return refusal("account_id", id, mark("The spreadsheet has cut this number short."),
                   mark("Format the column as text and enter the whole number."));
  if (id.find('/') != std::string_view::npos) {
    if (auto rejection = readAddress(platform, "account_id", id, account)) return rejection;
  } else {
    account = platform.normalId(withoutFraction(id));
  }
  if (!account.empty()) return std::nullopt;
  return refusal("account_id", id, mark("This is not an account id of this platform."),
                 platform.advice);
}

}  // namespace detail

/// Brings a row's account into the platform's terms: the id as the list gives it, else the one
/// that its address names, else the one that the address of the offer names; and the address,
/// where the list has none. A row whose address is of another platform is refused.
inline std::optional<Rejection> completeAccount(const Platform& platform, Seller& seller) {
  const std::string_view id = seller.get("account_id"), url = seller.get("url");
  std::string given, named;
  if (!id.empty())
    if (auto rejection = detail::readId(platform, id, given)) return rejection;
  const bool hasUrl = !url.empty();
  const char* field = hasUrl ? "url" : "listing_url";
  const std::string_view address = hasUrl || !id.empty() ? url : seller.get("listing_url");
  if (!address.empty())
    if (auto rejection = detail::readAddress(platform, field, address, named)) return rejection;

  const std::string& account = given.empty() ? named : given;
  if (account.empty() && !address.empty())
    return detail::refusal(field, address, mark("This address does not name a seller's account."),
                           platform.advice);
  if (account.empty()) return std::nullopt;  // the host refuses it: it needs an id or an address
  // The views above end with the first change of the seller.
  seller.set("account_id", account);
  if (!hasUrl) seller.set("url", platform.addressOf(account));
  return std::nullopt;
}

/// The plugin of a platform whose lists need nothing but completeAccount.
template <const Platform& kPlatform>
class PlatformPlugin : public Plugin {
  void pull(Host& host) override {
    pullTable(host, [](Seller& seller) { return completeAccount(kPlatform, seller); });
  }
};

}  // namespace thongbao::sdk
