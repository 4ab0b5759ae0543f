#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) {
  return url.isOf("shopee.vn");
}

/// `…-i.SHOP.ITEM` at the end of an offer's address.
std::string shopOfOffer(std::string_view segment) {
  const std::size_t mark = segment.rfind("i.");
  if (mark == std::string_view::npos) return {};
  const std::string_view numbers = segment.substr(mark + 2);
  const std::size_t dot = numbers.find('.');
  if (dot == std::string_view::npos || !sdk::isDigits(numbers.substr(dot + 1))) return {};
  return sdk::isDigits(numbers.substr(0, dot)) ? std::string(numbers.substr(0, dot)) : "";
}

/// First segments that are pages of the platform itself.
bool isOwnPage(std::string_view segment) {
  for (const char* page : {"search", "cart", "user", "buyer", "mall", "m", "flash_sale", "events",
                           "daily_discover", "verify", "web", "docs", "all_categories"})
    if (segment == page) return true;
  return segment.find("-cat.") != std::string_view::npos;
}

/// `/shop/123`, `/product/123/456`, `/ten-hang-i.123.456`, `/ten_dang_nhap`.
std::string accountOf(const sdk::Url& url) {
  if (url.at(0) == "shop" || url.at(0) == "product")
    return sdk::isDigits(url.at(1)) ? std::string(url.at(1)) : "";
  const std::string shop = shopOfOffer(url.at(0));
  if (!shop.empty()) return shop;
  return isOwnPage(url.at(0)) ? "" : std::string(url.at(0));
}

/// A shop's number, or its user name, which knows no capitals.
std::string normalId(std::string_view id) {
  const std::string name = sdk::lowerCase(id);
  return sdk::isWord(name, 1, 40, "._-") ? name : "";
}

std::string addressOf(std::string_view id) {
  return (sdk::isDigits(id) ? "https://shopee.vn/shop/" : "https://shopee.vn/") + std::string(id);
}

constexpr sdk::Platform kShopee{
    owns, accountOf, normalId, addressOf,
    sdk::mark(
        "Write it like https://shopee.vn/shop/123456 or https://shopee.vn/ten_gian_hang; pull "
        "rows of other platforms with their own plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kShopee>);
