#include "pdf/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pdf/deflate.h"
#include "pdf/read_back.h"

namespace thongbao::pdf {
namespace {

using ::testing::HasSubstr;

const std::string kHash(64, 'a');
constexpr base::Date kDay = std::chrono::year{2026} / 11 / 24;

/// A document of these page contents, without text.
std::string written(const std::vector<std::string>& operators, const std::string& title) {
  Fonts fonts;
  Laid laid;
  for (const std::string& page : operators) laid.pages.push_back({Deflate(1)(page), {}});
  laid.info = {title, kDay, kHash};
  return Writer(fonts).write(laid, false);
}

TEST(Writer, WritesOnePageForEachContent) {
  const std::string bytes = written({"", "0 0 m 9 9 l S", ""}, "Thử");
  EXPECT_TRUE(isSound(bytes));
  EXPECT_THAT(infoOf(bytes), HasSubstr("Pages:           3"));
  EXPECT_THAT(infoOf(bytes), HasSubstr("595.276 x 841.89 pts (A4)"));
}

TEST(Writer, TakesItsIdFromTheHash) {
  const std::string bytes = written({""}, "Thử");
  EXPECT_THAT(unpacked(bytes), HasSubstr("<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>"));
}

TEST(Writer, TakesTitlesOfAnyLengthAndPlane) {
  std::string title = "Cửa hàng \U0001F600 (\\) ";
  for (int i = 0; i < 100'000; ++i) title += "đ";
  const std::string bytes = written({""}, title);
  EXPECT_TRUE(isSound(bytes));
  EXPECT_THAT(infoOf(bytes), HasSubstr("Cửa hàng \U0001F600 (\\) đđđ"));
}

}  // namespace
}  // namespace thongbao::pdf
