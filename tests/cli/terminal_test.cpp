#include "cli/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace thongbao::cli {
namespace {

TEST(DisplayWidth, CountsWideLettersTwiceAndMarksNotAtAll) {
  EXPECT_EQ(displayWidth("Hà Nội"), 6U);
  EXPECT_EQ(displayWidth("Ha\u0300 No\u0323\u0302i"), 6U);
  EXPECT_EQ(displayWidth("店"), 2U);
  EXPECT_EQ(displayWidth(""), 0U);
}

class Output : public testing::Test {
 protected:
  static std::string of(const std::function<void()>& act) {
    testing::internal::CaptureStdout();
    act();
    std::fflush(stdout);
    return testing::internal::GetCapturedStdout();
  }
};

TEST_F(Output, AlignsColumnsByWhatIsSeenNotByBytes) {
  const std::string text = of([] { table({"Tên", "Số"}, {{"Đặng", "1"}, {"店店", "2"}}); });
  EXPECT_EQ(text, "Tên   Số\nĐặng  1\n店店  2\n");
}

TEST_F(Output, CutsLongCellsWithAnEllipsis) {
  EXPECT_EQ(of([] { table({"a"}, {{"Nguyễn Thị Dài"}}, 7); }), "a\nNguyễn…\n");
}

TEST_F(Output, KeepsACellWithALineBreakOnOneLine) {
  EXPECT_EQ(of([] { table({"a", "b"}, {{"one\ntwo", "x"}}); }), "a        b\none↵two  x\n");
}

TEST_F(Output, LetsNoControlCharacterOfANameReachTheTerminal) {
  EXPECT_EQ(of([] { line("Shop\x1b[31m\x07 đỏ\u0085"); }), "Shop[31m đỏ\n");
}

TEST(ProgressBar, PrintsPlainLinesWhereThereIsNoTerminal) {
  testing::internal::CaptureStderr();
  Progress progress("Sent", 20, false);
  for (std::uint64_t i = 1; i <= 20; ++i) progress.at(i);
  progress.finish();
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5);
  EXPECT_THAT(text, testing::HasSubstr("20"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("\r")));
}

TEST(ProgressBar, PrintsFewLinesWhenTheEndIsNotKnown) {
  testing::internal::CaptureStderr();
  Progress progress("Read", 0, false);
  for (std::uint64_t i = 1; i <= 100'000; ++i) progress.at(i);
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 17) << "at 1, 2, 4, … 65536";
}

TEST(ProgressBar, SaysNothingWhenItIsSilent) {
  testing::internal::CaptureStderr();
  Progress progress("Sent", 2, true);
  progress.at(2);
  progress.finish();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace thongbao::cli
