#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) {
  return url.isOf("tiki.vn");
}

/// `/cua-hang/ten-nha-ban`. An offer's address (`/ten-hang-p123.html`) does not name the seller.
std::string accountOf(const sdk::Url& url) {
  return url.at(0) == "cua-hang" ? std::string(url.at(1)) : "";
}

/// A seller's name in its address, or its code; Tiki knows no capitals there.
std::string normalId(std::string_view id) {
  const std::string name = sdk::lowerCase(id);
  return sdk::isWord(name, 1, 80, "-_") ? name : "";
}

std::string addressOf(std::string_view id) {
  return "https://tiki.vn/cua-hang/" + std::string(id);
}

constexpr sdk::Platform kTiki{
    owns, accountOf, normalId, addressOf,
    sdk::mark(
        "Write it like https://tiki.vn/cua-hang/ten-nha-ban; pull rows of other platforms with "
        "their own plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kTiki>);
