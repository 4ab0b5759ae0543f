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
      if (code.isBlack(x / kDots, y / kDots))
        image[static_cast<std::size_t>((y + kBorder * kDots) * width + x + kBorder * kDots)] = 0;
  const ZXing::ImageView view(image.data(), width, width, ZXing::ImageFormat::Lum);
  return ZXing::ReadBarcode(view).text();
}

TEST(QrCode, HasItsThreeFinderPatterns) {
  const Squares code = qrCode("05/TB-QLTT1 3F9A-01C2-77DE");
  ASSERT_EQ((code.side - 21) % 4, 0);
  for (const auto& [x, y] : {std::pair{0, 0}, {code.side - 7, 0}, {0, code.side - 7}})
    for (int i = 0; i < 7; ++i) {
      EXPECT_TRUE(code.isBlack(x + i, y));
      EXPECT_TRUE(code.isBlack(x, y + i));
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

TEST(QrCodes, PutTogetherTheSameSquaresThatTheLibraryDraws) {
  QrCodes codes;
  for (int number = 10'000; number < 11'000; ++number)
    for (const char* symbol : {"QLTT", "ĐQLTT"}) {
      const std::string text = std::to_string(number) + "/TB-" + symbol + " 3F9A-01C2-77DE";
      const Squares made = codes.of(text);
      const Squares drawn = qrCode(text);
      ASSERT_EQ(made.side, drawn.side);
      ASSERT_EQ(made.black, drawn.black) << text;
    }
}

TEST(QrCodes, TakeTextsOfAnyLengthAndByte) {
  QrCodes codes;
  for (int i = 0; i < 300; ++i) {
    const std::string text = "\xFF\x01" + std::string(1, static_cast<char>(i));
    EXPECT_EQ(codes.of(text).black, qrCode(text).black);
  }
  EXPECT_EQ(codes.of("").black, qrCode("").black);
  EXPECT_THROW(codes.of(std::string(3000, 'x')), base::Error);
}

}  // namespace
}  // namespace thongbao::pdf
