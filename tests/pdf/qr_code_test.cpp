#include "pdf/qr_code.h"

#include <ZXing/ReadBarcode.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace thongbao::pdf {
namespace {

/// What a scanner reads when each square is drawn four dots wide within a white border.
std::string scanned(const Squares& code) {
  constexpr int kDots = 4;
  constexpr int kBorder = 4;
  const int width = (code.side + 2 * kBorder) * kDots;
  std::vector<std::uint8_t> image(static_cast<std::size_t>(width * width), 255);
  for (int y = 0; y < code.side * kDots; ++y)
    for (int x = 0; x < code.side * kDots; ++x)
      if (code.black[static_cast<std::size_t>(y / kDots * code.side + x / kDots)])
        image[static_cast<std::size_t>((y + kBorder * kDots) * width + x + kBorder * kDots)] = 0;
  const ZXing::ImageView view(image.data(), width, width, ZXing::ImageFormat::Lum);
  return ZXing::ReadBarcode(view).text();
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

TEST(QrCode, IsReadByAScannerWhateverTheNumberAndSymbol) {
  for (int number = 1; number <= 200; ++number)
    for (const char* symbol : {"QLTT", "ĐQLTT1", "QLTT-BÌNH MINH"}) {
      const std::string text =
          std::to_string(number) + "/TB-" + symbol + " 3F9A-01C2-" + std::to_string(4000 + number);
      EXPECT_EQ(scanned(qrCode(text)), text);
    }
}

}  // namespace
}  // namespace thongbao::pdf
