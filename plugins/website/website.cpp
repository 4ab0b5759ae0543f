#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

/// Any site but the platforms that have a plugin of their own.
bool owns(const sdk::Url& url) {
  for (const char* domain : {"shopee.vn", "lazada.vn", "tiki.vn", "tiktok.com", "facebook.com",
                             "fb.com", "m.me", "zalo.me"})
    if (url.isOf(domain)) return false;
  return true;
}

/// A site is known by its domain name: `https://www.quan-ao.example/lien-he` → `quan-ao.example`.
std::string accountOf(const sdk::Url& url) {
  return url.host;
}

std::string normalId(std::string_view id) {
  const auto url = sdk::parseUrl(id);
  if (!url || !owns(*url)) return {};
  return url->host.starts_with("www.") ? url->host.substr(4) : url->host;
}

std::string addressOf(std::string_view id) {
  return "https://" + std::string(id);
}

constexpr sdk::Platform kWebsite{
    owns, accountOf, normalId, addressOf,
    sdk::mark(
        "Write the site's own address, like https://ten-mien.vn; pull rows of other platforms "
        "with their own plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kWebsite>);
