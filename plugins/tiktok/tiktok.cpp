#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) {
  return url.isOf("tiktok.com");
}

/// `/@ten`, `/@ten/video/1`, `/shop/store/ten-gian-hang/1`. The short links of vt.tiktok.com and
/// vm.tiktok.com name nobody.
std::string accountOf(const sdk::Url& url) {
  if (url.at(0).starts_with('@')) return std::string(url.at(0));
  if (url.at(0) == "shop" && url.at(1) == "store" && sdk::isDigits(url.at(3)))
    return std::string(url.at(3));
  return {};
}

/// A user name without `@`, which knows no capitals, or the number of a TikTok Shop.
std::string normalId(std::string_view id) {
  if (id.starts_with('@')) id.remove_prefix(1);
  const std::string name = sdk::lowerCase(id);
  return sdk::isWord(name, 2, 24, "._") ? name : "";
}

/// A number is taken for a shop's.
std::string addressOf(std::string_view id) {
  return (sdk::isDigits(id) ? "https://www.tiktok.com/shop/store/shop/"
                            : "https://www.tiktok.com/@") +
         std::string(id);
}

constexpr sdk::Platform kTikTok{
    owns, accountOf, normalId, addressOf,
    sdk::mark("Open the link and copy the account's own address, like https://www.tiktok.com/@ten; "
              "pull rows of other platforms with their own plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kTikTok>);
