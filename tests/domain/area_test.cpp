#include "domain/area.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

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
