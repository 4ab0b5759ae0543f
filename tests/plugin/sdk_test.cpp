#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "thongbao/platform.hpp"

namespace thongbao::sdk {
namespace {

using testing::ElementsAre;
using testing::Pair;

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
  EXPECT_EQ(trimmed("\v\f x\u00A0y\u00A0\u00A0"), "x\u00A0y");
  EXPECT_EQ(trimmed("\u00E0"), "\u00E0");  // à ends with the last byte of U+00A0
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

/// A table of three columns, as a host offers it.
thongbao_text wordOf(const std::vector<std::string_view>& words, std::size_t column) {
  return borrowed(words[column]);
}
const thongbao_table kTable{sizeof kTable,
                            nullptr,
                            [](void*) { return std::size_t{3}; },
                            [](void*, std::size_t column) {
                              return wordOf({"Tên", "SĐT", "Ghi chú"}, column);
                            },
                            [](void*, std::size_t column) {
                              return wordOf({"name", "phone", ""}, column);
                            },
                            [](void*, thongbao_row*) { return 0; }};

TEST(Seller, KeepsNothingOfTheRowBefore) {
  const Table table(kTable);
  Seller seller;
  readSeller(table, {2, {" Shop ", "0912", "note"}}, seller);
  seller.set("url", "https://cho.example/");
  readSeller(table, {3, {"", "0913", " "}}, seller);
  EXPECT_EQ(seller.row, 3u);
  EXPECT_THAT(seller.fields, ElementsAre(Pair("phone", "0913")));
  EXPECT_TRUE(seller.extra.empty());
  readSeller(table, {4, {"Shop", "", "other"}}, seller);
  EXPECT_THAT(seller.fields, ElementsAre(Pair("name", "Shop")));
  EXPECT_THAT(seller.extra, ElementsAre(Pair("Ghi chú", "other")));
}

}  // namespace
}  // namespace thongbao::sdk
