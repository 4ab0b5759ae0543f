#include "intake/commune_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using domain::Commune;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

std::vector<Commune> read(const std::string& csv) {
  const test::TemporaryFolder folder;
  return readCommunes(folder.write("communes.csv", csv), {});
}

/// The sentence of the refusal, or `taken`.
std::string refusal(const std::string& csv) {
  try {
    read(csv);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_FALSE(error.advice().empty());
    return error.sentence();
  }
  return "taken";
}

TEST(CommuneList, TakesTheProvinceFromTheRowAbove) {
  EXPECT_THAT(read("Mã số,Tên đơn vị hành chính\n"
                   "01,Thành phố Hà Nội\n"
                   "00004,Phường Ba Đình\n"
                   "00025,Phường Giảng Võ\n"
                   "79,Thành phố Hồ Chí Minh\n"
                   "26732,Đặc khu Côn Đảo\n"),
              ElementsAre(Commune{"00004", "Phường Ba Đình", "01"},
                          Commune{"00025", "Phường Giảng Võ", "01"},
                          Commune{"26732", "Đặc khu Côn Đảo", "79"}));
}

TEST(CommuneList, TakesProvinceAndKindFromColumnsOfTheirOwn) {
  EXPECT_THAT(
      read("Mã,Tên,Cấp,Nghị định,Mã TP,Tỉnh / Thành Phố\n"
           "00004,Ba Đình,Phường,Số 1656,01,Thành phố Hà Nội\n"
           "09952,Xã Hòa Xá,Xã,Số 1656,1,Hà Nội\n"),
      ElementsAre(Commune{"00004", "Phường Ba Đình", "01"}, Commune{"09952", "Xã Hòa Xá", "01"}));
  EXPECT_THAT(read("Mã tỉnh;Mã phường/xã;Xã/Phường\n68;24829;P. Bảo Lộc\n"),
              ElementsAre(Commune{"24829", "P. Bảo Lộc", "68"}));
  EXPECT_THAT(read("Tỉnh,Mã xã,Tên xã\nLâm Đồng,24829,Xã Mẫu\n38,14900,Xã Hà Trung\n"),
              ElementsAre(Commune{"24829", "Xã Mẫu", "68"}, Commune{"14900", "Xã Hà Trung", "38"}));
}

TEST(CommuneList, MendsCodesThatLostTheirZeros) {
  EXPECT_THAT(
      read("Mã,Tên\n1,Thành phố Hà Nội\n4,Phường Ba Đình\n25,Phường Giảng Võ\n"
           "9952.0,Xã Hòa Xá\n"),
      ElementsAre(Commune{"00004", "Phường Ba Đình", "01"},
                  Commune{"00025", "Phường Giảng Võ", "01"}, Commune{"09952", "Xã Hòa Xá", "01"}));
}

TEST(CommuneList, TellsEveryRowThatCannotBeUsed) {
  EXPECT_THAT(refusal("Mã,Tên,Tỉnh\n"
                      "A4,Phường Một,Hà Nội\n"
                      "00005,,Hà Nội\n"
                      "00006,Ba Đình,Hà Nội\n"
                      "00007,Phường Hai,Xứ Lạ\n"
                      "00008,Phường Ba,Hà Nội\n"
                      "8,Phường Bốn,Hà Nội\n"
                      "123456,Phường Năm,Hà Nội\n"
                      "02,Tỉnh Hà Giang,\n"
                      "00009,Phường Sáu,\n"),
              AllOf(HasSubstr("8 rows cannot be used"), HasSubstr("Row 2: “A4” is no code"),
                    HasSubstr("Row 3: The commune has no name."), HasSubstr("Row 4: “Ba Đình”"),
                    HasSubstr("Row 5: There is no province “Xứ Lạ”."),
                    HasSubstr("Row 7: The code 00008 stands in row 6 already."),
                    HasSubstr("Row 8: “123456”"), HasSubstr("Row 9: There is no province"),
                    HasSubstr("Row 10: The row names no province")));
  EXPECT_THAT(refusal("Mã,Tên,Mã tỉnh,Tỉnh\n00004,Phường Ba Đình,01,Huế\n"),
              HasSubstr("two provinces, Hà Nội and Huế"));
  EXPECT_THAT(refusal("Mã,Tên,Tỉnh\n00004,Phường " + std::string(100, 'a') + ",Hà Nội\n"),
              HasSubstr("more than 100 characters"));
}

TEST(CommuneList, TellsTheFirstTwentyOfMany) {
  std::string csv = "Mã,Tên,Tỉnh\n";
  for (int i = 0; i < 30; ++i) csv += "x,Phường Mẫu,Hà Nội\n";
  EXPECT_THAT(refusal(csv), AllOf(HasSubstr("30 rows"), HasSubstr("Row 21:"),
                                  Not(HasSubstr("Row 22:")), HasSubstr("and 10 more rows")));
}

TEST(CommuneList, RefusesATableWithoutCommunesOrColumns) {
  EXPECT_THAT(refusal("Mã,Tên\n01,Thành phố Hà Nội\n"), HasSubstr("no commune"));
  EXPECT_THAT(refusal("Mã,Ghi chú\n00004,Phường Ba Đình\n"), HasSubstr("names"));
  EXPECT_THAT(refusal("Số,Tên\n00004,Phường Ba Đình\n"), HasSubstr("codes"));
}

TEST(CommuneList, ReadsTheWholeCountry) {
  std::string csv = "Mã,Tên,Mã TP\n";
  for (int i = 0; i < 3321; ++i)
    csv += std::to_string(i * 9 + 4) + ",Xã Mẫu " + std::to_string(i) + ",40\n";
  EXPECT_THAT(read(csv), SizeIs(3321));
}

}  // namespace
}  // namespace thongbao::intake
