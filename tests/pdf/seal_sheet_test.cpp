#include "pdf/seal_sheet.h"

#include <ZXing/ReadBarcode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>

#include "base/error.h"
#include "pdf/read_back.h"

namespace thongbao::pdf {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

SealSheet sheet() {
  SealSheet sheet;
  sheet.agency.parentBody = "CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH BÌNH MINH";
  sheet.agency.issuingBody = "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1";
  sheet.agency.place = "Bình Minh";
  sheet.entry = 1234567;
  sheet.hash = "91994ff9381249945263c691998be83c9d01b2310526df61944f447ec1f4d0a6";
  sheet.time = std::chrono::sys_days{2026y / 11 / 24} + 3h;
  sheet.sealedAt = sheet.time + 24h;
  sheet.signer = "Đinh Thị Mẫu";
  sheet.certificate = std::string(60, 'c') + "0123";
  return sheet;
}

TEST(SealSheet, SaysOnOnePageWhatWasSealedWhenAndByWhom) {
  const std::string pdf = sealSheet(sheet());
  EXPECT_TRUE(isSound(pdf));
  EXPECT_THAT(infoOf(pdf), HasSubstr("Pages:           1\n"));
  const std::string text = textOf(pdf);
  for (const char* part :
       {"BIÊN BẢN NIÊM PHONG SỔ ĐĂNG KÝ", "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1", "số 1234567",
        "24/11/2026 10:00", "25/11/2026 10:00", "ngày 25 tháng 11 năm 2026", "Đinh Thị Mẫu",
        "9199 4ff9 3812 4994 5263 c691 998b e83c 9d01 b231 0526 df61 944f 447e c1f4 d0a6",
        "cccc 0123", "NGƯỜI LẬP BIÊN BẢN"})
    EXPECT_THAT(text, HasSubstr(part));
}

/// What a scanner reads on the page as it is printed.
std::string scanned(const std::string& pdf) {
  std::istringstream image(runOn(pdf, "pdftoppm -gray -r 150 -singlefile {}"));
  std::string kind;
  int width = 0, height = 0, white = 0;
  image >> kind >> width >> height >> white;
  image.get();
  std::vector<std::uint8_t> dots(static_cast<std::size_t>(width * height));
  image.read(reinterpret_cast<char*>(dots.data()), static_cast<std::streamsize>(dots.size()));
  return ZXing::ReadBarcode({dots.data(), width, height, ZXing::ImageFormat::Lum}).text();
}

TEST(SealSheet, HasTheEntryAndItsHashAsAQrCode) {
  EXPECT_EQ(scanned(sealSheet(sheet())), "1234567 " + sheet().hash);
}

TEST(SealSheet, IsTheSameForTheSameSeal) {
  EXPECT_TRUE(sealSheet(sheet()) == sealSheet(sheet()));
}

TEST(SealSheet, RefusesNamesThatHaveNoRoomOnThePage) {
  SealSheet crowded = sheet();
  for (int i = 0; i < 400; ++i) crowded.signer += " Đinh Thị Mẫu";
  EXPECT_THROW(sealSheet(crowded), base::Error);
}

}  // namespace
}  // namespace thongbao::pdf
