#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) { return url.isOf("@HOST@.example"); }

/// The platform's addresses are `https://HOST/ACCOUNT`.
std::string accountOf(const sdk::Url& url) { return std::string(url.at(0)); }

/// Accounts are lower-case letters, digits, `-` and `_`; capitals make no difference.
std::string normalId(std::string_view id) {
  const std::string name = sdk::lowerCase(id);
  return sdk::isWord(name, 1, 80, "-_") ? name : "";
}

std::string addressOf(std::string_view id) { return "https://@HOST@.example/" + std::string(id); }

constexpr sdk::Platform kPlatform{
    owns, accountOf, normalId, addressOf,
    sdk::mark("Write the account's own address; pull rows of other platforms with their plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kPlatform>);
