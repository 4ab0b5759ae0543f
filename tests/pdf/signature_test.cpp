#include "pdf/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <png.h>

#include <regex>

#include "base/error.h"
#include "base/hash.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"
#include "support/temporary_folder.h"

namespace thongbao::pdf {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kRoom = 300;

/// A picture of one colour, half of it transparent.
std::string png(std::uint32_t width, std::uint32_t height, const std::array<png_byte, 3>& colour) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = PNG_FORMAT_RGBA;
  std::vector<png_byte> pixels;
  for (std::uint32_t i = 0; i < width * height; ++i) {
    pixels.insert(pixels.end(), colour.begin(), colour.end());
    pixels.push_back(i % 2 == 0 ? 255 : 0);
  }
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr);
  bytes.resize(size);
  return bytes;
}

class ElectronicSignature : public ::testing::Test {
 protected:
  ElectronicSignature() {
    signing_.sign = [this](std::span<const std::string_view> pieces) {
      signed_.clear();
      for (const std::string_view piece : pieces) signed_ += piece;
      return base::sha256(signed_);
    };
    signing_.mostBytes = kRoom;
    signing_.signer = "Nguyễn Văn Mẫu";
    signing_.now = [] { return *base::instantFromIso("2026-02-05T01:30:09.000Z"); };
  }

  Image image(std::uint32_t width, std::uint32_t height, const std::array<png_byte, 3>& colour) {
    return readPng(folder_.write("image.png", png(width, height, colour)));
  }
  std::string rendered() {
    return Renderer(Form::archival, &signing_).render(samples::notice(), samples::body()).bytes;
  }

  test::TemporaryFolder folder_;
  Signing signing_;
  std::string signed_;
};

TEST_F(ElectronicSignature, CoversEveryByteButItsOwn) {
  const std::string pdf = rendered();
  EXPECT_TRUE(isSound(pdf));
  std::smatch match;
  ASSERT_TRUE(std::regex_search(
      pdf, match,
      std::regex(R"(/ByteRange\[0 (\d{10}) (\d{10}) (\d{10})\]/Contents<([0-9a-f]*)>)")));
  const std::size_t first = std::stoul(match[1]);
  const std::size_t second = std::stoul(match[2]);
  EXPECT_EQ(second + std::stoul(match[3]), pdf.size());
  EXPECT_EQ(pdf[first], '<');
  EXPECT_EQ(pdf[second - 1], '>');
  EXPECT_EQ(second - first, 2 * kRoom + 2);
  EXPECT_EQ(pdf.substr(0, first) + pdf.substr(second), signed_);
  const std::string hex = base::toHex(base::sha256(signed_));
  EXPECT_EQ(match[4].str(), hex + std::string(2 * kRoom - hex.size(), '0'));
}

TEST_F(ElectronicSignature, SaysWhoSignedAndWhenInVietnameseTime) {
  const std::string pdf = unpacked(rendered());
  EXPECT_THAT(pdf, HasSubstr("/SubFilter /ETSI.CAdES.detached"));
  EXPECT_THAT(pdf, HasSubstr("/M (D:20260205083009+07'00')"));
  EXPECT_THAT(pdf, HasSubstr("/SigFlags 3"));
}

TEST_F(ElectronicSignature, DoesNotShowWithoutMarks) {
  const std::string pdf = unpacked(rendered());
  EXPECT_THAT(pdf, HasSubstr("/FT /Sig"));
  EXPECT_THAT(pdf, Not(HasSubstr("/AP <<")));
}

TEST_F(ElectronicSignature, ShowsTheHandAboveTheNameAndTheSealOverItsFirstThird) {
  signing_.signature = image(400, 200, {0, 0, 255});
  signing_.seal = image(300, 300, {255, 0, 0});
  const std::string pdf = rendered();
  EXPECT_TRUE(isSound(pdf));
  const ReadWord position = find(wordsOf(pdf), "PHÓ ĐỘI TRƯỞNG");
  const ReadWord name = find(wordsOf(pdf), "Nguyễn Văn Mẫu");
  std::smatch match;
  const std::string whole = unpacked(pdf);
  ASSERT_TRUE(std::regex_search(
      whole, match, std::regex(R"(/Rect \[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\])")));
  const double left = std::stod(match[1]);
  const double right = std::stod(match[3]);
  const double top = kPageHeight - std::stod(match[4]);
  const double bottom = kPageHeight - std::stod(match[2]);
  // The signature is 50 mm wide; a third of it lies under the seal, whose 36 mm begin further left.
  EXPECT_NEAR(right, name.middle() + 25 * kMillimetre, 0.5);
  EXPECT_NEAR(left, name.middle() - 25 * kMillimetre + 50 * kMillimetre / 3 - 36 * kMillimetre,
              0.5);
  EXPECT_NEAR(bottom - top, 36 * kMillimetre, 0.5);
  EXPECT_NEAR((top + bottom) / 2, (position.bottom + name.top) / 2, 3);
}

TEST_F(ElectronicSignature, ShowsTheAgencysTextAtTheTopRightOfThePageOne) {
  signing_.agencyText = true;
  const std::string pdf = rendered();
  EXPECT_TRUE(isSound(pdf));
  const auto words = wordsOf(pdf);
  const ReadWord time = find(words, "2026-02-05T08:30:09+07:00");
  EXPECT_EQ(time.page, 1);
  EXPECT_NEAR(time.right, kPageWidth - kMarginRight, 1);
  EXPECT_LT(time.bottom, kMarginTop);
}

TEST_F(ElectronicSignature, NeverExceedsItsRoom) {
  signing_.mostBytes = 10;
  EXPECT_THROW(rendered(), base::Error);
}

TEST_F(ElectronicSignature, EndsTheDocumentWhenTheKeyFails) {
  signing_.sign = [](std::span<const std::string_view>) -> std::string {
    throw base::Error(base::Code::unavailable, "The token was pulled out.");
  };
  EXPECT_THROW(rendered(), base::Error);
}

TEST_F(ElectronicSignature, RefusesPicturesThatAreNone) {
  for (const std::string& bytes : {std::string("no picture"), std::string(),
                                   png(10, 10, {0, 0, 0}).substr(0, 60), png(5000, 1, {0, 0, 0})}) {
    try {
      readPng(folder_.write("hand.png", bytes));
      FAIL() << "accepted";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::usage);
      EXPECT_THAT(error.place().file, HasSubstr("hand.png"));
    }
  }
  EXPECT_THROW(readPng(folder_.path() / "none.png"), base::Error);
}

}  // namespace
}  // namespace thongbao::pdf
