#include "domain/communes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace thongbao::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const CommuneTable& table() {
  static const CommuneTable all(
      {{"26740", "Phường Sài Gòn", "79"},     {"26743", "Phường Bến Thành", "79"},
       {"26977", "Phường Tân Sơn Nhì", "79"}, {"26968", "Phường Tân Sơn", "79"},
       {"27001", "Phường 1", "79"},           {"27005", "Phường 15", "79"},
       {"26732", "Đặc khu Côn Đảo", "79"},    {"25942", "Phường Bình Dương", "79"},
       {"00004", "Phường Ba Đình", "01"},     {"00025", "Phường Giảng Võ", "01"},
       {"09952", "Xã Hòa Xá", "01"},          {"05116", "Phường Hòa Bình", "25"},
       {"05200", "Xã Hòa Bình", "25"},        {"31510", "Phường Sóc Trăng", "92"},
       {"31555", "Xã Kế Sách", "92"},         {"23500", "Xã Ia H'Drai", "51"},
       {"23510", "Xã Đăk Tô", "51"},          {"14900", "Xã Hà Trung", "38"},
       {"14901", "Xã Hạ Trung", "38"},        {"02000", "Xã Hòa Bình", "20"}});
  return all;
}

std::string found(std::string_view province, std::string_view text) {
  const Commune* commune = table().find(province, text);
  return commune ? commune->name : "none";
}

std::vector<std::string> codesNamed(std::string_view text) {
  std::vector<std::string> codes;
  for (const Commune* commune : table().named(text)) codes.push_back(commune->code);
  return codes;
}

TEST(Communes, AreFoundInTheirColumnAsPeopleWriteThem) {
  for (const char* text : {"Phường Bến Thành", "P. Bến Thành", "P.Bến Thành", "P Bến Thành",
                           "Bến Thành", "phuong ben thanh", "BẾN THÀNH", "phường  bến thành ",
                           "ben\u00a0thanh", "Be\u0302\u0301n Tha\u0300nh"})
    EXPECT_EQ(found("79", text), "Phường Bến Thành") << text;
  EXPECT_EQ(found("92", "X. Kế Sách"), "Xã Kế Sách");
  EXPECT_EQ(found("79", "Đặc khu Côn Đảo"), "Đặc khu Côn Đảo");
  EXPECT_EQ(found("79", "Côn Đảo"), "Đặc khu Côn Đảo");
}

TEST(Communes, AreFoundInAnAddressInOneLine) {
  for (const char* text :
       {"12 Lê Lợi, phường Bến Thành, Quận 1, TP.HCM", "12 Lê Lợi, Bến Thành, Quận 1, TP.HCM",
        "12 Lê Lợi phường Bến Thành TP. Hồ Chí Minh", "12 Lê Lợi, P.Bến Thành, HCM, Việt Nam",
        "12 Lê Lợi; P. Bến Thành; TP. Thủ Đức; TP.HCM 700000", "Bến Thành, TP.HCM",
        "12 Lê Lợi - Phường Bến Thành - TP.HCM"})
    EXPECT_EQ(found("79", text), "Phường Bến Thành") << text;
}

TEST(Communes, TheLongestNameWins) {
  EXPECT_EQ(found("79", "1 Thử, phường Tân Sơn Nhì, TP.HCM"), "Phường Tân Sơn Nhì");
  EXPECT_EQ(found("79", "1 Thử phường Tân Sơn quận Mẫu"), "Phường Tân Sơn");
}

TEST(Communes, TheLastNamedOneWins) {
  EXPECT_EQ(found("79", "Chợ phường Tân Sơn, phường Bến Thành"), "Phường Bến Thành");
}

TEST(Communes, ANumberIsANameOnlyWithItsKind) {
  for (const char* text : {"Phường 1", "P.1", "P1", "P. 01", "phuong 01", "2 Thử, P.01, TP.HCM"})
    EXPECT_EQ(found("79", text), "Phường 1") << text;
  EXPECT_EQ(found("79", "P15"), "Phường 15");
  for (const char* text : {"1", "15", "Số 1, TP.HCM", "Phường 2", "Quận 1", "Phường"})
    EXPECT_EQ(found("79", text), "none") << text;
}

TEST(Communes, OfOneNameAreToldApartByTheirKindOrTheirMarks) {
  EXPECT_EQ(found("25", "Hòa Bình"), "none");
  EXPECT_EQ(found("25", "phường Hòa Bình"), "Phường Hòa Bình");
  EXPECT_EQ(found("25", "xa hoa binh"), "Xã Hòa Bình");
  EXPECT_EQ(found("38", "Xã Hạ Trung"), "Xã Hạ Trung");
  EXPECT_EQ(found("38", "xã Hà Trung"), "Xã Hà Trung");
  EXPECT_EQ(found("38", "xa ha trung"), "none");
}

TEST(Communes, AnotherKindIsAnotherCommuneButATownIsNoMore) {
  EXPECT_EQ(found("79", "Xã Bến Thành"), "none");
  EXPECT_EQ(found("92", "Thị trấn Kế Sách"), "Xã Kế Sách");
  EXPECT_EQ(found("92", "TT. Kế Sách"), "Xã Kế Sách");
}

TEST(Communes, AProvinceOrDistrictOfTheSameNameIsNone) {
  EXPECT_EQ(found("92", "Sóc Trăng"), "none");
  EXPECT_EQ(found("92", "1 Thử, Thành phố Sóc Trăng, Sóc Trăng"), "none");
  EXPECT_EQ(found("92", "Phường Sóc Trăng, Sóc Trăng"), "Phường Sóc Trăng");
  EXPECT_EQ(found("79", "15 Ba Đình, Huyện Côn Đảo, Bà Rịa - Vũng Tàu"), "none");
}

TEST(Communes, NamesOfTheHighlandsAreFoundInOneWordOrSeveral) {
  for (const char* text : {"Ia H'Drai", "Ia H\u2019Drai", "Xã Ia Hdrai", "xã Ia H' Drai"})
    EXPECT_EQ(found("51", text), "Xã Ia H'Drai") << text;
  for (const char* text : {"Đăktô", "Xã Đắk Tô", "Dak To"})
    EXPECT_EQ(found("51", text), "Xã Đăk Tô") << text;
}

TEST(Communes, WithoutAProvinceOnlyAKindAndNameThatIsUniqueInTheCountry) {
  EXPECT_EQ(found("", "Phường Ba Đình"), "Phường Ba Đình");
  EXPECT_EQ(found("", "Ba Đình"), "none");
  EXPECT_EQ(found("", "Xã Hòa Bình"), "none") << "two provinces have one";
  EXPECT_EQ(found("", "Phường Hòa Bình"), "Phường Hòa Bình");
}

TEST(Communes, AreNotGuessed) {
  for (const char* text : {"", " ", ",,;", "Phường", "xã", "P.", "Bến", "Thành", "\xff", "🌸", "-"})
    EXPECT_EQ(found("79", text), "none") << text;
  EXPECT_EQ(found("99", "Phường Bến Thành"), "none");
  EXPECT_EQ(CommuneTable({}).find("79", "Phường Bến Thành"), nullptr);
}

TEST(Communes, ALongHostileTextTakesNoLongTime) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += i % 3 ? "phường " : "xã p, ";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(found("79", text), "none");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(CommunesNamed, AreAllThatANameMayMean) {
  EXPECT_THAT(codesNamed("Hòa Bình"), ElementsAre("05116", "05200", "02000"));
  EXPECT_THAT(codesNamed("xã hòa bình"), ElementsAre("05200", "02000"));
  EXPECT_THAT(codesNamed("Hòa Bình, Phú Thọ"), ElementsAre("05116", "05200"));
  EXPECT_THAT(codesNamed("Xã Hòa Bình, Lạng Sơn"), ElementsAre("02000"));
  EXPECT_THAT(codesNamed("Sóc Trăng"), ElementsAre("31510"));
  EXPECT_THAT(codesNamed("00004"), ElementsAre("00004"));
  EXPECT_THAT(codesNamed("P1"), ElementsAre("27001"));
  EXPECT_THAT(codesNamed("1"), ElementsAre("27001"));
  EXPECT_THAT(codesNamed("Xã"), IsEmpty());
  EXPECT_THAT(codesNamed(""), IsEmpty());
  EXPECT_THAT(codesNamed("\xff"), IsEmpty());
  EXPECT_THAT(codesNamed("Xã Mẫu"), IsEmpty());
}

}  // namespace
}  // namespace thongbao::domain
