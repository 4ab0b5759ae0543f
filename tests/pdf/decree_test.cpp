#include "pdf/decree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "pdf/read_back.h"

namespace thongbao::pdf::decree {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

TEST(Decree, PagesAreUprightA4) {  // phần I, mục 1 và 2
  for (const auto& [width, height] : longPages().sizes) {
    EXPECT_NEAR(width, 210 * kMillimetre, kHalfMillimetre);
    EXPECT_NEAR(height, 297 * kMillimetre, kHalfMillimetre);
  }
}

TEST(Decree, NothingButThePageNumberLeavesTheMargins) {  // phần I, mục 3
  for (const Drawing* drawing : {&page(), &longPages()}) {
    for (int number = 1; number <= std::ssize(drawing->sizes); ++number)
      for (const DrawnLine& line : drawing->linesOf(number)) {
        EXPECT_GE(line.millimetresLeft(), 30 - 0.1) << line.text;
        EXPECT_GE(line.millimetresRight(), 15 - 0.1) << line.text;
        EXPECT_GE(top(line) / kMillimetre, 20 - 0.1) << line.text;
        EXPECT_LE(bottom(line) / kMillimetre, 297 - 20 + 0.1) << line.text;
      }
    for (const DrawnRule& rule : drawing->rules) {
      EXPECT_GE(rule.left / kMillimetre, 30 - 0.1);
      EXPECT_LE(rule.right / kMillimetre, 210 - 15 + 0.1);
      EXPECT_GE(rule.top / kMillimetre, 20 - 0.1);
      EXPECT_LE(rule.bottom / kMillimetre, 297 - 20 + 0.1);
    }
    for (const DrawnPicture& picture : drawing->pictures) {
      EXPECT_GE(picture.left / kMillimetre, 30 - 0.1);
      EXPECT_LE(picture.right / kMillimetre, 210 - 15 + 0.1);
      EXPECT_LE(picture.bottom / kMillimetre, 297 - 20 + 0.1);
    }
  }
}

TEST(Decree, MarginsAreNotWiderThanAllowed) {  // phần I, mục 3
  double left = kPageWidth;
  double right = 0;
  for (const DrawnLine& line : longPages().linesOf(2)) {
    left = std::min(left, line.left);
    right = std::max(right, line.right);
  }
  EXPECT_THAT(left / kMillimetre, millimetres(30, 35));
  EXPECT_THAT((kPageWidth - right) / kMillimetre, millimetres(15, 20));
  EXPECT_THAT(top(longPages().linesOf(1).front()) / kMillimetre, millimetres(20, 25));
  EXPECT_THAT(top(longPages().linesOf(2).front()) / kMillimetre, millimetres(20, 25));
  double lowest = 0;
  for (const DrawnPicture& picture : page().pictures)
    if (picture.page == 1) lowest = std::max(lowest, picture.bottom);
  EXPECT_THAT(297 - lowest / kMillimetre, millimetres(20, 25)) << "the foot of page 1";
}

TEST(Decree, EverythingIsBlackInTheTwinOfTimesNewRoman) {  // phần I, mục 4
  const auto isBlack = AnyOf("0", "0 0 0", "0 0 0 1");
  ASSERT_FALSE(page().lines.empty());
  for (const DrawnLine& line : page().lines)
    for (const Letter& letter : line.letters) {
      EXPECT_THAT(letter.font, HasSubstr("+LiberationSerif"));
      EXPECT_THAT(letter.colour, isBlack) << line.text;
    }
  for (const DrawnRule& rule : page().rules) EXPECT_THAT(rule.colour, isBlack);
}

TEST(Decree, PageNumbersStandCentredInTheTopMarginFromPageTwo) {  // phần I, mục 7
  const Drawing& drawing = longPages();
  ASSERT_GE(drawing.sizes.size(), 3U);
  int pageOfNext = 2;
  for (const DrawnLine& line : drawing.lines) {
    if (line.baseline > kMarginTop) continue;
    EXPECT_EQ(line.page, pageOfNext++) << line.text;
    EXPECT_EQ(line.text, std::to_string(line.page));
    EXPECT_THAT(line.size, points(13, 14));
    EXPECT_TRUE(line.is(false, false));
    EXPECT_NEAR(line.middle(), kMarginLeft + kTextWidth / 2, kHalfMillimetre);
    EXPECT_GT(top(line), 8 * kMillimetre) << "printers leave the paper's edge white";
    EXPECT_NEAR((top(line) + bottom(line)) / 2, kMarginTop / 2, kMillimetre);
  }
  EXPECT_EQ(pageOfNext, std::ssize(drawing.sizes) + 1);
}

TEST(Decree, TheNationalTitleIsBoldCapitalsTopRight) {  // phần II, mục 1, ô số 1
  const DrawnLine& title = page().line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  EXPECT_EQ(title.text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  EXPECT_THAT(title.size, points(12, 13));
  EXPECT_TRUE(title.is(true, false));
  EXPECT_EQ(title.page, 1);
  EXPECT_NEAR(title.baseline, page().lines.front().baseline, kHalfMillimetre) << "the first line";
  EXPECT_NEAR(title.right, kPageWidth - kMarginRight, kMillimetre);
}

TEST(Decree, TheMottoIsBoldCentredUnderTheTitleAtSingleSpacing) {  // phần II, mục 1, ô số 1
  const DrawnLine& title = page().line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  const DrawnLine& motto = page().line("Độc lập - Tự do - Hạnh phúc");
  EXPECT_EQ(motto.text, "Độc lập - Tự do - Hạnh phúc");
  EXPECT_THAT(motto.size, points(13, 14));
  EXPECT_TRUE(motto.is(true, false));
  EXPECT_NEAR(motto.middle(), title.middle(), kHalfMillimetre);
  EXPECT_NEAR(motto.baseline - title.baseline, kSingle * motto.size, kHalfMillimetre);
}

TEST(Decree, TheRuleUnderTheMottoIsAsLongAsItsText) {  // phần II, mục 1, ô số 1
  const DrawnLine& motto = page().line("Độc lập - Tự do - Hạnh phúc");
  const DrawnRule& rule = page().ruleUnder(motto);
  EXPECT_NEAR(rule.left, motto.left, kHalfMillimetre);
  EXPECT_NEAR(rule.right, motto.right, kHalfMillimetre);
  EXPECT_GT(rule.top - rule.thickness / 2, bottom(motto)) << "it does not touch the dot of ạ";
}

bool isUpperCase(const std::string& text) {
  return base::upperCase(text) == text;
}

TEST(Decree, TheParentBodyIsCapitalsNotBoldTopLeft) {  // phần II, mục 2, ô số 2
  const DrawnLine& first = page().line("CHI CỤC QUẢN LÝ");
  EXPECT_NEAR(first.baseline, page().line("CỘNG HÒA XÃ HỘI").baseline, kTenth);
  for (const char* part : {"CHI CỤC QUẢN LÝ", "THỊ TRƯỜNG TỈNH BÌNH MINH"}) {
    const DrawnLine& line = page().line(part);
    EXPECT_TRUE(isUpperCase(line.text));
    EXPECT_THAT(line.size, points(12, 13));
    EXPECT_TRUE(line.is(false, false)) << part;
    EXPECT_LT(line.right, page().line("CỘNG HÒA XÃ HỘI").left);
  }
}

TEST(Decree, TheIssuingBodyIsBoldCapitalsCentredUnderItsParent) {  // phần II, mục 2, ô số 2
  const DrawnLine& parent = page().line("THỊ TRƯỜNG TỈNH BÌNH MINH");
  const DrawnLine& body = page().line("ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1");
  EXPECT_THAT(body.size, points(12, 13));
  EXPECT_TRUE(body.is(true, false));
  EXPECT_NEAR(body.middle(), parent.middle(), kHalfMillimetre);
  EXPECT_GT(body.baseline, parent.baseline);
}

TEST(Decree, TheNamesOfTheBodiesBecomeCapitalsHoweverTheProfileWritesThem) {  // phần II, mục 2
  domain::Notice notice = samples::notice();
  notice.agency.parentBody = "Chi cục Quản lý thị trường";
  notice.agency.issuingBody = "Đội Quản lý thị trường số 1";
  notice.title = "Thông báo";
  notice.agency.signer = {"KT. Đội trưởng", "Phó Đội trưởng", "Nguyễn Văn Mẫu"};
  const Drawing drawing = drawn(notice, samples::body());
  for (const char* part : {"CHI CỤC QUẢN LÝ", "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1", "THÔNG BÁO",
                           "KT. ĐỘI TRƯỞNG", "PHÓ ĐỘI TRƯỞNG", "Nguyễn Văn Mẫu"})
    drawing.line(part);
}

/// `rule` is centred under `line` and as long as a third to a half of it.
void expectShortRule(const DrawnRule& rule, const DrawnLine& line) {
  EXPECT_GE(rule.length(), line.right / 3 - line.left / 3 - kTenth) << line.text;
  EXPECT_LE(rule.length(), line.right / 2 - line.left / 2 + kTenth) << line.text;
  EXPECT_NEAR(rule.middle(), line.middle(), kHalfMillimetre) << line.text;
  EXPECT_GT(rule.top, bottom(line)) << line.text;
}

TEST(Decree, TheRuleUnderTheIssuingBodyIsAThirdToAHalfOfItsText) {  // phần II, mục 2, ô số 2
  domain::Notice notice = samples::notice();
  for (const char* name :
       {"ĐỘI SỐ 1", "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1", "CHI CỤC QUẢN LÝ THỊ TRƯỜNG"}) {
    notice.agency.issuingBody = name;
    const Drawing drawing = drawn(notice, {});
    const DrawnLine& body = drawing.line(name);
    expectShortRule(drawing.ruleUnder(body), body);
  }
}

TEST(Decree, TheNumberIsUprightThirteenCentredUnderTheIssuingBody) {  // phần II, mục 3, ô số 3
  const DrawnLine& number = page().line("Số: ");
  EXPECT_EQ(number.text, "Số: 05/TB-QLTT1");
  EXPECT_THAT(number.size, points(13, 13));
  EXPECT_TRUE(number.is(false, false));
  EXPECT_NEAR(number.middle(), page().line("ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1").middle(),
              kHalfMillimetre);
}

TEST(Decree, PlaceAndDateAreItalicOnTheNumbersLineCentredUnderTheMotto) {  // mục 4, ô số 4
  const DrawnLine& date = page().line("Bình Minh, ngày");
  EXPECT_EQ(date.text, "Bình Minh, ngày 05 tháng 02 năm 2026");
  EXPECT_THAT(date.size, points(13, 14));
  EXPECT_TRUE(date.is(false, true));
  EXPECT_NEAR(date.baseline, page().line("Số: ").baseline, kTenth);
  EXPECT_NEAR(date.middle(), page().line("Độc lập - Tự do").middle(), kHalfMillimetre);
}

TEST(Decree, MonthsAreZeroPaddedToFebruaryAndDaysBelowTen) {  // phần II, mục 4, ô số 4
  using namespace std::chrono;
  domain::Notice notice = samples::notice();
  notice.number = 12;
  notice.date = year{2026} / October / 9;
  EXPECT_EQ(drawn(notice, {}).line("Bình Minh, ").text, "Bình Minh, ngày 09 tháng 10 năm 2026");
  notice.date = year{2026} / March / 10;
  EXPECT_EQ(drawn(notice, {}).line("Bình Minh, ").text, "Bình Minh, ngày 10 tháng 3 năm 2026");
}

TEST(Decree, TheKindOfDocumentIsBoldCapitalsCentred) {  // phần II, mục 5, ô số 5a
  const DrawnLine& kind = page().line("THÔNG BÁO");
  EXPECT_EQ(kind.text, "THÔNG BÁO");
  EXPECT_THAT(kind.size, points(13, 14));
  EXPECT_TRUE(kind.is(true, false));
  EXPECT_NEAR(kind.middle(), kMarginLeft + kTextWidth / 2, kHalfMillimetre);
  EXPECT_GT(kind.baseline, page().line("Số: ").baseline);
}

TEST(Decree, TheSummaryIsBoldCentredUnderTheKind) {  // phần II, mục 5, ô số 5a
  const DrawnLine& kind = page().line("THÔNG BÁO");
  double above = kind.baseline;
  for (const char* part : {"Về việc chấp hành", "điện tử"}) {
    const DrawnLine& line = page().line(part);
    EXPECT_THAT(line.size, points(13, 14));
    EXPECT_TRUE(line.is(true, false));
    EXPECT_NEAR(line.middle(), kind.middle(), kHalfMillimetre);
    EXPECT_THAT(line.baseline - above, between(kSingle * 13, 1.5 * kSingle * 14, kTenth));
    above = line.baseline;
  }
}

TEST(Decree, TheRuleUnderTheSummaryIsAThirdToAHalfOfItsText) {  // phần II, mục 5, ô số 5a
  const DrawnLine& longest = page().line("kinh doanh trên sàn giao dịch thương mại điện tử");
  expectShortRule(page().ruleUnder(longest), longest);
  domain::Notice notice = samples::notice();
  notice.summary = "Về việc ghi nhãn";
  const Drawing drawing = drawn(notice, {});
  expectShortRule(drawing.ruleUnder(drawing.line(notice.summary)), drawing.line(notice.summary));
}

TEST(Decree, TheRuleUnderALongKindAndSummaryKeepsToTheSummary) {  // phần II, mục 5, ô số 5a
  domain::Notice notice = samples::notice();
  notice.title = "THÔNG BÁO VỀ CÁC NGHĨA VỤ CỦA NGƯỜI BÁN HÀNG TRÊN CÁC SÀN GIAO DỊCH ĐIỆN TỬ";
  notice.summary = "Về việc ghi nhãn";
  const Drawing both = drawn(notice, {});
  expectShortRule(both.ruleUnder(both.line(notice.summary)), both.line(notice.summary));
  notice.title.clear();
  const Drawing summary = drawn(notice, {});
  expectShortRule(summary.ruleUnder(summary.line(notice.summary)), summary.line(notice.summary));
}

TEST(Decree, PopplerSeesTheSamePlaces) {
  const auto words = wordsOf(Renderer().render(samples::notice(), samples::body()).bytes);
  for (const char* phrase : {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                             "Bình Minh, ngày 05 tháng 02 năm 2026", "Nguyễn Văn Mẫu"}) {
    const ReadWord read = find(words, phrase);
    EXPECT_NEAR(read.left, page().line(phrase).left, kTenth) << phrase;
    EXPECT_NEAR(read.right, page().line(phrase).right, kTenth) << phrase;
  }
}

}  // namespace
}  // namespace thongbao::pdf::decree
