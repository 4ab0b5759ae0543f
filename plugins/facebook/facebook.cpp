#include <algorithm>
#include <string>
#include <string_view>

#include "thongbao/manifest.h"
#include "thongbao/platform.hpp"

namespace sdk = thongbao::sdk;

namespace {

bool owns(const sdk::Url& url) {
  return url.isOf("facebook.com") || url.isOf("fb.com") || url.host == "m.me";
}

/// First segments that are no page and no profile; `share` hides who is behind it.
bool isOwnPage(std::string_view segment) {
  for (const char* page :
       {"share",     "sharer",    "watch",         "reel",   "groups",      "events",  "photo",
        "photo.php", "story.php", "permalink.php", "search", "marketplace", "hashtag", "stories",
        "login",     "help",      "l.php",         "media",  "home.php",    "gaming",  "business"})
    if (segment == page) return true;
  return false;
}

/// The number behind the last `-` of `Ten-Trang-100012345`, else the text itself.
std::string_view numberBehindName(std::string_view segment) {
  const std::string_view number = segment.substr(segment.rfind('-') + 1);
  return sdk::isDigits(number) ? number : segment;
}

/// `/profile.php?id=1`, `/people/Ten/1`, `/pages/Ten/1`, `/pages/category/Loai/Ten-1`, `/p/Ten-1`,
/// `/marketplace/profile/1`, `/ten.trang`.
std::string accountOf(const sdk::Url& url) {
  const std::string_view first = url.at(0);
  if (first == "profile.php") return url.value("id");
  if (first == "people" || first == "pages") {
    if (url.path.size() < 3) return {};
    const std::string_view number = numberBehindName(url.path.back());
    return sdk::isDigits(number) ? std::string(number) : "";
  }
  if (first == "p") return std::string(numberBehindName(url.at(1)));
  if (first == "marketplace" && url.at(1) == "profile") return std::string(url.at(2));
  return isOwnPage(first) ? "" : std::string(first);
}

/// A number, or a user name, in which Facebook knows neither capitals nor dots.
std::string normalId(std::string_view id) {
  std::string name = sdk::lowerCase(id);
  name.erase(std::remove(name.begin(), name.end(), '.'), name.end());
  return sdk::isWord(name, 1, 80, "-_") ? name : "";
}

std::string addressOf(std::string_view id) {
  return (sdk::isDigits(id) ? "https://www.facebook.com/profile.php?id="
                            : "https://www.facebook.com/") +
         std::string(id);
}

constexpr sdk::Platform kFacebook{
    owns, accountOf, normalId, addressOf,
    sdk::mark("Open the page and copy its own address, like https://www.facebook.com/tentrang or "
              "https://www.facebook.com/profile.php?id=100012345; pull rows of other platforms "
              "with their own plugin.")};

}  // namespace

THONGBAO_PLUGIN(sdk::PlatformPlugin<kFacebook>);
