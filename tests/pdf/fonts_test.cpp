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

TEST_F(LoadedFonts, GiveEveryVietnameseLetterTheSameCodeInEachFace) {
  for (unsigned code = 1; code < 256; ++code) {
    const char32_t character = characterOf(static_cast<std::uint8_t>(code));
    if (character == 0) continue;
    for (const Face face : {Face::regular, Face::bold, Face::italic, Face::boldItalic}) {
      const Glyph glyph = fonts_.glyph(face, 13, character);
      EXPECT_EQ(glyph.face, face) << code;
      EXPECT_EQ(glyph.code, code);
    }
  }
}

TEST_F(LoadedFonts, TakeWhatAFaceLacksFromTheStandIns) {
  EXPECT_EQ(fonts_.glyph(Face::regular, 13, U'ệ').face, Face::regular);
  EXPECT_EQ(fonts_.glyph(Face::regular, 13, U'☎').face, Face::standIn);
  for (const char32_t character : {U'☎', U'漢', U'ไ', U'ក', U'ഀ'})
    EXPECT_EQ(fonts_.has(Face::regular, character),
              fonts_.glyph(Face::regular, 13, character).character == character);
  EXPECT_TRUE(fonts_.has(Face::regular, U'☎'));
  EXPECT_TRUE(fonts_.has(Face::bold, U'漢'));
  EXPECT_TRUE(fonts_.has(Face::italic, U'ไ'));
}

TEST_F(LoadedFonts, ShowABoxForWhatNoFontHas) {
  const Glyph box = fonts_.glyph(Face::italic, 13, U'\U0001F9E7');
  EXPECT_EQ(box.character, U'□');
  EXPECT_GT(box.advance, 0);
  EXPECT_FALSE(fonts_.has(Face::italic, U'\U0001F9E7'));
}

TEST_F(LoadedFonts, NameDifferentSubsetsDifferently) {
  const std::string few = fonts_.letterFile(Face::regular, 1).name;
  EXPECT_THAT(fonts_.letterFile(Face::regular, 3).name, Ne(few));
  EXPECT_EQ(fonts_.letterFile(Face::regular, 1).name, few);
  const Glyph omega = fonts_.glyph(Face::regular, 13, U'Ω');
  EXPECT_EQ(omega.face, Face::regular);
  EXPECT_EQ(omega.code, 0);
  EXPECT_THAT(fonts_.wideFile(Face::regular, {{omega.id, U'Ω'}})->name, Ne(few));
}

TEST_F(LoadedFonts, EmbedLessForFewerLayers) {
  const std::size_t whole = fonts_.letterFile(Face::regular, 0xFF).program.size();
  EXPECT_LT(fonts_.letterFile(Face::regular, 1).program.size(), whole / 8);
}

TEST_F(LoadedFonts, JoinArabicLettersAndKeepEachReadable) {
  std::vector<Glyph> shaped;
  fonts_.appendShaped(shaped, Face::regular, 13, U"متجر");
  ASSERT_EQ(shaped.size(), 4U);
  EXPECT_EQ(shaped[0].character, U'م');
  EXPECT_EQ(shaped[3].character, U'ر');
  EXPECT_NE(shaped[0].id, fonts_.glyph(Face::regular, 13, U'م').id) << "initial form";
}

TEST_F(LoadedFonts, KeepWideSubsetsThatAreInUse) {
  const Glyph first = fonts_.glyph(Face::regular, 13, U'А');
  const auto kept = fonts_.wideFile(Face::regular, {{first.id, U'А'}});
  const std::string name = kept->name;
  for (char32_t c = 0x411; c < 0x410 + 60; ++c) {
    const Glyph glyph = fonts_.glyph(Face::regular, 13, c);
    fonts_.wideFile(Face::regular, {{glyph.id, c}});
  }
  EXPECT_EQ(kept->name, name);
}

}  // namespace
}  // namespace thongbao::pdf
