#include "pdf/renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/text.h"
#include "pdf/layout.h"
#include "pdf/read_back.h"
#include "pdf/samples.h"

namespace thongbao::pdf {
namespace {

using samples::paragraph;
using samples::runs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Rendered render(const std::vector<document::Block>& blocks) {
  return Renderer().render(samples::notice(), {blocks});
}

document::Block tableOf(int rows, const std::string& cell) {
  using document::Align;
  document::Table table{{runs("STT"), runs("Tên gian hàng")}, {Align::centre, Align::left}, {}};
  for (int i = 1; i <= rows; ++i)
    table.rows.push_back({runs(std::to_string(i)), runs(cell + " " + std::to_string(i))});
  return {table};
}

/// No word leaves the type area (page numbers stand above it).
void expectInsideMargins(const std::string& pdf) {
  for (const ReadWord& word : wordsOf(pdf)) {
    EXPECT_GE(word.left, kMarginLeft - 1) << word.page << ": " << word.text;
    EXPECT_LE(word.right, kPageWidth - kMarginRight + 1) << word.page << ": " << word.text;
    EXPECT_LE(word.bottom, kPageHeight - kMarginBottom + 3) << word.page << ": " << word.text;
  }
}

TEST(Renderer, GivesTheSameBytesTwiceAndFromTwoRenderers) {
  Renderer one;
  const std::string first = one.render(samples::notice(), samples::body()).bytes;
  one.render(samples::notice(), {{paragraph("Chữ khác: Ω ж あ")}});
  EXPECT_EQ(one.render(samples::notice(), samples::body()).bytes, first);
  EXPECT_EQ(Renderer().render(samples::notice(), samples::body()).bytes, first);
}

TEST(Renderer, GivesTheSameBytesWhateverItMadeBefore) {
  Renderer used;
  domain::Notice notice = samples::notice();
  for (int number = 1; number <= 500; ++number) {
    notice.number = number;
    notice.summary = "Về việc thứ " + std::to_string(number);
    used.render(notice, samples::body());
  }
  for (const int number : {1, 250, 500}) {
    notice.number = number;
    notice.summary = "Về việc thứ " + std::to_string(number);
    EXPECT_EQ(used.render(notice, samples::body()).bytes,
              Renderer().render(notice, samples::body()).bytes);
  }
}

TEST(Renderer, WritesASoundFileThatNamesItsLanguageTitleAndDate) {
  const auto made = render(samples::body().blocks);
  EXPECT_TRUE(isSound(made.bytes));
  EXPECT_THAT(infoOf(made.bytes), HasSubstr("THÔNG BÁO 05/TB-QLTT1"));
  const std::string bytes = unpacked(made.bytes);
  EXPECT_THAT(bytes, AllOf(HasSubstr("/CreationDate (D:20260205000000+07'00')"),
                           HasSubstr("/Lang (vi)"), HasSubstr("beginbfchar")));
  EXPECT_THAT(bytes, Not(HasSubstr("begincidrange")));
}

TEST(Renderer, EmbedsAndSubsetsEveryFont) {
  const auto fonts = fontsOf(render(samples::body().blocks).bytes);
  EXPECT_EQ(fonts.size(), 4U);
  EXPECT_THAT(fonts, Each(AllOf(HasSubstr("TrueType"), HasSubstr("yes yes yes"))));
}

TEST(Renderer, GivesBackComposedVietnameseInReadingOrder) {
  const std::string all = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
  const std::string upper = base::upperCase(all);
  const auto made = render({paragraph(all), paragraph(upper), paragraph("Hết")});
  const std::string text = textOf(made.bytes);
  std::string unbroken;
  std::remove_copy(text.begin(), text.end(), std::back_inserter(unbroken), ' ');
  EXPECT_THAT(unbroken, AllOf(HasSubstr(all), HasSubstr(upper)));
  EXPECT_EQ(base::toNfc(text), text);
  EXPECT_LT(text.find("THÔNG BÁO"), text.find("Căn cứ"));
  EXPECT_LT(text.find("Căn cứ"), text.find(all));
  EXPECT_LT(text.find(all), text.find("Nơi nhận:"));
}

TEST(Renderer, ComposesDecomposedText) {
  EXPECT_THAT(textOf(render({paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t")}).bytes),
              HasSubstr("Tiếng Việt"));
}

TEST(Renderer, RefusesTextThatIsNotUtf8) {
  try {
    render({paragraph("hỏng \xC3( đây")});
    FAIL() << "accepted";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
  }
}

TEST(Renderer, EndsTheBodyWithTheEndSignOnce) {
  EXPECT_THAT(textOf(render({paragraph("Đề nghị thực hiện.")}).bytes),
              HasSubstr("Đề nghị thực hiện./. "));
  EXPECT_THAT(textOf(render({paragraph("Đề nghị thực hiện./.")}).bytes),
              AllOf(HasSubstr("Đề nghị thực hiện./. "), Not(HasSubstr("./../."))));
  document::List list;
  list.items.push_back({{paragraph("Việc một;")}});
  list.items.push_back({{paragraph("Việc hai.")}});
  EXPECT_THAT(textOf(render({{list}}).bytes), HasSubstr("- Việc hai./. "));
  EXPECT_THAT(textOf(render({tableOf(1, "Hoa")}).bytes), HasSubstr("Hoa 1 ./. "));
  EXPECT_THAT(textOf(render({}).bytes), HasSubstr(" ./. "));
}

TEST(Renderer, IndentsTheFirstLineAndJustifiesTheOthers) {
  const auto made = render({paragraph(
      "Đội Quản lý thị trường đề nghị quý cơ sở rà soát toàn bộ hàng hóa đang được đăng bán trên "
      "các sàn giao dịch thương mại điện tử và tự mình gỡ bỏ những thông tin chưa đúng quy định "
      "của pháp luật, đồng thời lưu giữ hóa đơn để xuất trình khi có yêu cầu của Đội kiểm tra.")});
  const auto words = wordsOf(made.bytes);
  const ReadWord first = find(words, "Đội Quản lý thị trường đề");
  EXPECT_NEAR(first.left, kMarginLeft + kIndent, 0.3);
  int full = 0;
  for (const ReadWord& word : words)
    if (word.top > first.top - 1 && word.top < first.top + 25 &&
        std::abs(word.right - (kPageWidth - kMarginRight)) < 0.6)
      ++full;
  EXPECT_GE(full, 2);
}

TEST(Renderer, NumbersAnOrderedListFromItsStart) {
  document::List list;
  list.ordered = true;
  list.start = 3;
  for (const char* text : {"Ba", "Bốn", "Năm"}) list.items.push_back({{paragraph(text)}});
  EXPECT_THAT(textOf(render({{list}}).bytes), HasSubstr("3. Ba 4. Bốn 5. Năm./."));
}

TEST(Renderer, ShowsTheTargetOfALinkThatItsTextHides) {
  document::Runs hidden = runs("tại đây");
  hidden[0].link = "https://dichvu.example/tra-cuu";
  document::Runs shown = runs("doi1@qltt.example");
  shown[0].link = "mailto:doi1@qltt.example";
  const std::string text =
      textOf(render({{document::Paragraph{hidden}}, {document::Paragraph{shown}}, paragraph("Hết")})
                 .bytes);
  EXPECT_THAT(text, HasSubstr("tại đây (https://dichvu.example/tra-cuu)"));
  EXPECT_THAT(text, Not(HasSubstr("(doi1@")));
}

TEST(Renderer, RepeatsTheHeadingOfATableOnEachPage) {
  const auto made = render({tableOf(60, "Gian hàng hoa"), paragraph("Hết bảng")});
  EXPECT_TRUE(isSound(made.bytes));
  ASSERT_GE(made.pages, 2);
  for (int page = 1; page <= 2; ++page)
    EXPECT_THAT(textOf(made.bytes, page), HasSubstr("STT Tên gian hàng")) << page;
  const std::string text = textOf(made.bytes);
  for (int i = 1; i <= 60; ++i)
    EXPECT_THAT(text, HasSubstr("Gian hàng hoa " + std::to_string(i) + " "));
}

TEST(Renderer, LaysOutThreeHundredListings) {
  const auto made =
      render({tableOf(300, "Tai nghe không dây https://shop.example/p/"), paragraph("Hết bảng")});
  EXPECT_TRUE(isSound(made.bytes));
  EXPECT_GE(made.pages, 6);
  EXPECT_LE(made.pages, 12);
  expectInsideMargins(made.bytes);
}

TEST(Renderer, ContinuesARowTallerThanAPage) {
  std::string tall;
  for (int i = 0; i < 1500; ++i) tall += "từ" + std::to_string(i) + " ";
  const auto made = render({tableOf(2, tall), paragraph("Hết bảng")});
  EXPECT_TRUE(isSound(made.bytes));
  expectInsideMargins(made.bytes);
  const std::string text = textOf(made.bytes);
  for (const int i : {0, 700, 1499}) EXPECT_THAT(text, HasSubstr("từ" + std::to_string(i) + " "));
}

TEST(Renderer, NeverPutsTheSignatureAloneOnAPage) {
  for (int lines = 1; lines < 60; ++lines) {
    std::vector<document::Block> blocks(static_cast<std::size_t>(lines), paragraph("Dòng."));
    blocks.push_back(paragraph("Đoạn cuối cùng"));
    const auto made = render(blocks);
    const auto words = wordsOf(made.bytes);
    EXPECT_EQ(find(words, "cuối cùng./.").page, find(words, "Nguyễn Văn Mẫu").page) << lines;
  }
}

TEST(Renderer, KeepsTheWordsThatAnnounceATableWithIt) {
  for (int lines = 1; lines < 50; ++lines) {
    std::vector<document::Block> blocks(static_cast<std::size_t>(lines), paragraph("Dòng."));
    blocks.push_back(paragraph("Danh sách như sau:"));
    blocks.push_back(tableOf(3, "Hoa"));
    const auto words = wordsOf(render(blocks).bytes);
    EXPECT_EQ(find(words, "như sau:").page, find(words, "Hoa 1").page) << lines;
  }
}

TEST(Renderer, FillsInFromTheFallbackFontAndReportsWhatNoFontHas) {
  const auto made = render({paragraph("Shop ☎ \U0001F9E7 漢 Ω \U000F0000 hết")});
  EXPECT_THAT(made.replaced, ElementsAre("U+1F9E7", "U+F0000"));
  EXPECT_THAT(textOf(made.bytes), HasSubstr("Shop ☎ □ 漢 Ω □ hết"));
  EXPECT_THAT(textOf(made.bytes, 1), HasSubstr("ký tự mà phông chữ không có: U+1F9E7, U+F0000."));
  const auto fonts = fontsOf(made.bytes);
  for (const char* name : {"LiberationSerif ", "DejaVuSans", "DroidSansFallback"})
    EXPECT_THAT(fonts, Contains(HasSubstr(name)));
  EXPECT_THAT(fonts, Each(HasSubstr("yes yes yes")));
}

TEST(Renderer, ReportsABoxInEveryDocumentThatHasOne) {
  Renderer renderer;
  domain::Notice notice = samples::notice();
  notice.summary = "Về việc \U0001F9E7";
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(renderer.render(notice, samples::body()).replaced, ElementsAre("U+1F9E7"));
    EXPECT_THAT(renderer.render(samples::notice(), samples::body()).replaced, IsEmpty());
  }
}

TEST(Renderer, TurnsMathematicalLettersIntoPlainOnes) {
  const auto made =
      render({paragraph("\U0001D4E2\U0001D4F1\U0001D4F8\U0001D4F9 "
                        "\U0001D5E7\U0001D5F6e\u0302\u0301ng \U0001D7D7\u210C hết")});
  EXPECT_THAT(made.replaced, IsEmpty());
  EXPECT_THAT(textOf(made.bytes), HasSubstr("Shop Tiếng 9H hết"));
}

TEST(Renderer, DropsControlsThatWouldTurnOrHideText) {
  const auto made = render({paragraph("A\u202EB\u200BC\u00ADD\u0007E\nF\uFE0F")});
  EXPECT_THAT(textOf(made.bytes), HasSubstr("ABCDE F./."));
  EXPECT_THAT(made.replaced, IsEmpty());
}

TEST(Renderer, KeepsNamesInScriptsWrittenFromRightToLeft) {
  const auto made = render({paragraph("Gian hàng שלום עולם và متجر الورد hết")});
  EXPECT_TRUE(isSound(made.bytes));
  EXPECT_THAT(made.replaced, IsEmpty());
  const std::string text = textOf(made.bytes);
  EXPECT_THAT(text, HasSubstr("שלום עולם"));
  const auto words = wordsOf(made.bytes);
  // Poppler lists single words letter by letter as they stand on the page.
  double first = 0;
  double second = 0;
  for (const ReadWord& word : words) {
    if (word.text.find("םולש") != std::string::npos) first = word.left;
    if (word.text.find("םלוע") != std::string::npos) second = word.left;
  }
  EXPECT_GT(first, second);
}

TEST(Renderer, SurvivesHostileNames) {
  const std::string mathematical = "\U0001D4E2\U0001D4F1\U0001D4F8\U0001D4F9";
  std::string marks = "Z";
  for (int i = 0; i < 5000; ++i) marks += "\u0301";
  std::string oneLetterWords;
  for (int i = 0; i < 2000; ++i) oneLetterWords += "a ";
  const std::string longWord(3000, 'W');
  const std::string longName(400, 'H');
  domain::Notice notice = samples::notice();
  notice.addressees = {longName + " " + mathematical, longWord};
  notice.agency.place = "Hà Nội\n";
  const auto made = Renderer().render(
      notice, {{paragraph(mathematical), paragraph(marks), paragraph(oneLetterWords),
                paragraph(longWord), paragraph("https://shop.example/" + longName + "?a=b&c=d"),
                tableOf(3, longWord), paragraph("<b>&amp;</b> (\\) %% ) ( \\\\ [] {}")}});
  EXPECT_TRUE(isSound(made.bytes));
  expectInsideMargins(made.bytes);
  EXPECT_THAT(textOf(made.bytes), HasSubstr("<b>&amp;</b> (\\) %% ) ( \\\\ [] {}./."));
}

TEST(Renderer, RefusesMoreThanItsLimits) {
  const auto refused = [](const std::vector<document::Block>& blocks) {
    try {
      render(blocks);
      return std::string("accepted");
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::badInput);
      return error.sentence();
    }
  };
  EXPECT_THAT(refused({paragraph(std::string(500'001, 'a'))}), HasSubstr("characters"));
  EXPECT_THAT(refused(std::vector<document::Block>(30'000, paragraph("a"))), HasSubstr("pages"));
  document::Table wide;
  wide.heading.assign(40, runs("A"));
  EXPECT_THAT(refused({{wide}}), HasSubstr("40 columns"));
  document::Block deep = paragraph("đáy");
  for (int i = 0; i < 40; ++i) deep = {document::List{false, 1, {{{deep}}}}};
  EXPECT_THAT(refused({deep}), HasSubstr("nested"));
}

TEST(Renderer, LaysOutAnEmptyNotice) {
  domain::Notice notice;
  notice.date = std::chrono::year{2026} / 1 / 1;
  const auto made = Renderer().render(notice, {});
  EXPECT_EQ(made.pages, 1);
  EXPECT_TRUE(isSound(made.bytes));
}

}  // namespace
}  // namespace thongbao::pdf
