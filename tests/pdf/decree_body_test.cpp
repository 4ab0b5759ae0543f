#include "pdf/decree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace thongbao::pdf::decree {
namespace {

using ::testing::EndsWith;

TEST(Decree, AddresseesAreUprightOnOneLineOrOneBelowTheOther) {  // mục 9, ô số 9a
  const DrawnLine& one = page().line("Kính gửi:");
  EXPECT_EQ(one.text, "Kính gửi: Hộ kinh doanh Cửa hàng Hoa Mai, mã số thuế 0000000000");
  EXPECT_THAT(one.size, points(13, 14));
  EXPECT_TRUE(one.is(false, false));
  domain::Notice notice = samples::notice();
  notice.addressees = {"Cửa hàng Hoa Mai", "Cửa hàng Hoa Đào"};
  const Drawing drawing = drawn(notice, {});
  const DrawnLine& label = drawing.line("Kính gửi:");
  const DrawnLine& first = drawing.line("Cửa hàng Hoa Mai;");
  const DrawnLine& second = drawing.line("Cửa hàng Hoa Đào.");
  EXPECT_GT(first.baseline, label.baseline);
  EXPECT_GT(second.baseline, first.baseline);
  EXPECT_NEAR(first.left, second.left, kHalfMillimetre);
  EXPECT_TRUE(first.is(false, false) && second.is(false, false));
}

TEST(Decree, EachLegalBasisIsItalicOnALineOfItsOwnAndEndsAsOrdered) {  // phần II, mục 6, điểm b
  const DrawnLine& first = page().line("Căn cứ Luật");
  const DrawnLine& second = page().line("Căn cứ Nghị định");
  EXPECT_THAT(first.text, EndsWith("2025;"));
  EXPECT_THAT(page().line("người tiêu dùng.").text, EndsWith("quyền lợi người tiêu dùng."));
  for (const DrawnLine* line : {&first, &second}) {
    EXPECT_TRUE(line->is(false, true)) << line->text;
    EXPECT_THAT(line->size, points(13, 14));
    EXPECT_NEAR(line->left, kMarginLeft + 10 * kMillimetre, kHalfMillimetre);
  }
}

/// The lines of the body on one page, of paragraphs of longPages().
std::vector<DrawnLine> bodyLines(int number) {
  std::vector<DrawnLine> lines = longPages().linesOf(number);
  std::erase_if(lines, [](const DrawnLine& line) {
    return line.text.find("Đội Quản lý") == std::string::npos &&
           line.text.find("rà soát") == std::string::npos &&
           line.text.find("hàng hóa") == std::string::npos;
  });
  return lines;
}

bool beginsParagraph(const DrawnLine& line) {
  return line.text.starts_with("Đoạn thứ");
}

TEST(Decree, TheBodyIsUprightThirteenToFourteen) {  // phần II, mục 6, điểm e
  ASSERT_GT(bodyLines(2).size(), 20U);
  for (const DrawnLine& line : bodyLines(2)) {
    EXPECT_THAT(line.size, points(13, 14));
    EXPECT_TRUE(line.is(false, false)) << line.text;
  }
}

TEST(Decree, TheBodyIsJustified) {  // phần II, mục 6, điểm e
  const auto lines = bodyLines(2);
  int full = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!beginsParagraph(lines[i])) {
      EXPECT_NEAR(lines[i].left, kMarginLeft, kHalfMillimetre) << lines[i].text;
    }
    if (beginsParagraph(lines[i + 1])) continue;  // the last of its paragraph
    EXPECT_NEAR(lines[i].right, kPageWidth - kMarginRight, kHalfMillimetre) << lines[i].text;
    ++full;
  }
  EXPECT_GT(full, 15);
}

TEST(Decree, TheFirstLineIsIndentedByOneCentimetreOrHalfAnInch) {  // phần II, mục 6, điểm e
  int indented = 0;
  for (const DrawnLine& line : bodyLines(2)) {
    if (!beginsParagraph(line)) continue;
    const double indent = (line.left - kMarginLeft) / kMillimetre;
    EXPECT_LT(std::min(std::abs(indent - 10), std::abs(indent - 12.7)), 0.5) << indent;
    ++indented;
  }
  EXPECT_GE(indented, 5);
}

TEST(Decree, LinesStandAtSingleToOneAndAHalfAndParagraphsSixPointsFurther) {  // mục 6, điểm e
  const auto lines = bodyLines(2);
  int paragraphs = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const double step = lines[i + 1].baseline - lines[i].baseline;
    const double size = lines[i].size;
    if (beginsParagraph(lines[i + 1])) {
      EXPECT_GE(step, kSingle * size + 6 - kTenth);
      ++paragraphs;
    } else {
      EXPECT_THAT(step, between(kSingle * size, 1.5 * kSingle * size, kTenth));
    }
  }
  EXPECT_GE(paragraphs, 4);
}

TEST(Decree, MucAreBoldCentredAndDieuBoldIndented) {  // phần II, mục 6, điểm d
  document::Document body;
  body.blocks.push_back({document::Heading{1, samples::runs("Mục 1")}});
  body.blocks.push_back({document::Heading{2, samples::runs("Điều 1. Phạm vi")}});
  body.blocks.push_back(samples::paragraph("Nội dung"));
  const Drawing drawing = drawn(samples::notice(), body);
  const DrawnLine& section = drawing.line("Mục 1");
  EXPECT_NEAR(section.middle(), kMarginLeft + kTextWidth / 2, kHalfMillimetre);
  const DrawnLine& article = drawing.line("Điều 1. Phạm vi");
  EXPECT_NEAR((article.left - kMarginLeft) / kMillimetre, 10, 0.5);
  for (const DrawnLine* line : {&section, &article}) {
    EXPECT_TRUE(line->is(true, false));
    EXPECT_THAT(line->size, points(13, 14));
  }
}

TEST(Decree, TheBodyEndsWithItsSign) {  // phần II, mục 6
  EXPECT_THAT(page().line("hướng dẫn").text, EndsWith("hướng dẫn./."));
}

TEST(Decree, TheSignersOfficeIsBoldCapitalsCentredInTheRightHalf) {  // phần II, mục 7, ô số 7a
  const double axis = kMarginLeft + 0.75 * kTextWidth;
  for (const char* part : {"KT. ĐỘI TRƯỞNG", "PHÓ ĐỘI TRƯỞNG"}) {
    const DrawnLine& line = page().line(part);
    EXPECT_THAT(line.size, points(13, 14));
    EXPECT_TRUE(line.is(true, false));
    EXPECT_NEAR(line.middle(), axis, kHalfMillimetre);
  }
}

TEST(Decree, TheSignersNameIsBoldUnderRoomForSignatureAndSeal) {  // mục 7 và 8, ô số 7b, 7c, 8
  const DrawnLine& name = page().line("Nguyễn Văn Mẫu");
  const DrawnLine& office = page().line("PHÓ ĐỘI TRƯỞNG");
  EXPECT_EQ(name.text, "Nguyễn Văn Mẫu");
  EXPECT_THAT(name.size, points(13, 14));
  EXPECT_TRUE(name.is(true, false));
  EXPECT_NEAR(name.middle(), office.middle(), kHalfMillimetre);
  EXPECT_THAT((top(name) - bottom(office)) / kMillimetre, millimetres(25, 35));
  for (const DrawnLine& line : page().linesOf(name.page))
    if (line.right > kMarginLeft + kTextWidth / 2) {
      EXPECT_FALSE(line.baseline > office.baseline && line.baseline < name.baseline) << line.text;
    }
}

TEST(Decree, TheRecipientsLabelIsBoldItalicTwelveLevelWithTheSignersOffice) {  // mục 9, ô số 9b
  const DrawnLine& label = page().line("Nơi nhận:");
  EXPECT_EQ(label.text, "Nơi nhận:");
  EXPECT_THAT(label.size, points(12, 12));
  EXPECT_TRUE(label.is(true, true));
  EXPECT_NEAR(label.left, kMarginLeft, kHalfMillimetre);
  EXPECT_NEAR(label.baseline, page().line("KT. ĐỘI TRƯỞNG").baseline, kHalfMillimetre);
}

TEST(Decree, TheRecipientsAreListedUprightElevenAndEndWithTheArchive) {  // mục 9, ô số 9b
  double above = page().line("Nơi nhận:").baseline;
  for (const char* text :
       {"- Như trên;", "- Chi cục Quản lý thị trường tỉnh (để báo cáo);", "- Lưu: VT, QLTT1."}) {
    const DrawnLine& line = page().line(text);
    EXPECT_EQ(line.text, text);
    EXPECT_THAT(line.size, points(11, 11));
    EXPECT_TRUE(line.is(false, false));
    EXPECT_NEAR(line.left, kMarginLeft, kHalfMillimetre);
    EXPECT_THAT(line.baseline - above, between(kSingle * 11, 1.5 * kSingle * 11, kTenth));
    above = line.baseline;
  }
}

TEST(Decree, TheContactLineStandsUnderAFullRuleAtTheFootOfPageOne) {  // phần III, ô số 13
  const DrawnLine& contact = page().line("Địa chỉ: Số 1 đường Hòa Bình");
  EXPECT_EQ(contact.page, 1);
  EXPECT_THAT(contact.size, points(11, 12));
  EXPECT_TRUE(contact.is(false, false));
  int full = 0;
  for (const DrawnRule& rule : page().rules) {
    if (rule.page != 1 || !rule.horizontal() || rule.top > top(contact) ||
        rule.top < top(contact) - 12)
      continue;
    ++full;
    EXPECT_NEAR(rule.left, kMarginLeft, kHalfMillimetre);
    EXPECT_NEAR(rule.right, kPageWidth - kMarginRight, kHalfMillimetre);
  }
  EXPECT_EQ(full, 1);
  for (const DrawnLine& line : page().lines)
    EXPECT_TRUE(line.page == 1 || line.text.find("Địa chỉ:") == std::string::npos);
}

TEST(Decree, ATableKeepsInsideTheTypeArea) {  // phần I, mục 3
  const DrawnLine& heading = page().line("STT");
  double left = kPageWidth;
  double right = 0;
  for (const DrawnRule& rule : page().rules)
    if (rule.page == heading.page && !rule.horizontal()) {
      left = std::min(left, rule.left);
      right = std::max(right, rule.right);
    }
  EXPECT_NEAR(left, kMarginLeft, kHalfMillimetre);
  EXPECT_NEAR(right, kPageWidth - kMarginRight, kHalfMillimetre);
}

}  // namespace
}  // namespace thongbao::pdf::decree
