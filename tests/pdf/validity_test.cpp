#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pdf/drawing.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

/// Four programs read the files without a word of complaint.
namespace thongbao::pdf {
namespace {

using samples::paragraph;
using samples::runs;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

struct Case {
  const char* name;
  Rendered (*render)();
};
void PrintTo(const Case& tested, std::ostream* out) {
  *out << tested.name;
}

Rendered sample() {
  return Renderer().render(samples::notice(), samples::body());
}

Rendered draft() {
  domain::Notice notice = samples::notice();
  notice.number = 0;
  return Renderer().render(notice, samples::body());
}

Rendered empty() {
  domain::Notice notice;
  notice.date = std::chrono::year{2026} / 1 / 1;
  return Renderer().render(notice, {});
}

Rendered manyScripts() {
  return Renderer().render(samples::notice(),
                           {{paragraph("Αθήνα Магазин متجر الورد שלום עולם ☎ ★ 漢字 \U0001F9E7"),
                             {document::Paragraph{runs("Ωμέγα Ж", true)}},
                             {document::Paragraph{runs("Ωμέγα Ж", false, true)}},
                             {document::Paragraph{runs("Ωμέγα Ж ữ", true, true)}}}});
}

Rendered manyPages() {
  document::Table table{{runs("STT"), runs("Tên gian hàng")}, {}, {}};
  for (int i = 1; i <= 150; ++i) table.rows.push_back({runs(std::to_string(i)), runs("Gian hàng")});
  document::List list;
  for (int i = 0; i < 30; ++i) list.items.push_back({{paragraph("Việc cần làm")}});
  return Renderer().render(samples::notice(),
                           {{{document::Heading{1, runs("Mục 1")}}, {list}, {table}}});
}

class Validity : public ::testing::TestWithParam<Case> {
 protected:
  Rendered made_ = GetParam().render();
};

INSTANTIATE_TEST_SUITE_P(Of, Validity,
                         ::testing::Values(Case{"sample", &sample}, Case{"draft", &draft},
                                           Case{"empty", &empty}, Case{"manyScripts", &manyScripts},
                                           Case{"manyPages", &manyPages}),
                         [](const auto& tested) { return std::string(tested.param.name); });

/// Without what Debian's mupdf says of itself.
std::string complaints(const std::string& said) {
  std::istringstream lines(said);
  std::string left;
  for (std::string line; std::getline(lines, line);)
    if (line.find("ICC support is not available") == std::string::npos) left += line + "\n";
  return left;
}

TEST_P(Validity, QpdfFindsNothing) {
  EXPECT_THAT(runOn(made_.bytes, "qpdf --check --warning-exit-0 {}"),
              HasSubstr("No syntax or stream encoding errors found"));
}

TEST_P(Validity, MupdfDrawsAndCopiesTheFileInSilence) {
  EXPECT_THAT(complaints(runOn(made_.bytes, "mutool draw -q -r 40 -F pgm -o /dev/null {}")),
              IsEmpty());
  EXPECT_THAT(complaints(runOn(made_.bytes, "f={}; mutool clean -gggg -s $f $f.clean")), IsEmpty());
  EXPECT_THAT(complaints(runOn(made_.bytes, "mutool info {}")),
              ::testing::Not(::testing::AnyOf(HasSubstr("error:"), HasSubstr("warning:"))));
}

TEST_P(Validity, GhostscriptDrawsTheFileInSilence) {
  EXPECT_THAT(runOn(made_.bytes,
                    "gs -q -dNOPAUSE -dBATCH -dPDFSTOPONERROR -dPDFSTOPONWARNING "
                    "-sDEVICE=pgmraw -r40 -sOutputFile=/dev/null {}"),
              IsEmpty());
}

TEST_P(Validity, PopplerDrawsEveryPageInSilence) {
  EXPECT_EQ(runOn(made_.bytes, "f={}; pdftoppm -r 20 -gray $f $f && ls $f-* | wc -l"),
            std::to_string(made_.pages) + "\n");
}

TEST_P(Validity, EveryPageShowsSomethingDark) {
  std::istringstream boxes(runOn(made_.bytes, "gs -q -dNOPAUSE -dBATCH -sDEVICE=bbox {}"));
  int pages = 0;
  for (std::string line; std::getline(boxes, line);) {
    if (!line.starts_with("%%BoundingBox:")) continue;
    EXPECT_NE(line, "%%BoundingBox: 0 0 0 0");
    ++pages;
  }
  EXPECT_EQ(pages, made_.pages);
}

TEST_P(Validity, TheFilesWidthsAreThoseOfTheFonts) {
  // Each letter ends, by its font, where the file lets the next one begin.
  std::size_t pairs = 0;
  for (const DrawnLine& line : drawingOf(made_.bytes).lines)
    for (std::size_t i = 0; i + 1 < line.letters.size(); ++i) {
      const Letter& letter = line.letters[i];
      if (letter.blank() || letter.font != line.letters[i + 1].font) continue;
      EXPECT_NEAR(line.letters[i + 1].left, letter.right, 0.02) << line.text << ": " << letter.text;
      ++pairs;
    }
  EXPECT_GT(pairs, 50U);
}

TEST_P(Validity, EveryFontIsEmbeddedSubsetAndReadable) {
  const auto fonts = fontsOf(made_.bytes);
  ASSERT_FALSE(fonts.empty());
  EXPECT_THAT(fonts, Each(MatchesRegex("[A-Z]{6}\\+[A-Za-z-]* .* yes yes yes .*")));
}

}  // namespace
}  // namespace thongbao::pdf
