#include "domain/host_name.h"

#include <gtest/gtest.h>

namespace thongbao::domain {
namespace {

std::string shown(std::string_view text) {
  return hostName(text).value_or("none");
}

TEST(HostName, IsSmallAndHasADot) {
  EXPECT_EQ(shown("Shop.EXAMPLE"), "shop.example");
  for (const char* text : {"", ".", "shop", "shop.", ".example", "a..b", "-a.b", "a-.b", "a_b.c",
                           "127.0.0.1", "a b.c", "a.b/c"})
    EXPECT_EQ(shown(text), "none") << text;
  EXPECT_EQ(shown(std::string(64, 'a') + ".example"), "none");
}

TEST(HostName, HasLettersOutsideAsciiInTheFormOfTheNetwork) {
  EXPECT_EQ(shown("cửahàng.example"), "xn--cahng-tqa2694c.example");
  EXPECT_EQ(shown("CỬAHÀNG.example"), "xn--cahng-tqa2694c.example");
  EXPECT_EQ(shown("faß.example"), "xn--fa-hia.example") << "non-transitional";
  EXPECT_EQ(shown("ｓｈｏｐ。example"), "shop.example") << "wide letters and stop";
}

TEST(HostName, IsNoneWhereAnotherWouldBeRead) {
  // A wide sign, and one that holds a slash, become ASCII that no name has; `ü_` must not lose it.
  for (const char* text : {"１２７.０.０.１", "℀.example", "ü／a.example", "ü＠a.example",
                           "ü_a.example", "ü＿a.example", "a_b.ü.example", "ü a.example",
                           "ab\u200d.example", "☕.example", "ü..example", "ü.example."})
    EXPECT_EQ(shown(text), "none") << text;
}

TEST(HostName, ChecksAFormOfTheNetworkToo) {
  EXPECT_EQ(shown("xn--bcher-kva.example"), "xn--bcher-kva.example");
  for (const char* text : {"xn--a.example", "xn--0.example", "xn--.example", "xn--a-.example",
                           "xn--cafe-yvc.example", "xn--cahng-jqa9710b.example"})
    EXPECT_EQ(shown(text), "none") << text;
}

}  // namespace
}  // namespace thongbao::domain
