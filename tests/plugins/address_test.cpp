#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/pulling.h"

namespace thongbao::plugin {
namespace {

/// What a plugin makes of a row that has only this id and this address.
std::string made(const char* platform, const char* id, const char* url) {
  List list;
  list.headings = {"account id", "name", "url"};
  list.rows = {{id, "Shop", url}};
  const Outcome outcome = pullWith(platform, list.services());
  if (!outcome.sentence.empty()) return "error: " + outcome.sentence;
  if (outcome.kept.size() != 1) return "no batch";
  for (const PulledReject& reject : outcome.kept[0].rejects)
    return "refused " + reject.column + ": " + reject.reason;
  std::string account, address;
  for (const auto& [name, text] : namedFields(outcome.kept[0].sellers.at(0))) {
    if (name == "account_id") account = text;
    if (name == "url") address = text;
  }
  return account + " " + address;
}

constexpr const char* kOther = "refused url: This address is of another platform.";
constexpr const char* kNobody = "refused url: This address does not name a seller's account.";
constexpr const char* kNoId = "refused account id: This is not an account id of this platform.";
constexpr const char* kCut = "refused account id: The spreadsheet has cut this number short.";

struct Case {
  const char* id;
  const char* url;
  const char* made;
};

void expect(const char* platform, const std::vector<Case>& cases) {
  for (const Case& one : cases)
    EXPECT_EQ(made(platform, one.id, one.url), one.made) << one.id << " " << one.url;
}

TEST(Shopee, NamesAShopByNumberOrUserName) {
  expect("shopee",
         {{"", "https://shopee.vn/shop/123", "123 https://shopee.vn/shop/123"},
          {"", "https://shopee.vn/shop/123/search?page=0",
           "123 https://shopee.vn/shop/123/search?page=0"},
          {"", "shopee.vn/Mau.Shop_1", "mau.shop_1 shopee.vn/Mau.Shop_1"},
          {"", "https://shopee.vn/Ten-hang-i.777.42?sp=1",
           "777 https://shopee.vn/Ten-hang-i.777.42?sp=1"},
          {"", "https://shopee.vn/product/777/42", "777 https://shopee.vn/product/777/42"},
          {"123", "", "123 https://shopee.vn/shop/123"},
          {"Mau.Shop", "", "mau.shop https://shopee.vn/mau.shop"},
          {"123", "https://shopee.vn/mau", "123 https://shopee.vn/mau"},
          {"https://shopee.vn/shop/9", "", "9 https://shopee.vn/shop/9"}});
}

TEST(Shopee, RefusesWhatNamesNoShop) {
  expect("shopee", {{"", "https://shopee.vn/", kNobody},
                    {"", "https://shopee.vn/shop/abc", kNobody},
                    {"", "https://shopee.vn/search?keyword=x", kNobody},
                    {"", "https://shopee.vn/Thoi-Trang-cat.11035567", kNobody},
                    {"", "https://shopee.sg/shop/123", kOther},
                    {"123", "https://www.lazada.vn/shop/mau", kOther},
                    {"a b", "", kNoId},
                    {"1.2E+11", "", kCut}});
}

TEST(Facebook, NamesAPageByNumberOrUserName) {
  expect("facebook",
         {{"", "https://www.facebook.com/profile.php?id=1000&ref=x",
           "1000 https://www.facebook.com/profile.php?id=1000&ref=x"},
          {"", "m.facebook.com/Trang.Mau/photos", "trangmau m.facebook.com/Trang.Mau/photos"},
          {"", "https://fb.com/trangmau", "trangmau https://fb.com/trangmau"},
          {"", "https://m.me/trangmau", "trangmau https://m.me/trangmau"},
          {"", "https://facebook.com/people/Ten-Mau/6155",
           "6155 https://facebook.com/people/Ten-Mau/6155"},
          {"", "https://facebook.com/pages/Ten-Mau/200300",
           "200300 https://facebook.com/pages/Ten-Mau/200300"},
          {"", "https://facebook.com/pages/category/Shop/Ten-Mau-200300/",
           "200300 https://facebook.com/pages/category/Shop/Ten-Mau-200300/"},
          {"", "https://facebook.com/p/Ten-Mau-6155/", "6155 https://facebook.com/p/Ten-Mau-6155/"},
          {"", "https://facebook.com/marketplace/profile/77/",
           "77 https://facebook.com/marketplace/profile/77/"},
          {"1000", "", "1000 https://www.facebook.com/profile.php?id=1000"},
          {"Trang.Mau", "", "trangmau https://www.facebook.com/trangmau"}});
}

TEST(Facebook, RefusesWhatNamesNoPage) {
  expect("facebook", {{"", "https://facebook.com/profile.php", kNobody},
                      {"", "https://facebook.com/groups/123", kNobody},
                      {"", "https://facebook.com/share/1AbC/", kNobody},
                      {"", "https://facebook.com/marketplace/item/5", kNobody},
                      {"", "https://facebook.com/people/Ten-Mau", kNobody},
                      {"", "https://facebook.com.mau.example/trang", kOther}});
}

TEST(TikTok, NamesAnAccountOrAShop) {
  expect("tiktok", {{"", "https://www.tiktok.com/@Ten.Mau?lang=vi",
                     "ten.mau https://www.tiktok.com/@Ten.Mau?lang=vi"},
                    {"", "tiktok.com/@ten/video/73", "ten tiktok.com/@ten/video/73"},
                    {"", "https://www.tiktok.com/shop/store/ten-mau/7495",
                     "7495 https://www.tiktok.com/shop/store/ten-mau/7495"},
                    {"@Ten_Mau", "", "ten_mau https://www.tiktok.com/@ten_mau"}});
}

TEST(TikTok, RefusesShortLinksThatHideTheAccount) {
  expect("tiktok", {{"", "https://vt.tiktok.com/ZSabc/", kNobody},
                    {"", "https://www.tiktok.com/tag/mau", kNobody},
                    {"", "https://www.tiktok.com/@", kNobody},
                    {"@", "", kNoId},
                    {"", "https://shopee.vn/@mau", kOther}});
}

TEST(Zalo, TakesOneFormOfAPhoneNumber) {
  for (const char* id : {"0912345678", "84912345678", "+84 912 345 678", "912345678",
                         "0912.345.678", "912345678.0", "0084912345678"})
    EXPECT_EQ(made("zalo", id, ""), "0912345678 https://zalo.me/0912345678") << id;
  EXPECT_EQ(made("zalo", "", "https://zalo.me/84912345678"),
            "0912345678 https://zalo.me/84912345678");
}

TEST(Zalo, NamesAnOfficialAccount) {
  expect("zalo", {{"", "https://zalo.me/4318657068771012646",
                   "4318657068771012646 https://zalo.me/4318657068771012646"},
                  {"", "oa.zalo.me/TenMau", "tenmau oa.zalo.me/TenMau"}});
}

TEST(Zalo, RefusesGroupsAndCutNumbers) {
  expect("zalo", {{"", "https://zalo.me/g/abc", kNobody},
                  {"", "https://zalo.me/", kNobody},
                  {"4.31866E+18", "", kCut},
                  {"12", "", kNoId},
                  {"", "https://zalo.com/0912345678", kOther}});
}

TEST(Zalo, TakesThePhoneWhenThereIsNothingElse) {
  List list;
  list.headings = {"Tên Zalo", "SĐT"};
  list.rows = {{"Mẫu", "+84 912 345 678"}, {"Không số", "chưa có"}};
  const Outcome outcome = pullWith("zalo", list.services());
  ASSERT_EQ(outcome.sellers(), 2u);
  EXPECT_THAT(namedFields(outcome.kept[0].sellers[0]),
              testing::Contains(testing::Pair("account_id", "0912345678")));
  EXPECT_THAT(namedFields(outcome.kept[0].sellers[1]),
              testing::Not(testing::Contains(testing::Pair("account_id", testing::_))));
}

TEST(Lazada, NamesAShop) {
  expect("lazada", {{"", "https://www.lazada.vn/shop/Ten-Mau/?spm=1",
                     "ten-mau https://www.lazada.vn/shop/Ten-Mau/?spm=1"},
                    {"VN1MAU", "", "vn1mau https://www.lazada.vn/shop/vn1mau"},
                    {"", "https://www.lazada.vn/products/x-i1-s2.html", kNobody},
                    {"", "https://www.lazada.vn/shop/", kNobody},
                    {"", "https://www.lazada.sg/shop/x", kOther}});
}

TEST(Tiki, NamesASeller) {
  expect("tiki", {{"", "https://tiki.vn/cua-hang/Ten-Mau?t=1",
                   "ten-mau https://tiki.vn/cua-hang/Ten-Mau?t=1"},
                  {"98765", "", "98765 https://tiki.vn/cua-hang/98765"},
                  {"", "https://tiki.vn/sach-p123.html", kNobody},
                  {"", "https://tiki.vn.mau.example/cua-hang/x", kOther}});
}

TEST(Website, IsKnownByItsDomain) {
  expect("website", {{"", "https://www.Quan-Ao.example/lien-he",
                      "quan-ao.example https://www.Quan-Ao.example/lien-he"},
                     {"quan-ao.example", "", "quan-ao.example https://quan-ao.example"},
                     {"", "https://cua-hang.quan-ao.example:8080",
                      "cua-hang.quan-ao.example https://cua-hang.quan-ao.example:8080"}});
}

TEST(Website, RefusesThePlatformsThatHaveTheirOwnPlugin) {
  for (const char* url :
       {"https://shopee.vn/x", "https://www.lazada.vn/x", "https://tiki.vn/x",
        "https://www.tiktok.com/@x", "https://m.facebook.com/x", "https://zalo.me/1"})
    EXPECT_EQ(made("website", "", url), kOther) << url;
  EXPECT_EQ(made("website", "", "chưa có"), "refused url: This is not a web address.");
  EXPECT_EQ(made("website", "localhost", ""), kNoId);
}

TEST(EveryPlugin, SaysWhatARightAddressLooksLike) {
  for (const char* platform :
       {"zalo", "facebook", "tiktok", "shopee", "lazada", "tiki", "website"}) {
    List list;
    list.headings = {"name", "url"};
    list.rows = {{"Shop", "nowhere"}};
    const Outcome outcome = pullWith(platform, list.services());
    EXPECT_THAT(outcome.kept.at(0).rejects.at(0).advice, testing::HasSubstr("https://"))
        << platform;
  }
}

TEST(EveryPlugin, LeavesARowWithoutAccountAndAddressToTheHost) {
  List list;
  list.headings = {"account id", "name", "url"};
  list.rows = {{"", "Shop", ""}};
  EXPECT_EQ(pullWith("shopee", list.services()).sellers(), 1u);
}

}  // namespace
}  // namespace thongbao::plugin
