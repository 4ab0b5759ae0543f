#include "pdf/fonts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/temporary_folder.h"

namespace thongbao::pdf {
namespace {

using ::testing::HasSubstr;
using ::testing::Ne;

TEST(Fonts, NameTheMissingFileAndItsPackage) {
  const test::TemporaryFolder folder;
  try {
    Fonts fonts(folder.path());
    FAIL() << "loaded";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::unavailable);
    EXPECT_THAT(error.sentence(), HasSubstr("LiberationSerif-Regular.ttf"));
    EXPECT_THAT(error.advice(), HasSubstr("fonts-liberation2"));
  }
}

TEST(Fonts, RefuseAFileThatIsNoFont) {
  const test::TemporaryFolder folder;
  folder.write("liberation2/LiberationSerif-Regular.ttf", "this is no font");
  try {
    Fonts fonts(folder.path());
    FAIL() << "loaded";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::unavailable);
    EXPECT_THAT(error.sentence(), HasSubstr("damaged"));
  }
}

class LoadedFonts : public ::testing::Test {
 protected:
  Fonts fonts_;
};

TEST_F(LoadedFonts, MeasureLikeTimesNewRoman) {
  EXPECT_EQ(fonts_.glyph(Face::regular, 13, U'n').advance, 500);
  EXPECT_EQ(fonts_.glyph(Face::regular, 13, U' ').advance, 250);
  EXPECT_EQ(fonts_.glyph(Face::bold, 13, U'Đ').advance, 722);
}

TEST_F(LoadedFonts, TakeWhatAFaceLacksFromTheFallback) {
  EXPECT_EQ(fonts_.glyph(Face::regular, 13, U'ệ').face, Face::regular);
  EXPECT_EQ(fonts_.glyph(Face::regular, 13, U'☎').face, Face::fallback);
  EXPECT_TRUE(fonts_.has(Face::regular, U'☎'));
  EXPECT_FALSE(fonts_.has(Face::regular, U'漢'));
}

TEST_F(LoadedFonts, ShowABoxForWhatNoFontHas) {
  const Glyph box = fonts_.glyph(Face::italic, 13, U'漢');
  EXPECT_EQ(box.character, U'□');
  EXPECT_GT(box.advance, 0);
}

TEST_F(LoadedFonts, NameDifferentSubsetsDifferently) {
  const std::string plain = fonts_.file(Face::regular, {}).name;
  const Glyph omega = fonts_.glyph(Face::regular, 13, U'Ω');
  ASSERT_FALSE(fonts_.inBaseSet(Face::regular, omega.id));
  const FontFile& wider = fonts_.file(Face::regular, {{omega.id, U'Ω'}});
  EXPECT_THAT(wider.name, Ne(plain));
  EXPECT_NE(wider.codes[omega.id], 0);
  EXPECT_EQ(fonts_.file(Face::regular, {}).name, plain);
}

TEST_F(LoadedFonts, JoinArabicLettersAndKeepEachReadable) {
  std::vector<Glyph> shaped;
  fonts_.appendShaped(shaped, Face::regular, 13, U"متجر");
  ASSERT_EQ(shaped.size(), 4U);
  EXPECT_EQ(shaped[0].character, U'م');
  EXPECT_EQ(shaped[3].character, U'ر');
  EXPECT_NE(shaped[0].id, fonts_.glyph(Face::fallback, 13, U'م').id) << "initial form";
}

TEST_F(LoadedFonts, KeepABoundedNumberOfSubsets) {
  for (char32_t c = 0x410; c < 0x410 + 50; ++c) {
    const Glyph glyph = fonts_.glyph(Face::regular, 13, c);
    EXPECT_NE(fonts_.file(Face::regular, {{glyph.id, c}}).codes[glyph.id], 0);
  }
}

}  // namespace
}  // namespace thongbao::pdf
