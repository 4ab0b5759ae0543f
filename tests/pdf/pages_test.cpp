#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "pdf/drawing.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

/// Where pages break: the same body is moved down line by line, so that every place of a break
/// occurs. Words name the block they belong to.
namespace thongbao::pdf {
namespace {

using document::Block;
using samples::runs;

constexpr int kLinesOfAPage = 45;

/// `3.0 3.1 …`, words of block 3; about `lines` lines of the body.
std::string wordsOfBlock(int block, double lines) {
  std::string text;
  const int count = std::max(1, static_cast<int>(lines * 16));
  for (int i = 0; i < count; ++i)
    text += (i ? " " : "") + std::to_string(block) + "." + std::to_string(i % 100);
  return text;
}

Block block(int number, double lines) {
  return samples::paragraph(wordsOfBlock(number, lines));
}

/// So many short lines in one paragraph. The first is page 1's last chance to move what follows.
void moveDown(std::vector<Block>& blocks, int lines) {
  document::Runs all;
  for (int i = 0; i < lines; ++i) all.push_back({"dời", false, false, {}, true});
  if (lines > 0) blocks.push_back({document::Paragraph{all}});
}

Drawing drawn(const std::vector<Block>& blocks, domain::Notice notice = samples::notice()) {
  return drawingOf(Renderer().render(notice, {blocks}).bytes);
}

/// The page of each line, from the top, by the block whose words stand on it. Cells beside one
/// another are one line.
std::map<int, std::vector<int>> pagesOfBlocks(const Drawing& drawing) {
  std::map<int, std::vector<int>> pages;
  std::map<int, std::pair<int, double>> last;
  for (const DrawnLine& line : drawing.lines) {
    std::istringstream words(line.text);
    int number = 0;
    char dot = 0;
    if (!(words >> number) || !words.get(dot) || dot != '.') continue;
    const std::pair place(line.page, line.baseline);
    if (pages[number].empty() || last[number] != place) pages[number].push_back(line.page);
    last[number] = place;
  }
  return pages;
}

/// No page has only one line of a block that has lines on another page as well.
void expectNoLoneLine(const std::vector<int>& pages, const std::string& where) {
  for (const int page : std::set<int>(pages.begin(), pages.end()))
    EXPECT_TRUE(std::count(pages.begin(), pages.end(), page) > 1 || pages.size() == 1)
        << where << ": one of " << pages.size() << " lines alone on page " << page;
}

TEST(PageBreaks, LeaveNoLineOfAParagraphAlone) {
  std::set<std::size_t> parted;
  for (int moved = 0; moved < kLinesOfAPage; ++moved) {
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    for (int i = 0; i < 8; ++i) blocks.push_back(block(i, 1.6 + i));
    for (const auto& [number, pages] : pagesOfBlocks(drawn(blocks))) {
      expectNoLoneLine(pages,
                       std::to_string(moved) + " lines above, block " + std::to_string(number));
      if (pages.front() != pages.back()) parted.insert(pages.size());
    }
  }
  EXPECT_GE(parted.size(), 4U) << "paragraphs of different lengths were parted";
}

TEST(PageBreaks, LeaveNoLineOfAListItemAlone) {
  for (int moved = 0; moved < kLinesOfAPage; moved += 2) {
    document::List list;
    for (int i = 0; i < 8; ++i) list.items.push_back({{block(i, 0.6 + i)}});
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    blocks.push_back({list});
    for (const auto& [number, pages] : pagesOfBlocks(drawn(blocks)))
      expectNoLoneLine(pages,
                       std::to_string(moved) + " lines above, item " + std::to_string(number));
  }
}

/// The blocks 1 and 2 below as many lines as needed to push them over a page's end.
void expectTogether(const std::vector<Block>& pair, std::size_t linesOfSecond) {
  std::set<int> seen;
  for (int moved = 0; moved < kLinesOfAPage; ++moved) {
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    blocks.insert(blocks.end(), pair.begin(), pair.end());
    blocks.push_back(block(3, 2));
    auto pages = pagesOfBlocks(drawn(blocks));
    ASSERT_GE(pages[2].size(), linesOfSecond);
    for (std::size_t i = 0; i < linesOfSecond; ++i)
      EXPECT_EQ(pages[1].front(), pages[2][i]) << moved << " lines above";
    seen.insert(pages[1].front());
  }
  EXPECT_GE(seen.size(), 2U) << "the break passed over them";
}

TEST(PageBreaks, KeepAHeadingWithTwoLinesOfWhatFollows) {
  for (const int level : {1, 2, 3})
    expectTogether({{document::Heading{level, runs("1.0 1.1")}}, block(2, 5)}, 2);
}

TEST(PageBreaks, KeepAHeadingWithTheFirstItemOfAList) {
  document::List list;
  for (int i = 0; i < 6; ++i) list.items.push_back({{block(2, 1.5)}});
  expectTogether({{document::Heading{2, runs("1.0 1.1")}}, {list}}, 2);
}

document::Table tableOf(int rows, const std::string& heading, const std::string& cell) {
  document::Table table{{runs("STT"), runs(heading)}, {}, {}};
  for (int i = 1; i <= rows; ++i) table.rows.push_back({runs("x"), runs(cell)});
  return table;
}

TEST(PageBreaks, KeepAHeadingWithATablesHeadingAndItsFirstRow) {
  expectTogether({{document::Heading{2, runs("1.0 1.1")}}, {tableOf(5, "Tên", "2.0")}}, 1);
  expectTogether({{tableOf(5, "1.0", "2.0")}}, 1);
}

TEST(ListItems, PutTheirSignAboveATableThatHasNoParagraphBefore) {
  document::List list{true, 7, {}};
  list.items.push_back({{samples::paragraph(""), {tableOf(2, "1.0", "2.0")}}});
  const Drawing drawing = drawn({{list}, block(3, 2)});
  EXPECT_LT(drawing.line("7.").baseline + 10, drawing.line("1.0").baseline);
}

TEST(PageBreaks, RepeatATablesHeadingWhereverItGoesOnAndNowhereElse) {
  for (int moved = 0; moved < kLinesOfAPage; moved += 3) {
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    blocks.push_back({tableOf(50, "1.0", "2.0")});
    blocks.push_back(block(3, 2));
    auto pages = pagesOfBlocks(drawn(blocks));
    const std::set<int> headings(pages[1].begin(), pages[1].end());
    EXPECT_EQ(headings, std::set<int>(pages[2].begin(), pages[2].end())) << moved;
    EXPECT_EQ(headings.size(), pages[1].size()) << "once a page";
    EXPECT_EQ(pages[2].size(), 50U);
    EXPECT_GE(headings.size(), 2U);
  }
}

TEST(PageBreaks, LetATallRowGoOnWithoutALoneLine) {
  for (int moved = 0; moved < kLinesOfAPage; moved += 2) {
    document::Table table{{runs("1.0"), runs("Tên")}, {}, {}};
    table.rows.push_back({runs(wordsOfBlock(2, 60)), runs(wordsOfBlock(4, 0.2))});
    table.rows.push_back({runs(wordsOfBlock(5, 7)), runs("x")});
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    blocks.push_back({table});
    blocks.push_back(block(3, 2));
    auto pages = pagesOfBlocks(drawn(blocks));
    EXPECT_GT(pages[2].back(), pages[2].front());
    for (const int number : {2, 5})
      expectNoLoneLine(pages[number],
                       std::to_string(moved) + " lines above, row " + std::to_string(number));
    EXPECT_EQ(pages[1].front(), pages[2].front()) << moved;
  }
}

/// Which lines stand above the signature on its page, and that it is one piece.
void expectSignatureBelowText(const Drawing& drawing, std::size_t least, const std::string& where) {
  const DrawnLine& office = drawing.line("KT. ĐỘI TRƯỞNG");
  for (const char* part : {"PHÓ ĐỘI TRƯỞNG", "Nguyễn Văn Mẫu", "Nơi nhận:", "- Lưu: VT"})
    EXPECT_EQ(drawing.line(part).page, office.page) << where << ": " << part;
  std::set<long> above;
  for (const DrawnLine& line : drawing.linesOf(office.page))
    if (line.baseline < office.baseline - 1) above.insert(std::lround(line.baseline));
  EXPECT_GE(above.size(), least) << where;
}

TEST(PageBreaks, KeepTwoLinesOfTheBodyWithTheSignature) {
  std::set<int> pages;
  for (int moved = 0; moved < kLinesOfAPage; ++moved) {
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    blocks.push_back(block(1, 3.5));
    const Drawing drawing = drawn(blocks);
    expectSignatureBelowText(drawing, 2, std::to_string(moved) + " lines above");
    pages.insert(drawing.line("Nguyễn Văn Mẫu").page);
  }
  EXPECT_GE(pages.size(), 2U);
}

TEST(PageBreaks, KeepTheSignatureWithAListOrTableThatEndsTheBody) {
  document::List list;
  for (int i = 0; i < 3; ++i) list.items.push_back({{block(1, 0.5)}});
  for (const Block& last : {Block{list}, Block{tableOf(4, "Tên", "1.0")}})
    for (int moved = 0; moved < kLinesOfAPage; moved += 2) {
      std::vector<Block> blocks;
      moveDown(blocks, moved);
      blocks.push_back(last);
      expectSignatureBelowText(drawn(blocks), 2, std::to_string(moved) + " lines above");
    }
}

TEST(PageBreaks, KeepALongListOfRecipientsWithTheSignature) {
  domain::Notice notice = samples::notice();
  notice.recipients.assign(12, "Ủy ban nhân dân xã");
  for (int moved = 0; moved < kLinesOfAPage; moved += 2) {
    std::vector<Block> blocks;
    moveDown(blocks, moved);
    blocks.push_back(block(1, 2.5));
    expectSignatureBelowText(drawn(blocks, notice), 2, std::to_string(moved) + " lines above");
  }
}

/// The words of the lines, in which a broken word would be missing.
std::set<std::string> wordsOn(const Drawing& drawing) {
  std::set<std::string> all;
  for (const DrawnLine& line : drawing.lines) {
    std::istringstream words(line.text);
    for (std::string word; words >> word;) all.insert(word);
  }
  return all;
}

TEST(Columns, AreWideEnoughForTheirWordsWhereThePageHasRoom) {
  const std::string name = "cuahanghoamaibanletainghechinhhang";  // over a third of the width
  document::Table table{{runs("STT"), runs("Email"), runs("Nội dung")}, {}, {}};
  table.rows.push_back({runs("1"), runs(name), runs(wordsOfBlock(1, 3))});
  EXPECT_TRUE(wordsOn(drawn({{table}, block(2, 1)})).count(name));
}

TEST(Columns, BreakWordsOnlyInTheColumnsThatAreTooWide) {
  document::Table table{{runs("STT"), runs("Mã"), runs("Tên"), runs("Địa chỉ")}, {}, {}};
  table.rows.push_back(
      {runs("1000000"), runs(std::string(300, 'W')), runs("Nguyễn"), runs("Nghiêng")});
  const auto words = wordsOn(drawn({{table}, block(1, 1)}));
  for (const char* word : {"1000000", "Nguyễn", "Nghiêng", "STT"})
    EXPECT_TRUE(words.count(word)) << word;
}

TEST(Columns, GiveTheRoomThatIsLeftToTheColumnThatNeedsIt) {
  document::Table table{{runs("STT"), runs("Tên"), runs("Nội dung")}, {}, {}};
  table.rows.push_back({runs("1"), runs("Hoa Trà"), runs(wordsOfBlock(1, 3))});
  const Drawing drawing = drawn({{table}});
  EXPECT_EQ(drawing.line("Hoa Trà").text, "Hoa Trà") << "on one line";
  EXPECT_LE(pagesOfBlocks(drawing)[1].size(), 4U);
}

}  // namespace
}  // namespace thongbao::pdf
