#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "thongbao/platform.hpp"

namespace thongbao::sdk {
namespace {

using testing::ElementsAre;

TEST(Url, TakesAnAddressApart) {
  const auto url = parseUrl(" HTTPS://user@WWW.Cho-Mau.Example.:8443//a/b%20c/?k=1&id=%41b#x ");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "www.cho-mau.example");
  EXPECT_THAT(url->path, ElementsAre("a", "b c"));
  EXPECT_EQ(url->value("id"), "Ab");
  EXPECT_EQ(url->value("k"), "1");
  EXPECT_EQ(url->value("i"), "");
  EXPECT_EQ(url->at(7), "");
}

TEST(Url, NeedsNoScheme) {
  EXPECT_EQ(parseUrl("cho-mau.example/a")->host, "cho-mau.example");
  EXPECT_EQ(parseUrl("cho-mau.example?u=http://other.example")->host, "cho-mau.example");
}

TEST(Url, TakesHostsWithUnderscoresAsBrowsersDo) {
  EXPECT_EQ(parseUrl("https://cho_mau.example/a")->host, "cho_mau.example");
}

TEST(Url, IsNotFooledByALookAlike) {
  EXPECT_EQ(parseUrl("https://shopee.vn@lua-dao.example/shop/1")->host, "lua-dao.example");
  EXPECT_FALSE(parseUrl("https://shopee.vn.lua-dao.example/")->isOf("shopee.vn"));
  EXPECT_FALSE(parseUrl("https://notshopee.vn/")->isOf("shopee.vn"));
  EXPECT_TRUE(parseUrl("https://m.shopee.vn/")->isOf("shopee.vn"));
}

TEST(Url, RefusesWhatIsNoWebAddress) {
  for (const char* text :
       {"", "chưa có", "ftp://cho.example/", "javascript://x.y/", "localhost", "a b.example",
        "https://", "https://.example/", "cho.example/a\nb", "https://a\"b.example/"})
    EXPECT_FALSE(parseUrl(text)) << text;
}

TEST(Url, KeepsAPercentSignThatDecodesToNothing) {
  EXPECT_EQ(percentDecoded("100%"), "100%");
  EXPECT_EQ(percentDecoded("%4"), "%4");
  EXPECT_EQ(percentDecoded("%zz%41"), "%zzA");
}

TEST(Text, IsTrimmedOfBlanksAndNoBreakSpaces) {
  EXPECT_EQ(trimmed("\t\u00A0 a b \u00A0\r\n"), "a b");
  EXPECT_EQ(trimmed("\u00A0"), "");
}

TEST(Cursor, IsTheNumberOfARow) {
  EXPECT_EQ(rowOfCursor(""), 0u);
  EXPECT_EQ(rowOfCursor("257"), 257u);
  for (const char* text : {"x", "1x", "-1", "99999999999999999999"})
    EXPECT_THROW(rowOfCursor(text), Failure) << text;
}

TEST(Seller, SetsAFieldOnce) {
  Seller seller;
  seller.set("name", "a");
  seller.set("name", "b");
  EXPECT_EQ(seller.get("name"), "b");
  EXPECT_EQ(seller.fields.size(), 1u);
  EXPECT_EQ(seller.get("phone"), "");
}

}  // namespace
}  // namespace thongbao::sdk
