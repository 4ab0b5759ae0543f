#include "domain/likeness.h"

#include <gtest/gtest.h>

namespace thongbao::domain {
namespace {

TEST(NameKey, IsTheNameWithoutLegalFormMarksAndPunctuation) {
  for (const char* name :
       {"Hoa Mai", "HOA MAI", "Hoa  Mai.", "Công ty TNHH Hoa Mai", "CTY TNHH MTV HOA MAI",
        "Công ty Cổ phần Hoa Mai", "Cty CP “Hoa Mai”", "Công ty TNHH Một Thành Viên Hoa Mai",
        "Công ty trách nhiệm hữu hạn 2 thành viên Hoa Mai", "Hộ kinh doanh Hoa Mai", "HKD Hoa Mai",
        "Hộ kinh doanh cửa hàng Hoa Mai", "Cửa hàng Hoa Mai", "Shop Hoa-Mai", "DNTN Hoa Mai",
        "Doanh nghiệp tư nhân Hoa Mai", "Gian hàng: Hoa Mai", "𝐒𝐡𝐨𝐩 𝐇𝐨𝐚 𝐌𝐚𝐢",
        "Cu\u031b\u0309a ha\u0300ng Hoa Mai"})
    EXPECT_EQ(nameKey(name), "hoa mai") << name;
  EXPECT_EQ(nameKey("Nguyễn Văn Đức"), "nguyen van duc");
}

TEST(NameKey, KeepsWordsThatAreNoFormWhereTheyStand) {
  EXPECT_EQ(nameKey("Hoa Mai Shop"), "hoa mai shop");
  EXPECT_EQ(nameKey("CP Việt Nam"), "cp viet nam");
  EXPECT_EQ(nameKey("Cửa Hàng Cổ Phần"), "co phan");
  EXPECT_NE(nameKey("店 一 家"), nameKey("店 二 家"));
}

TEST(NameKey, IsEmptyWhereTheNameSaysTooLittle) {
  for (const char* name :
       {"", " ", "Shop", "Công ty TNHH", "Cửa hàng A", "...", "\xff", "Hộ kinh doanh"})
    EXPECT_EQ(nameKey(name), "") << name;
}

TEST(AddressKey, IsTheSameForTheManyWaysToWriteAnAddress) {
  for (const char* address :
       {"Số 12 đường Lê Lợi, phường Bến Thành, Quận 1, TP. Hồ Chí Minh",
        "12 Lê Lợi, P. Bến Thành, Q.1, TP.HCM", "12 LÊ LỢI, P.BẾN THÀNH, Q1, TPHCM",
        "12 đ. Lê Lợi - phường Bến Thành - quận 01 - Thành phố Hồ Chí Minh, Việt Nam",
        "so 12 duong le loi phuong ben thanh quan 1 tp.hcm",
        "Số 12, Đường Lê Lợi, Phường Bến Thành, Q. 1, Hồ Chí Minh 700000"})
    EXPECT_EQ(addressKey(address), "12 le loi phuong ben thanh quan 1 | 79") << address;
  EXPECT_EQ(addressKey("12/3A Hùng Vương, P5, Tỉnh Bà Rịa - Vũng Tàu"),
            "12 3a hung vuong phuong 5 | 79");
  EXPECT_EQ(addressKey("12/3A Hùng Vương, P.05, BR-VT"), "12 3a hung vuong phuong 5 | 79");
  EXPECT_EQ(addressKey("Tòa nhà Mẫu, số 5 Thử, xã Hòa Bình, T. Nghệ An"),
            "toa nha mau 5 thu xa hoa binh | 40");
}

TEST(AddressKey, KeepsOtherHousesApart) {
  EXPECT_NE(addressKey("12 Lê Lợi, Quận 1, TP.HCM"), addressKey("13 Lê Lợi, Quận 1, TP.HCM"));
  EXPECT_NE(addressKey("12 Lê Lợi, phường Mẫu, Huế"), addressKey("12 Lê Lợi, phường Mẫu, Hà Nội"));
  EXPECT_EQ(addressKey("12 Lê Lợi, phường Thái Bình"), "12 le loi phuong thai binh");
}

TEST(AddressKey, IsEmptyWithoutAHouseNumberOrWithTooFewWords) {
  for (const char* address :
       {"", "Hà Nội", "Đường Lê Lợi, Phường 5, Quận 3, TP.HCM", "Thôn 2, xã Mẫu, Nghệ An",
        "Tổ dân phố số 5, phường Mẫu, Hà Nội", "Đường số 5, phường Mẫu, TP.HCM", "12 Hà Nội",
        "12 Lê, Hà Nội", "\xff", "700000", "Chợ Mẫu, xã Hòa Bình"})
    EXPECT_EQ(addressKey(address), "") << address;
}

}  // namespace
}  // namespace thongbao::domain
