#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_lines.h"
#include "pdf/layout_pages.h"
#include "pdf/layout_table.h"
#include "pdf/layout_text.h"

namespace thongbao::pdf {
namespace {

using ::testing::ElementsAre;
using ::testing::Lt;

const Fonts& fonts() {
  static const Fonts loaded;
  return loaded;
}

std::vector<Glyph> set(const std::string& text) {
  return TextShaper(fonts()).glyphs(text, Face::regular, 13);
}

std::string textOf(const std::vector<Glyph>& glyphs) {
  std::string text;
  for (const Glyph& glyph : glyphs)
    base::appendUtf8(text, glyph.character == 0xA0 ? U'~' : glyph.character);
  return text;
}

std::vector<std::string> brokenAt(double width, std::vector<Glyph> glyphs, Fit fit = Fit::left) {
  std::vector<std::string> lines;
  for (const Line& line : breakLines(std::move(glyphs), {width, 0, fit}))
    lines.push_back(textOf(line.glyphs));
  return lines;
}

std::string glued(const std::string& text) {
  auto glyphs = set(text);
  glueNumbers(glyphs);
  return textOf(glyphs);
}

TEST(Glue, KeepsANumberWithItsWordAndItsUnit) {
  EXPECT_EQ(glued("tại Điều 9 và khoản 2, Điều 10"), "tại Điều~9 và khoản~2, Điều~10");
  EXPECT_EQ(glued("trong 10 ngày, trước ngày 05 tháng 02 năm 2026"),
            "trong 10~ngày, trước ngày~05 tháng~02 năm~2026");
  EXPECT_EQ(glued("phạt 5.000.000 đồng (20 %)"), "phạt 5.000.000~đồng (20~%)");
  EXPECT_EQ(glued("điều này 9x có 3 con"), "điều này 9x có 3 con");
}

TEST(TextShaper, SqueezesBlanksAndKeepsFixedOnes) {
  EXPECT_EQ(textOf(set("  a \t\n b\u00A0 c  ")), "a b~ c");
}

TEST(Lines, BreakAtBlanksAndDropThem) {
  EXPECT_THAT(brokenAt(60, set("một hai ba bốn năm sáu")),
              ElementsAre("một hai ba", "bốn năm", "sáu"));
}

TEST(Lines, WeighTheWholeParagraph) {
  // Filled line by line it would be "000 00", "00", "00000", with a wide hole behind the second.
  EXPECT_THAT(brokenAt(36, set("000 00 00 00000")), ElementsAre("000", "00 00", "00000"));
}

TEST(Lines, BalanceCentredText) {
  const auto lines = brokenAt(150, set("một hai ba bốn năm sáu bảy tám chín mười"), Fit::centre);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_LT(std::abs(widthOf(set(lines[0])) - widthOf(set(lines[1]))), 40);
}

TEST(Lines, FillTheWidthExactlyWhenJustified) {
  const auto lines = breakLines(
      set("Đội đề nghị quý cơ sở rà soát toàn bộ hàng hóa đang được đăng bán trên các sàn và gỡ bỏ "
          "thông tin chưa đúng quy định của pháp luật trong thời hạn đã nêu trên."),
      {200, 20, Fit::justified});
  ASSERT_GE(lines.size(), 4U);
  EXPECT_DOUBLE_EQ(lines[0].x, 20);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const auto blanks = std::count_if(lines[i].glyphs.begin(), lines[i].glyphs.end(), isBlank);
    EXPECT_NEAR(
        lines[i].x + widthOf(lines[i].glyphs) + lines[i].blankExtra * static_cast<double>(blanks),
        200, 0.01);
  }
  EXPECT_EQ(lines.back().blankExtra, 0);
}

TEST(Lines, StayRaggedRatherThanOpenWideGaps) {
  const auto lines = breakLines(set("một hai nnnnnnnnnnnnnnnnnnnnnn"), {150, 0, Fit::justified});
  ASSERT_GE(lines.size(), 2U);
  EXPECT_EQ(lines[0].blankExtra, 0);
}

TEST(Lines, BreakALongAddressAfterItsSigns) {
  const auto lines = brokenAt(120, set("https://shop.example/hoa-mai/san-pham/tai-nghe"));
  ASSERT_GE(lines.size(), 2U);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i)
    EXPECT_NE(std::string("/-.").find(lines[i].back()), std::string::npos) << lines[i];
}

TEST(Lines, KeepAShortCodeWhole) {
  for (const auto& line : brokenAt(90, set("theo số 05/TB-QLTT của Đội")))
    EXPECT_TRUE(line.find("05/") == std::string::npos ||
                line.find("05/TB-QLTT") != std::string::npos)
        << line;
}

TEST(Lines, BreakAnUnbreakableWordRatherThanOverflow) {
  const auto lines = breakLines(set(std::string(3000, 'W')), {100, 0, Fit::justified});
  EXPECT_EQ(lines.size(), 375U);  // eight of 12.27 points a line
  for (const Line& line : lines) EXPECT_THAT(widthOf(line.glyphs), Lt(100.01));
}

TEST(Lines, BreakBetweenIdeographs) {
  const auto lines = brokenAt(40, set("漢字漢字漢字"));
  EXPECT_GE(lines.size(), 2U);
}

TEST(Lines, EndAtAHardBreak) {
  document::Runs runs{{"một", false, false, {}, true}, {"hai", true, false, {}, false}};
  EXPECT_THAT(brokenAt(400, TextShaper(fonts()).glyphs(runs, Face::regular, 13)),
              ElementsAre("một", "hai"));
}

TEST(Lines, PutRightToLeftWordsInTheOrderTheyAreDrawn) {
  EXPECT_THAT(brokenAt(400, set("a שלום עולם b")), ElementsAre("a םלוע םולש b"));
}

TEST(Extent, IsOfTheLongestWordAndTheLongestLine) {
  const Extent extent = extentOf(set("một haihaihai ba"));
  EXPECT_NEAR(extent.least, widthOf(set("haihaihai")), 0.01);
  EXPECT_NEAR(extent.natural, widthOf(set("một haihaihai ba")), 0.01);
}

Strips stripsOf(int count, double height) {
  static const SetLine kEmpty;
  Strip strip;
  strip.height = height;
  strip.lines = {{0, 0, &kEmpty, kArtifact}};
  return Strips(static_cast<std::size_t>(count), strip);
}

TEST(Pages, LeaveRoomForTheFootOnTheFirstOnly) {
  const auto pages = paginate(stripsOf(20, kTextHeight / 10), kTextHeight / 5);
  ASSERT_EQ(pages.size(), 3U);
  EXPECT_EQ(pages[0].lines.size(), 8U);
  EXPECT_EQ(pages[1].lines.size(), 10U);
}

TEST(Pages, KeepAChainTogether) {
  Strips strips = stripsOf(12, kTextHeight / 10);
  strips[8].keepWithNext = strips[9].keepWithNext = true;
  const auto pages = paginate(strips, 0);
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].lines.size(), 8U);
}

TEST(Pages, DivideAChainTallerThanAPage) {
  Strips strips = stripsOf(25, kTextHeight / 10);
  for (Strip& strip : strips) strip.keepWithNext = true;
  EXPECT_EQ(paginate(strips, 0).size(), 3U);
}

TEST(Tables, GiveColumnsWhatTheirContentNeeds) {
  document::Table table{{{{"STT", false, false, {}, false}}, {{"Tên", false, false, {}, false}}},
                        {document::Align::centre, document::Align::left},
                        {}};
  const std::string name =
      "Cửa hàng bán lẻ các loại tai nghe không dây và phụ kiện điện thoại di "
      "động chính hãng tại tỉnh Bình Minh";
  table.rows.push_back({{{"1", false, false, {}, false}}, {{name, false, false, {}, false}}});
  Typesetter type(fonts());
  const Strips strips = tableStrips(type, table, 7, kWhole);
  ASSERT_EQ(strips.size(), 2U);
  EXPECT_EQ(strips[1].heading, 7);
  const auto& edges = strips[0].rules;
  EXPECT_NEAR(edges[0].x1, 0, 0.01);
  EXPECT_LT(edges[1].x1, 50) << "the narrow column stays narrow";
  EXPECT_NEAR(edges[2].x1, kTextWidth, 0.01);
}

}  // namespace
}  // namespace thongbao::pdf
