#include "pdf/sheaf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::pdf {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Lt;

/// A notice of two pages.
Laid laid(Renderer& renderer, const std::string& name) {
  domain::Notice notice = samples::notice();
  notice.addressees = {name};
  return renderer.lay(notice, samples::body());
}

/// The bookmarks as mutool lists them: `title page`, deeper ones behind a tab.
std::vector<std::string> bookmarksOf(const std::string& pdf) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("sheaf.pdf", pdf);
  std::istringstream lines(test::run("mutool show '" + file.string() + "' outline"));
  std::vector<std::string> bookmarks;
  for (std::string line; std::getline(lines, line);) {
    const auto title = line.find('"');
    const auto page = line.find("#page=");
    std::string one = line.substr(title + 1, line.rfind('"') - title - 1) + " " +
                      line.substr(page + 6, line.find('&', page) - page - 6);
    if (line.find('\t') < title && line.find('\t', line.find('\t') + 1) < title) one = "  " + one;
    bookmarks.push_back(one);
  }
  return bookmarks;
}

TEST(Sheaf, BindsTheNoticesByAreaAndName) {
  Renderer renderer;
  Sheaf sheaf;
  sheaf.add(laid(renderer, "Cửa hàng Sen"), "Phú Thọ", "Cửa hàng Sen");
  sheaf.add(laid(renderer, "Cửa hàng Đào"), "Đà Nẵng", "Cửa hàng Đào");
  sheaf.add(laid(renderer, "Cửa hàng Ổi"), "Phú Thọ", "Cửa hàng Ổi");
  sheaf.add(laid(renderer, "Cửa hàng Mai"), "", "Cửa hàng Mai");
  const std::string pdf = sheaf.finished("In ngày 24/11/2026");
  EXPECT_TRUE(isSound(pdf));
  EXPECT_THAT(bookmarksOf(pdf),
              ElementsAre("(area unknown) (1) 1", "  Cửa hàng Mai 1", "Đà Nẵng (1) 3",
                          "  Cửa hàng Đào 3", "Phú Thọ (2) 5", "  Cửa hàng Ổi 5",
                          "  Cửa hàng Sen 7"));
  EXPECT_THAT(textOf(pdf, 3), HasSubstr("Cửa hàng Đào"));
  EXPECT_THAT(textOf(pdf, 7), HasSubstr("Cửa hàng Sen"));
}

TEST(Sheaf, EmbedsEachFontOnce) {
  Renderer renderer;
  Sheaf sheaf;
  for (int i = 0; i < 50; ++i)
    sheaf.add(laid(renderer, "Cửa hàng Ω ☎ số " + std::to_string(i)), "Huế", "Số");
  const std::string pdf = sheaf.finished("In");
  EXPECT_THAT(fontsOf(pdf).size(), Lt(8U));
  EXPECT_THAT(textOf(pdf, 99), HasSubstr("Cửa hàng Ω ☎ số 49"));
  EXPECT_THAT(pdf.size(), Lt(50U * 8'000U));
}

TEST(Sheaf, GivesTheSameBytesForTheSameNotices) {
  const auto made = [] {
    Renderer renderer;
    Sheaf sheaf;
    for (const char* name : {"B", "A", "B"}) sheaf.add(laid(renderer, name), "Huế", name);
    return sheaf.finished("In");
  };
  EXPECT_EQ(made(), made());
}

}  // namespace
}  // namespace thongbao::pdf
