#include "pdf/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "pdf/qr_code.h"
#include "pdf/read_back.h"

namespace thongbao::pdf {
namespace {

using ::testing::HasSubstr;

const std::string kHash(64, 'a');
constexpr base::Date kDay = std::chrono::year{2026} / 11 / 24;

TEST(Writer, WritesOnePageForEachContent) {
  const std::string bytes = writeDocument({"", "0 0 m 9 9 l S", ""}, {}, {"Thử", kDay, kHash});
  EXPECT_TRUE(isSound(bytes));
  EXPECT_THAT(infoOf(bytes), HasSubstr("Pages:           3"));
  EXPECT_THAT(infoOf(bytes), HasSubstr("595.276 x 841.89 pts (A4)"));
}

TEST(Writer, TakesItsIdFromTheHash) {
  const std::string bytes = writeDocument({""}, {}, {"Thử", kDay, kHash});
  EXPECT_THAT(unpacked(bytes), HasSubstr("<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>"));
}

TEST(Writer, TakesTitlesOfAnyLengthAndPlane) {
  std::string title = "Cửa hàng \U0001F600 (\\) ";
  for (int i = 0; i < 100'000; ++i) title += "đ";
  const std::string bytes = writeDocument({""}, {}, {title, kDay, kHash});
  EXPECT_TRUE(isSound(bytes));
  EXPECT_THAT(infoOf(bytes), HasSubstr("Cửa hàng \U0001F600 (\\) đđđ"));
}

TEST(QrCode, HasItsThreeFinderPatterns) {
  const Squares code = qrCode("05/TB-QLTT1 3F9A-01C2-77DE");
  ASSERT_EQ((code.side - 21) % 4, 0);
  const auto side = static_cast<std::size_t>(code.side);
  ASSERT_EQ(code.black.size(), side * side);
  for (const auto& [x, y] :
       {std::pair<std::size_t, std::size_t>{0, 0}, {side - 7, 0}, {0, side - 7}})
    for (std::size_t i = 0; i < 7; ++i) {
      EXPECT_TRUE(code.black[y * side + x + i]);
      EXPECT_TRUE(code.black[(y + i) * side + x]);
    }
}

TEST(QrCode, RefusesTextThatDoesNotFit) {
  EXPECT_THROW(qrCode(std::string(3000, 'x')), base::Error);
}

}  // namespace
}  // namespace thongbao::pdf
