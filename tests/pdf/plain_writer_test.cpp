#include "pdf/plain_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

namespace thongbao::pdf {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PlainWriter, PutsTheSameWordsInTheSamePlaces) {
  const auto quick = Renderer(Form::plain).render(samples::notice(), samples::body());
  const auto plain = Renderer(Form::publicCalls).render(samples::notice(), samples::body());
  EXPECT_TRUE(isSound(plain.bytes));
  EXPECT_EQ(plain.pages, quick.pages);
  const auto words = wordsOf(quick.bytes);
  const auto plainWords = wordsOf(plain.bytes);
  ASSERT_EQ(plainWords.size(), words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(plainWords[i].text, words[i].text);
    EXPECT_NEAR(plainWords[i].left, words[i].left, 0.3) << words[i].text;
    EXPECT_NEAR(plainWords[i].right, words[i].right, 0.3) << words[i].text;
  }
  EXPECT_THAT(infoOf(plain.bytes), HasSubstr("THÔNG BÁO 05/TB-QLTT1"));
}

TEST(PlainWriter, MarksADraftAndReportsBoxes) {
  domain::Notice notice = samples::notice();
  notice.number = 0;
  const auto made =
      Renderer(Form::publicCalls).render(notice, {{samples::paragraph("Shop ☎ \U0001F9E7")}});
  EXPECT_THAT(made.replaced, ElementsAre("U+1F9E7"));
  const std::string text = textOf(made.bytes);
  EXPECT_THAT(text, HasSubstr("Shop ☎ □"));
}

TEST(PlainWriter, GivesTheSameBytesTwice) {
  const auto once = [] {
    return Renderer(Form::publicCalls).render(samples::notice(), samples::body()).bytes;
  };
  EXPECT_EQ(once(), once());
}

TEST(PlainWriter, CanNeitherBindNorSign) {
  EXPECT_THROW(Renderer(Form::publicCalls).lay(samples::notice(), samples::body()), base::Error);
  const Signing signing;
  EXPECT_THROW(Renderer(Form::publicCalls, &signing).render(samples::notice(), samples::body()),
               base::Error);
}

}  // namespace
}  // namespace thongbao::pdf
