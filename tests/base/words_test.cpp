#include "base/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/error.h"
#include "base/random.h"
#include "support/temporary_folder.h"

namespace thongbao::base {
namespace {

TEST(Words, FallBackToEnglishWhenThereAreNone) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(speak(Language::vietnamese, folder.path()));
  EXPECT_EQ(tr("A sentence that nobody translated."), "A sentence that nobody translated.");
  EXPECT_TRUE(speak(Language::english, folder.path()));
  EXPECT_EQ(tr("A sentence that nobody translated."), "A sentence that nobody translated.");
}

TEST(Words, OfAnEmptyTextAreEmpty) {
  EXPECT_EQ(tr(""), "");
}

TEST(Words, TakeValuesInTheirPlaces) {
  EXPECT_EQ(say("Row {} of “{}”.", 3, "Cửa hàng {}"), "Row 3 of “Cửa hàng {}”.");
}

TEST(Describe, PutsPlaceAndAdviceAroundTheSentence) {
  const Error error(Code::badInput, "Wrong.",
                    {.file = "a.csv", .row = 3, .line = 4, .column = 5, .field = "Tên"},
                    "Mend it.");
  EXPECT_EQ(describe(error), "a.csv, row 3, line 4 of the text, column 5, “Tên”: Wrong. Mend it.");
}

TEST(Describe, SaysARowAndItsLineOnceWhereTheyAreTheSame) {
  EXPECT_EQ(describe({Code::badInput, "Wrong.", {.row = 3, .line = 3}}), "row 3: Wrong.");
  EXPECT_EQ(describe({Code::badInput, "Wrong.", {.line = 3}}), "line 3: Wrong.");
}

TEST(Describe, SaysOnlyWhatIsKnown) {
  EXPECT_EQ(describe({Code::usage, "Wrong."}), "Wrong.");
  EXPECT_EQ(describe({Code::usage, "Wrong.", {.row = 2}}), "row 2: Wrong.");
  EXPECT_EQ(describe({Code::usage, "Wrong.", {}, "Mend it."}), "Wrong. Mend it.");
}

TEST(Error, EndsTheProgramByItsCode) {
  EXPECT_EQ(Error(Code::integrity, "").exitCode(), 6);
  EXPECT_EQ(Error(Code::defect, "").exitCode(), 70);
  EXPECT_FALSE(Place{}.known());
  EXPECT_TRUE(Place{.column = 1}.known());
}

TEST(Result, IsAValueOrAReason) {
  const Result<int> good = 5;
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, 5);
  const Result<int> bad = Error(Code::badInput, "Why.");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().sentence(), "Why.");
}

TEST(SeededRandom, RepeatsItselfForTheSameSeed) {
  SeededRandom one(7), same(7), other(8);
  const std::string first = one.hex(16);
  EXPECT_EQ(first.size(), 32u);
  EXPECT_EQ(same.hex(16), first);
  EXPECT_NE(other.hex(16), first);
  EXPECT_NE(one.hex(16), first);
  EXPECT_EQ(one.hex(3).size(), 6u);
  EXPECT_EQ(one.hex(0), "");
}

TEST(SystemRandom, DoesNotRepeatItself) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random.hex(16));
  EXPECT_EQ(seen.size(), 100u);
  EXPECT_EQ(seen.begin()->size(), 32u);
  EXPECT_EQ(seen.begin()->find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace thongbao::base
