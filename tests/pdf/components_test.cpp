#include "pdf/components.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "pdf/layout_pages.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

namespace thongbao::pdf {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr double kLeft = 30 * 72 / 25.4;
constexpr double kRight = (210 - 15) * 72 / 25.4;
constexpr double kMiddle = (kLeft + kRight) / 2;

Rendered rendered(const domain::Notice& notice) {
  return Renderer().render(notice, samples::body());
}

std::vector<ReadWord> read(const domain::Notice& notice) {
  return wordsOf(rendered(notice).bytes);
}

/// The glyphs' characters; what is drawn, without the PDF.
std::u32string charactersOf(const PlacedLine& line) {
  std::u32string text;
  for (const Glyph& glyph : line.text->glyphs) text += glyph.character;
  return text;
}

const Fonts& fonts() {
  static const Fonts loaded;
  return loaded;
}

class Components : public ::testing::Test {
 protected:
  Typesetter type_{fonts(), true};
  QrCodes codes_;
};

TEST(Letterhead, PutsTheMottoUnderTheNationalTitleOnOneAxis) {
  const auto words = read(samples::notice());
  const ReadWord title = find(words, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  const ReadWord motto = find(words, "Độc lập - Tự do - Hạnh phúc");
  EXPECT_NEAR(title.right, kRight, 2);
  EXPECT_NEAR(title.middle(), motto.middle(), 0.5);
  EXPECT_GT(motto.top, title.top);
}

TEST(Letterhead, PutsNumberAndDateOnOneLineUnderTheirColumns) {
  const auto words = read(samples::notice());
  const ReadWord number = find(words, "Số: 05/TB-QLTT1");
  const ReadWord date = find(words, "Bình Minh, ngày 05 tháng 02 năm 2026");
  EXPECT_NEAR(number.bottom, date.bottom, 0.5);
  EXPECT_NEAR(date.middle(), find(words, "Độc lập - Tự do - Hạnh phúc").middle(), 0.5);
  EXPECT_NEAR(number.middle(), find(words, "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1").middle(), 0.5);
  EXPECT_LT(number.right, date.left);
}

TEST(Letterhead, KeepsALongNameInsideItsColumn) {
  domain::Notice notice = samples::notice();
  notice.agency.issuingBody =
      "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1 PHỤ TRÁCH ĐỊA BÀN CÁC XÃ VEN BIỂN VÀ HẢI ĐẢO PHÍA ĐÔNG";
  const auto words = read(notice);
  const double leftOfTitle = find(words, "CỘNG HÒA XÃ HỘI").left;
  for (const char* part : {"ĐỘI", "ĐÔNG", "ĐẢO", "BIỂN"}) {
    const ReadWord word = find(words, part);
    EXPECT_GE(word.left, kLeft - 0.1) << part;
    EXPECT_LT(word.right, leftOfTitle) << part;
  }
}

TEST_F(Components, DrawsTheMottosRuleAsLongAsItsText) {
  const Strip strip = letterheadStrip(type_, samples::notice());
  ASSERT_EQ(strip.rules.size(), 2U);
  for (const PlacedLine& line : strip.lines)
    if (charactersOf(line) == U"Độc lập - Tự do - Hạnh phúc") {
      EXPECT_NEAR(strip.rules[1].x2 - strip.rules[1].x1, line.text->width, 0.01);
      EXPECT_NEAR(strip.rules[1].x1, line.left(), 0.01);
      EXPECT_GT(strip.rules[1].y1, line.y);
      return;
    }
  FAIL() << "no motto";
}

TEST_F(Components, DrawsTheShortRulesBetweenAThirdAndAHalfOfTheirText) {
  domain::Notice notice = samples::notice();
  notice.agency.issuingBody = "ĐỘI SỐ 1";
  notice.summary = "Về việc ghi nhãn hàng hóa";
  const Strip letterhead = letterheadStrip(type_, notice);
  const Strip summary = titleStrips(type_, notice).back();
  for (const auto& [strip, text] :
       {std::pair(&letterhead, std::u32string(U"ĐỘI SỐ\u00A01")),
        std::pair(&summary, std::u32string(U"Về việc ghi nhãn hàng hóa"))}) {
    const Rule& rule = strip->rules.front();
    bool found = false;
    for (const PlacedLine& line : strip->lines) {
      if (charactersOf(line) != text) continue;
      found = true;
      const double share = (rule.x2 - rule.x1) / line.text->width;
      EXPECT_GT(share, 1.0 / 3);
      EXPECT_LT(share, 1.0 / 2);
      EXPECT_NEAR((rule.x1 + rule.x2) / 2, line.left() + line.text->width / 2, 0.5);
    }
    EXPECT_TRUE(found);
  }
}

TEST_F(Components, RefusesALetterheadTallerThanItsPlace) {
  domain::Notice notice = samples::notice();
  for (int i = 0; i < 200; ++i) notice.agency.issuingBody += " QUẢN LÝ THỊ TRƯỜNG";
  try {
    letterheadStrip(type_, notice);
    FAIL() << "accepted";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_THAT(error.sentence(), HasSubstr("letterhead"));
  }
}

TEST_F(Components, RefusesADateThatDoesNotExist) {
  using namespace std::chrono;
  domain::Notice notice = samples::notice();
  for (const auto& date : {year{2026} / February / 30, year{0} / 1 / 1, year{12026} / 1 / 1}) {
    notice.date = date;
    EXPECT_THROW(letterheadStrip(type_, notice), base::Error);
  }
}

TEST(Addressees, StandOnTheLineOfKinhGuiWhenThereIsOne) {
  domain::Notice notice = samples::notice();
  notice.addressees = {"Cửa hàng Hoa Mai"};
  const ReadWord line = find(read(notice), "Kính gửi: Cửa hàng Hoa Mai");
  EXPECT_NEAR(line.middle(), kMiddle, 0.5);
}

TEST(Addressees, StandBelowOneAnotherWithDashesWhenThereAreSeveral) {
  domain::Notice notice = samples::notice();
  notice.addressees = {"Cửa hàng Hoa Mai", "Cửa hàng Hoa Đào.", "Cửa hàng Hoa Sen"};
  const auto words = read(notice);
  const ReadWord label = find(words, "Kính gửi:");
  const ReadWord first = find(words, "- Cửa hàng Hoa Mai;");
  const ReadWord second = find(words, "- Cửa hàng Hoa Đào;");
  const ReadWord third = find(words, "- Cửa hàng Hoa Sen.");
  EXPECT_NEAR(first.left, second.left, 0.01);
  EXPECT_NEAR(first.left, third.left, 0.01);
  EXPECT_LT(label.bottom, first.bottom);
  EXPECT_NEAR(first.left, label.right - 3.6, 1);  // under the colon
}

TEST(LegalBasis, IsItalicOneALineWithSemicolonsAndAFullStop) {
  domain::Notice notice = samples::notice();
  notice.legalBasis = {"Luật Thương mại điện tử", "Luật Quản lý thuế", "Nghị định số 1/2026/NĐ-CP"};
  const auto words = read(notice);
  find(words, "Căn cứ Luật Thương mại điện tử;");
  find(words, "Căn cứ Luật Quản lý thuế;");
  const ReadWord last = find(words, "Căn cứ Nghị định số 1/2026/NĐ-CP.");
  EXPECT_NEAR(last.left, kLeft + 28.35, 0.5);
}

TEST(Signature, StandsInTheRightHalfWithRoomAboveTheName) {
  const auto words = read(samples::notice());
  const ReadWord position = find(words, "PHÓ ĐỘI TRƯỞNG");
  const ReadWord name = find(words, "Nguyễn Văn Mẫu");
  EXPECT_NEAR(position.middle(), (kMiddle + kRight) / 2, 0.5);
  EXPECT_NEAR(position.middle(), name.middle(), 0.5);
  EXPECT_GT(name.top - position.bottom, 25 * 72 / 25.4);
}

TEST(Recipients, EndWithTheArchive) {
  const auto words = read(samples::notice());
  EXPECT_NEAR(find(words, "Nơi nhận:").left, kLeft, 0.5);
  const ReadWord archive = find(words, "- Lưu: VT, QLTT1.");
  EXPECT_GT(archive.top, find(words, "- Như trên;").top);
  EXPECT_LT(archive.right, kMiddle);
}

TEST_F(Components, LetsAListOfRecipientsLongerThanAPageGoOn) {
  domain::Notice notice = samples::notice();
  notice.recipients.assign(150, "Ủy ban nhân dân xã");
  const auto made = rendered(notice);
  EXPECT_TRUE(isSound(made.bytes));
  EXPECT_THAT(textOf(made.bytes, made.pages), HasSubstr("- Lưu: VT, QLTT1."));
}

TEST(Foot, ShowsContactNumberAndCheckCodeOnThePageOneOnly) {
  const domain::Notice notice = samples::notice();
  const auto made = rendered(notice);
  const std::string code = domain::checkCode(domain::hashOf(notice));
  const auto words = wordsOf(made.bytes);
  EXPECT_EQ(find(words, "Văn bản số 05/TB-QLTT1; mã kiểm tra: " + code).page, 1);
  EXPECT_EQ(find(words, "Địa chỉ: Số 1 đường Hòa Bình,").page, 1);
  ASSERT_GT(made.pages, 1);
  EXPECT_THAT(textOf(made.bytes, 2), Not(HasSubstr(code)));
}

TEST_F(Components, KeepsTheFootAboveTheBottomMargin) {
  const Foot foot = footOf(type_, codes_, samples::notice(), domain::hashOf(samples::notice()));
  ASSERT_TRUE(foot.content.symbol.has_value());
  EXPECT_LE(foot.content.symbol->y + foot.content.symbol->size, kPageHeight - kMarginBottom + 0.01);
  for (const PlacedLine& line : foot.content.lines) EXPECT_LT(line.y, kPageHeight - kMarginBottom);
  const Rule& rule = foot.content.rules.front();
  EXPECT_NEAR(rule.x2 - rule.x1, kTextWidth, 0.01);
}

TEST(Draft, IsMarkedOnEveryPageAndHasNoCheckCode) {
  domain::Notice notice = samples::notice();
  notice.number = 0;
  const auto made = rendered(notice);
  const std::string bytes = unpacked(made.bytes);
  std::size_t marks = 0;
  for (std::size_t at = 0; (at = bytes.find("q .88 g", at)) != std::string::npos; ++at) ++marks;
  EXPECT_EQ(marks, static_cast<std::size_t>(made.pages));
  EXPECT_EQ(bytes.find("/IM true"), std::string::npos) << "no QR code";
  EXPECT_THAT(textOf(made.bytes), Not(HasSubstr(domain::checkCode(domain::hashOf(notice)))));
  notice.number = 5;
  EXPECT_EQ(unpacked(rendered(notice).bytes).find("q .88 g"), std::string::npos);
}

TEST(PageNumbers, AreCentredInTheTopMarginFromPageTwo) {
  domain::Notice notice = samples::notice();
  document::Document body;
  for (int i = 0; i < 60; ++i)
    body.blocks.push_back(
        samples::paragraph("Đoạn văn dài để sang trang. Đoạn văn dài để sang "
                           "trang. Đoạn văn dài để sang trang."));
  const auto made = Renderer().render(notice, body);
  ASSERT_GE(made.pages, 3);
  int numbers = 0;
  for (const ReadWord& word : wordsOf(made.bytes)) {
    if (word.bottom > 20 * 72 / 25.4) continue;
    ++numbers;
    EXPECT_EQ(word.text, std::to_string(word.page));
    EXPECT_GE(word.page, 2);
    EXPECT_NEAR(word.middle(), kMiddle, 0.5);
  }
  EXPECT_EQ(numbers, made.pages - 1);
}

}  // namespace
}  // namespace thongbao::pdf
