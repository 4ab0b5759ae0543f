#include <optional>
#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) {
  return url.isOf("zalo.me");
}

/// `/0912345678` (a person's phone), `/4318657068771012646` (an official account), `/ten`. Groups
/// (`/g/…`) and mini apps (`/s/…`) name no seller.
std::string accountOf(const sdk::Url& url) {
  return url.path.size() == 1 ? std::string(url.at(0)) : "";
}

/// The number as it is dialled within Vietnam: `+84 912 345 678` → `0912345678`. Empty when the
/// text has letters.
std::string asDialled(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9')
      digits += c;
    else if (std::string_view(" .-+()").find(c) == std::string_view::npos)
      return {};
  if (digits.size() == 11 && digits.starts_with("84")) return "0" + digits.substr(2);
  if (digits.size() == 13 && digits.starts_with("0084")) return "0" + digits.substr(4);
  if (digits.size() == 9) return "0" + digits;  // the spreadsheet dropped the 0
  return digits;
}

std::string normalId(std::string_view id) {
  const std::string number = asDialled(id);
  if (!number.empty()) return number.size() >= 8 && number.size() <= 20 ? number : "";
  const std::string name = sdk::lowerCase(id);
  return sdk::isWord(name, 2, 64, "._-") ? name : "";
}

std::string addressOf(std::string_view id) {
  return "https://zalo.me/" + std::string(id);
}

constexpr sdk::Platform kZalo{
    owns, accountOf, normalId, addressOf,
    sdk::mark("Write it like https://zalo.me/ and the phone number or the number of the official "
              "account; pull rows of other platforms with their own plugin.")};

/// On Zalo a person's phone number is the account, so a list may give nothing else.
std::optional<sdk::Rejection> complete(sdk::Seller& seller) {
  const std::string phone = asDialled(seller.get("phone"));
  if (seller.get("account_id").empty() && seller.get("url").empty() && phone.size() == 10)
    seller.set("account_id", phone);
  return sdk::completeAccount(kZalo, seller);
}

class Zalo : public sdk::Plugin {
  void pull(sdk::Host& host) override { sdk::pullTable(host, complete); }
};

}  // namespace

THONGBAO_PLUGIN(Zalo);
