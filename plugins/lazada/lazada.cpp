#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) {
  return url.isOf("lazada.vn");
}

/// `/shop/ten-gian-hang`. An offer's address (`/products/…`) does not name the shop.
std::string accountOf(const sdk::Url& url) {
  return url.at(0) == "shop" ? std::string(url.at(1)) : "";
}

/// A shop's name in its address, a seller's number, or its short code (`VN1ABC2DE`); Lazada knows
/// no capitals there.
std::string normalId(std::string_view id) {
  const std::string name = sdk::lowerCase(id);
  return sdk::isWord(name, 1, 80, "-_.") ? name : "";
}

std::string addressOf(std::string_view id) {
  return "https://www.lazada.vn/shop/" + std::string(id);
}

constexpr sdk::Platform kLazada{
    owns, accountOf, normalId, addressOf,
    sdk::mark(
        "Write it like https://www.lazada.vn/shop/ten-gian-hang; pull rows of other platforms "
        "with their own plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kLazada>);
