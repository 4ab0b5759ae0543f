#include "pdf/print_sheaf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "pdf/drawing.h"
#include "pdf/pdf_file.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

namespace thongbao::pdf {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;

constexpr const char* kSender =
    "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1, Số 1 đường Hòa Bình, phường Trung Tâm, tỉnh Bình Minh";

Addressed addressed(const std::string& name, const std::string& address) {
  return {kSender, name, address, "Kèm theo văn bản số 05/TB-QLTT1"};
}

/// A file of one page for an envelope alone.
class AddressPage : public testing::Test {
 protected:
  /// What the page draws, or nullopt when the address has no room.
  std::optional<Drawing> drawn(const Addressed& texts) {
    auto address = maker_.address(texts);
    if (!address) return std::nullopt;
    Laid notice;
    notice.pages = {address->pages};
    notice.needs = address->needs;
    notice.info = {"", samples::notice().date, std::string(64, '0')};
    return drawingOf(renderer_.write(notice).bytes);
  }

  BesideMaker maker_;
  Renderer renderer_{Form::plain};
};

/// Where a line's letters are, in millimetres: marks above capitals and tails included.
double topOf(const DrawnLine& line) {
  return (line.baseline - 0.95 * line.size) / kMillimetre;
}
double bottomOf(const DrawnLine& line) {
  return (line.baseline + 0.22 * line.size) / kMillimetre;
}

bool alwaysShows(const DrawnLine& line) {
  return line.left / kMillimetre >= 20 && line.right / kMillimetre <= 100 && topOf(line) >= 60 &&
         bottomOf(line) <= 90;
}
bool neverShows(const DrawnLine& line) {
  return line.right / kMillimetre <= 10 || line.left / kMillimetre >= 110 || bottomOf(line) <= 55 ||
         topOf(line) >= 95;
}

TEST_F(AddressPage, ShowsTheAddressInTheWindowAndNothingElse) {
  const auto page = drawn(
      addressed("Hộ kinh doanh Cửa hàng Hoa Mai",
                "Số 12, ngõ 34, đường Hoa Sen, tổ dân phố số 5, phường Trung Tâm, tỉnh Bình Minh"));
  ASSERT_TRUE(page);
  std::vector<std::string> shown;
  for (const DrawnLine& line : page->lines) {
    EXPECT_NE(alwaysShows(line), neverShows(line)) << line.text;
    if (alwaysShows(line)) shown.push_back(line.text);
  }
  EXPECT_THAT(shown,
              ElementsAre("ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1, Số 1 đường Hòa Bình,",
                          "phường Trung Tâm, tỉnh Bình Minh", "Hộ kinh doanh Cửa hàng Hoa Mai",
                          "Số 12, ngõ 34, đường Hoa Sen, tổ dân phố",
                          "số 5, phường Trung Tâm, tỉnh Bình Minh"));
  EXPECT_TRUE(page->line("Cửa hàng Hoa Mai").is(true, false));
  EXPECT_NEAR(page->line("Cửa hàng Hoa Mai").size, 12, 0.1);
  EXPECT_TRUE(neverShows(page->line("Kèm theo văn bản số 05/TB-QLTT1")));
}

TEST_F(AddressPage, MarksWhereItIsFolded) {
  const auto page = drawn(addressed("Cửa hàng Hoa Mai", "Số 12, tỉnh Bình Minh"));
  std::vector<double> folds;
  for (const DrawnRule& rule : page->rules)
    if (rule.right / kMillimetre < 10) folds.push_back(std::round(rule.top / kMillimetre));
  EXPECT_THAT(folds, ElementsAre(105, 210));
}

TEST_F(AddressPage, SetsALongAddressSmallerBeforeItLeavesTheWindow) {
  for (int words = 1; words < 60; ++words) {
    std::string address = "Số 1";
    for (int i = 0; i < words; ++i) address += " phường Hòa";
    const auto page = drawn(addressed("HỢP TÁC XÃ Ẩm thực Ỗ", address));
    if (!page) {
      EXPECT_GT(words, 12) << "an address of some lines has room";
      return;
    }
    for (const DrawnLine& line : page->lines)
      EXPECT_NE(alwaysShows(line), neverShows(line)) << line.text;
    EXPECT_GE(page->line("Số 1 phường").size, 8.9);
  }
  FAIL() << "no address was refused";
}

TEST_F(AddressPage, BreaksAWordThatIsWiderThanTheWindow) {
  const auto page = drawn(addressed(std::string(70, 'W'), "Số 12, tỉnh Bình Minh"));
  ASSERT_TRUE(page);
  for (const DrawnLine& line : page->lines)
    EXPECT_NE(alwaysShows(line), neverShows(line)) << line.text;
}

TEST_F(AddressPage, RefusesAnAgencyThatHasNoRoomItself) {
  Addressed texts = addressed("A", "B");
  texts.sender = std::string(300, 'W');
  EXPECT_THROW(maker_.address(texts), base::Error);
}

class PrintSheafTest : public testing::Test {
 protected:
  static Cover cover(const std::string& area = "Hà Nội") {
    Cover made;
    made.agency = samples::notice().agency;
    made.campaign = "hang-gia-dot-1";
    made.area = area;
    made.date = samples::notice().date;
    return made;
  }
  /// A notice of one page, or of two with `pages` 2.
  SheafLetter letter(int number, const std::string& name, int pages = 2) {
    domain::Notice notice = samples::notice();
    notice.number = number;
    notice.addressees = {name};
    document::Document body = samples::body();
    if (pages == 1) body.blocks.resize(1);
    SheafLetter made;
    made.number = domain::numberAndSymbol(notice);
    made.addressee = name;
    made.address = maker_.address(addressed(name, "Số 12, tỉnh Bình Minh")).value();
    made.notice = renderer_.lay(notice, body);
    return made;
  }

  BesideMaker maker_;
  Renderer renderer_;
};

TEST_F(PrintSheafTest, BeginsEachLetterOnAFront) {
  PrintSheaf sheaf(cover());
  sheaf.add(letter(7, "Cửa hàng Sen", 1));
  sheaf.add(letter(8, "Cửa hàng Đào"));
  const std::string pdf = sheaf.finished(maker_);
  EXPECT_TRUE(isSound(pdf));
  EXPECT_THAT(textOf(pdf, 1), AllOf(HasSubstr("PHIẾU GIAO NHẬN VĂN BẢN"), HasSubstr("Hà Nội")));
  EXPECT_EQ(textOf(pdf, 2), "");
  EXPECT_THAT(textOf(pdf, 3), HasSubstr("Cửa hàng Đào Số 12, tỉnh Bình Minh"));
  EXPECT_EQ(textOf(pdf, 4), "");
  EXPECT_THAT(textOf(pdf, 5), HasSubstr("Kính gửi: Cửa hàng Đào"));
  EXPECT_THAT(textOf(pdf, 7), HasSubstr("Cửa hàng Sen Số 12"));
  EXPECT_EQ(textOf(pdf, 8), "");
  EXPECT_THAT(textOf(pdf, 9), HasSubstr("Kính gửi: Cửa hàng Sen"));
  EXPECT_EQ(PdfFile(pdf).pages().size(), 9U);
}

TEST_F(PrintSheafTest, ListsItsLettersWithTheirPagesAndCountsTheSheets) {
  PrintSheaf sheaf(cover());
  sheaf.add(letter(7, "Cửa hàng Sen", 1));
  sheaf.add(letter(8, "Cửa hàng Đào"));
  const std::string text = textOf(sheaf.finished(maker_), 1);
  EXPECT_THAT(text,
              AllOf(HasSubstr("1 08/TB-QLTT1 Cửa hàng Đào 2"),
                    HasSubstr("2 07/TB-QLTT1 Cửa hàng Sen 1"), HasSubstr("Số lượng văn bản: 2"),
                    HasSubstr("Số lượng tờ: 4 "), HasSubstr("NGƯỜI GIAO NGƯỜI NHẬN"),
                    HasSubstr("Đợt gửi: hang-gia-dot-1"), HasSubstr("Ngày in: 05/02/2026")));
}

TEST_F(PrintSheafTest, LeavesThePagesOfANoticeAsTheyAre) {
  PrintSheaf sheaf(cover());
  SheafLetter one = letter(7, "Cửa hàng Sen");
  const std::string alone = renderer_.write(one.notice).bytes;
  sheaf.add(std::move(one));
  const std::string pdf = sheaf.finished(maker_);
  for (const int page : {1, 2}) EXPECT_EQ(textOf(pdf, page + 4), textOf(alone, page));
  EXPECT_EQ(PdfFile(pdf).content(4), PdfFile(alone).content(0));
}

TEST_F(PrintSheafTest, RepeatsTheHeadingOfALongListAndKeepsTheSignaturesWithIt) {
  PrintSheaf sheaf(cover(""));
  const SheafLetter one = letter(7, "Cửa hàng Sen", 1);
  for (int i = 0; i < 100; ++i) sheaf.add(one);
  const Drawing drawing = drawingOf(sheaf.finished(maker_));
  int headings = 0, last = 0;
  for (const DrawnLine& line : drawing.lines) {
    if (line.text == "Nơi nhận") ++headings;
    if (line.text == "NGƯỜI GIAO") last = line.page;
  }
  EXPECT_GE(headings, 3);
  EXPECT_EQ(headings, last) << "one on each page, the last of them with the signatures";
  EXPECT_EQ(drawing.line("chưa rõ địa bàn").page, 1);
}

TEST_F(PrintSheafTest, IsTurnedByTheLongEdgeAndHasBookmarks) {
  PrintSheaf sheaf(cover());
  sheaf.add(letter(7, "Cửa hàng Sen", 1));
  sheaf.add(letter(8, "Cửa hàng Đào"));
  const PdfFile file(sheaf.finished(maker_));
  const Json root = file.catalog();
  EXPECT_EQ(file.at(root, {"/ViewerPreferences", "/Duplex"}), "/DuplexFlipLongEdge");
  std::vector<std::string> titles;
  for (Json mark = file.at(root, {"/Outlines", "/First"}); !mark.is_null();
       mark = file.at(mark, {"/Next"}))
    for (const Json& shown : {mark, file.at(mark, {"/First"})})
      if (!shown.is_null()) titles.push_back(textOfString(shown["/Title"]));
  EXPECT_THAT(titles,
              ElementsAre("Phiếu giao nhận văn bản", "Cửa hàng Đào", "Văn bản số 08/TB-QLTT1",
                          "Cửa hàng Sen", "Văn bản số 07/TB-QLTT1"));
}

TEST_F(PrintSheafTest, GivesTheSameBytesForTheSameLetters) {
  const auto made = [this] {
    PrintSheaf sheaf(cover());
    for (const char* name : {"B", "A", "B"}) sheaf.add(letter(7, name, 1));
    return sheaf.finished(maker_);
  };
  EXPECT_EQ(made(), made());
}

}  // namespace
}  // namespace thongbao::pdf
