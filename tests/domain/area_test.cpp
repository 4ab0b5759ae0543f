#include "domain/area.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace thongbao::domain {
namespace {

std::string codeOf(const Province* province) {
  return province ? province->code : "none";
}
std::string found(const std::string& text) {
  return codeOf(findProvince(text));
}
std::string ofAddress(const std::string& text) {
  return codeOf(provinceOfAddress(text));
}

TEST(Area, HasThe34UnitsAndTheir29FormerOnesEachOnce) {
  std::set<std::string> codes, names;
  for (const Province& province : provinces()) {
    codes.insert(province.code);
    names.insert(province.name);
    for (const char* former : province.formerNames)
      if (std::string(former) != "Thừa Thiên Huế") names.insert(former);
  }
  EXPECT_EQ(codes.size(), 34u);
  EXPECT_EQ(names.size(), 63u);
}

TEST(Area, FindsEveryUnitByCodeAndAnyOfItsNames) {
  for (const Province& province : provinces()) {
    EXPECT_EQ(found(province.code), province.code);
    EXPECT_EQ(found(province.name), province.code);
    EXPECT_EQ(found(base::withoutMarks(province.name)), province.code);
    EXPECT_EQ(found("tỉnh " + std::string(province.name)), province.code);
    EXPECT_EQ(ofAddress("Số 1, Xã Mẫu, " + std::string(province.name)), province.code);
    for (const char* former : province.formerNames) EXPECT_EQ(found(former), province.code);
  }
}

TEST(Area, KnowsTheManySpellings) {
  for (const char* text :
       {"TP.HCM", "tp hcm", "TPHCM", "HCM", "Sài Gòn", "Saigon", "TP Hồ Chí Minh",
        "Thành phố Hồ Chí Minh", "Ho Chi Minh City", "Hồ Chí Minh, Việt Nam", "Bà Rịa – Vũng Tàu",
        "BÀ RỊA-VŨNG TÀU", "Bà Rịa Vũng Tàu", "BR-VT", "Hồ Chí Minh "})
    EXPECT_EQ(found(text), "79") << text;
  for (const char* text : {"Thừa Thiên Huế", "Thừa Thiên - Huế", "TT Huế", "thành phố Huế", "HUẾ"})
    EXPECT_EQ(found(text), "46") << text;
  for (const char* text : {"Đắc Lắc", "Daklak", "ĐẮK LẮK", "Đăk Lăk", "Phú Yên"})
    EXPECT_EQ(found(text), "66") << text;
  EXPECT_EQ(found("Hoà Bình"), "25");
  EXPECT_EQ(found("Ha\u0300 No\u0302\u0323i"), "01") << "decomposed";
  EXPECT_EQ(found("Kontum"), "51");
}

/// Every name that a province had before 01/7/2025 or has since, and its code today.
std::vector<std::pair<std::string, std::string>> allNames() {
  std::vector<std::pair<std::string, std::string>> names;
  for (const Province& province : provinces()) {
    names.emplace_back(province.name, province.code);
    for (const char* former : province.formerNames) names.emplace_back(former, province.code);
  }
  return names;
}

TEST(Area, FindsAllNamesOfOldAndNewUnitsAsTheyAreWritten) {
  EXPECT_EQ(allNames().size(), 34u + 30u);
  for (const auto& [name, code] : allNames()) {
    const std::string bare = name.starts_with("TP. ") ? name.substr(4) : name;
    for (const std::string& text :
         {bare, base::withoutMarks(bare), base::upperCase(bare), "Tỉnh " + bare, "T. " + bare,
          "T." + bare, "Thành phố " + bare, "TP. " + bare, "TP." + bare, "tp " + bare,
          bare + " City", base::withoutMarks(bare) + " Province", bare + ", Việt Nam",
          bare + " VN"}) {
      EXPECT_EQ(found(text), code) << text;
      EXPECT_EQ(ofAddress("Số 5 đường Thử, phường Mẫu, " + text), code) << text;
    }
    for (const std::string& said : {"tỉnh " + bare, "TP. " + bare, "T. " + bare})
      EXPECT_EQ(ofAddress("Số 5 đường Thử phường Mẫu " + said), code) << said;
    EXPECT_EQ(ofAddress("Số 5 - phường Mẫu – " + bare), code) << bare;
    EXPECT_EQ(ofAddress("Số 5, phường Mẫu, " + bare + " 700000"), code) << bare;
  }
}

TEST(Area, KnowsAbbreviationsThatCanMeanNoOther) {
  const std::pair<const char*, const char*> known[] = {
      {"TP.HCM", "79"},  {"TPHCM", "79"},    {"TP. HCM", "79"}, {"HCMC", "79"},
      {"SG", "79"},      {"HN", "01"},       {"TP HN", "01"},   {"Hanoi", "01"},
      {"BR-VT", "79"},   {"BRVT", "79"},     {"Bà Rịa", "79"},  {"Tỉnh Thừa Thiên - Huế", "46"},
      {"TT-Huế", "46"},  {"T.T. Huế", "46"}, {"Danang", "48"},  {"Thủ đô Hà Nội", "01"},
      {"Haiphong", "31"}};
  for (const auto& [text, code] : known) {
    EXPECT_EQ(found(text), code) << text;
    EXPECT_EQ(ofAddress("1 Lê Lợi, " + std::string(text)), code) << text;
  }
  for (const char* text : {"ĐN", "BD", "QN", "T. HN1", "T", "VN", "Việt Nam"})
    EXPECT_EQ(found(text), "none") << text;
}

TEST(Area, DoesNotGuess) {
  for (const char* text : {"", " ", "Tỉnh", "TP", "Bangkok", "99", "Hà", "Nội", "\xff", "🙂"})
    EXPECT_EQ(found(text), "none") << text;
}

TEST(AreaOfAddress, ReadsTheLastParts) {
  EXPECT_EQ(ofAddress("12 Nguyễn Trãi, Quận 3, TP. Hồ Chí Minh"), "79");
  EXPECT_EQ(ofAddress("12 Nguyễn Trãi, Quận 3, TP.HCM, Việt Nam"), "79");
  EXPECT_EQ(ofAddress("5 Lý Thường Kiệt, Phường Cửa Nam, Hà Nội 100000"), "01");
  EXPECT_EQ(ofAddress("5 Lý Thường Kiệt, Hà Nội, 100000, Việt Nam"), "01");
  EXPECT_EQ(ofAddress("Thôn 2, xã Hòa Bình, huyện Thủy Nguyên, Hải Phòng."), "31");
  EXPECT_EQ(ofAddress("Ấp 3; Huyện Cần Giuộc; Tỉnh Long An"), "80");
}

TEST(AreaOfAddress, ReadsOldUnitsAndHyphens) {
  EXPECT_EQ(ofAddress("3 Trần Phú, TP. Vũng Tàu, Bà Rịa – Vũng Tàu"), "79");
  EXPECT_EQ(ofAddress("3 Lê Lợi, Thừa Thiên - Huế"), "46");
  EXPECT_EQ(ofAddress("15 Hùng Vương - Hải Châu - Đà Nẵng"), "48");
  EXPECT_EQ(ofAddress("Khu 2 thị trấn Bần tỉnh Hưng Yên"), "33");
  EXPECT_EQ(ofAddress("Quận 1 TP.HCM"), "79");
  EXPECT_EQ(ofAddress("Kon Tum"), "51");
}

TEST(AreaOfAddress, TakesNoStreetCommuneOrNumberForAProvince) {
  for (const char* text :
       {"", ",,,", "15 Điện Biên Phủ", "Đường Hà Nội, Phường 5", "Xã Hòa Bình", "Phường Thái Bình",
        "79", "Nhà 01, ngõ 24", "Huyện Điện Biên Đông", "Hà Nội, Số 1, Ngõ 2, Ngách 3"})
    EXPECT_EQ(ofAddress(text), "none") << text;
}

}  // namespace
}  // namespace thongbao::domain
