#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

/// What a reader copies from the page, by four programs that share no code.
namespace thongbao::pdf {
namespace {

using samples::paragraph;
using samples::runs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct Tool {
  const char* name;
  const char* command;
};
void PrintTo(const Tool& tool, std::ostream* out) {
  *out << tool.name;
}

class Extraction : public ::testing::TestWithParam<Tool> {
 protected:
  /// The text without bidirectional controls, blanks and line breaks squeezed to one blank.
  static std::string textOf(const Rendered& made) {
    std::istringstream words(runOn(made.bytes, GetParam().command));
    std::string text;
    for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
    for (const char* control : {"\u202A", "\u202B", "\u202C", "\u2068", "\u2069"})
      for (auto at = text.find(control); at != std::string::npos; at = text.find(control))
        text.erase(at, 3);
    return text;
  }
  static std::string textOf(const std::vector<document::Block>& blocks) {
    return textOf(Renderer().render(samples::notice(), {blocks}));
  }
};

INSTANTIATE_TEST_SUITE_P(
    By, Extraction,
    ::testing::Values(Tool{"poppler", "pdftotext {} -"}, Tool{"mupdf", "mutool draw -q -F txt {}"},
                      Tool{"ghostscript",
                           "gs -q -dNOPAUSE -dBATCH -sDEVICE=txtwrite -sOutputFile=- {}"},
                      Tool{"pdfjs", "node " SOURCE_FOLDER "/tests/pdf/read_text.js {}"}),
    [](const auto& tested) { return std::string(tested.param.name); });

std::string withoutBlanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::u32string sorted(const std::string& text) {
  std::u32string characters;
  for (std::size_t i = 0; i < text.size();) characters += base::nextCodePoint(text, i);
  std::sort(characters.begin(), characters.end());
  return characters;
}

const std::string kLetters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";

TEST_P(Extraction, GivesAllAccentedLettersInEachStyle) {
  const std::string both = kLetters + base::upperCase(kLetters);
  ASSERT_EQ(base::lengthOf(both), 134U);
  std::vector<document::Block> blocks;
  for (const bool bold : {false, true})
    for (const bool italic : {false, true})
      blocks.push_back({document::Paragraph{runs(both, bold, italic)}});
  std::string text = withoutBlanks(textOf(blocks));
  for (int style = 0; style < 4; ++style) {
    const auto at = text.find(both);
    ASSERT_NE(at, std::string::npos) << "only in " << style << " styles";
    text.erase(at, both.size());
  }
}

TEST_P(Extraction, GivesComposedText) {
  const std::string text =
      textOf({paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t đu\u031Bo\u031B\u0323c")});
  EXPECT_THAT(text, HasSubstr("Tiếng Việt được"));
  EXPECT_EQ(base::toNfc(text), text);
}

TEST_P(Extraction, PartsTheWordsOfJustifiedLines) {
  std::string said;
  for (int i = 0; i < 12; ++i)
    said += "Đội Quản lý thị trường đề nghị quý cơ sở rà soát hàng hóa, ghi nhãn số 0" +
            std::to_string(i) + " theo Điều 9. ";
  EXPECT_THAT(textOf({paragraph(said)}), HasSubstr(said.substr(0, said.size() - 2) + "./."));
}

TEST_P(Extraction, JoinsTheStylesOfOneLine) {
  EXPECT_THAT(textOf({{document::Paragraph{{{"Danh ", false, false, {}, false},
                                            {"sách đường", true, false, {}, false},
                                            {" dẫn ", false, true, {}, false},
                                            {"hàng hóa", true, true, {}, false},
                                            {", đủ", false, false, {}, false}}}}}),
              HasSubstr("Danh sách đường dẫn hàng hóa, đủ./."));
}

TEST_P(Extraction, GivesTheFixedPartsOfTheNotice) {
  EXPECT_THAT(textOf(samples::body().blocks),
              AllOf(HasSubstr("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                    HasSubstr("Độc lập - Tự do - Hạnh phúc"), HasSubstr("Số: 05/TB-QLTT1"),
                    HasSubstr("Bình Minh, ngày 05 tháng 02 năm 2026"), HasSubstr("Nơi nhận:"),
                    HasSubstr("- Lưu: VT, QLTT1.")));
}

TEST_P(Extraction, GivesSignsAndCodesAsTheyWereWritten) {
  // Without … and №: pdf.js gives them as ... and No.
  const std::string signs = "“Hoa” ‘Mai’ – — • 20 % 5 € 7 ₫ § ± × ÷ ° © ® ™ a@b_c {x} [y] \\ | ~";
  EXPECT_THAT(textOf({paragraph(signs + " office fluffy hết")}),
              HasSubstr(signs + " office fluffy hết./."));
}

TEST_P(Extraction, GivesGreekAndCyrillicNames) {
  EXPECT_THAT(textOf({paragraph("Gian hàng Αθήνα Ωμέγα và Магазин Цветок hết")}),
              HasSubstr("Gian hàng Αθήνα Ωμέγα và Магазин Цветок hết./."));
}

TEST_P(Extraction, GivesEveryLetterOfArabicAndHebrewNames) {
  // Their order is the reading program's: some list what stands on the page from left to right.
  for (const std::string name : {"متجر الورد", "שלום עולם"}) {
    const std::string text = textOf({paragraph("bắt đầu"), paragraph(name), paragraph("hết")});
    const auto from = text.find("bắt đầu") + std::string("bắt đầu").size();
    EXPECT_EQ(sorted(withoutBlanks(text.substr(from, text.find("hết./.") - from))),
              sorted(withoutBlanks(name)))
        << text;
  }
}

TEST(ExtractionByPoppler, GivesRightToLeftNamesInReadingOrder) {
  const auto made = Renderer().render(
      samples::notice(), {{paragraph("Gian hàng متجر الورد và"), paragraph("שלום עולם hết")}});
  EXPECT_THAT(textOf(made.bytes), AllOf(HasSubstr("متجر الورد"), HasSubstr("שלום עולם")));
}

TEST_P(Extraction, ShowsABoxForWhatNoFontHas) {
  const auto made = Renderer().render(samples::notice(),
                                      {{paragraph("Shop \U0001F9E7\U0001F9E8 \U000F0001 漢 hết")}});
  EXPECT_THAT(made.replaced, ElementsAre("U+1F9E7", "U+1F9E8", "U+F0001"));
  EXPECT_THAT(textOf(made), HasSubstr("Shop □□ □ 漢 hết./."));
}

TEST_P(Extraction, HasNoHiddenText) {
  domain::Notice notice = samples::notice();
  const std::string text =
      textOf(Renderer().render(notice, {{paragraph("A\u202EB\u200BC\u00ADD"), paragraph("hết")}}));
  EXPECT_THAT(text, HasSubstr("ABCD hết./."));
  EXPECT_THAT(text, Not(HasSubstr("\uFFFD")));
}

}  // namespace
}  // namespace thongbao::pdf
