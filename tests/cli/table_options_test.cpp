#include "cli/table_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace thongbao::cli {
namespace {

intake::TableOptions parsed(const std::string& commandLine) {
  CLI::App app;
  TableArguments arguments;
  addTableOptions(app, arguments);
  app.parse(commandLine);
  return tableOptionsOf(arguments);
}

TEST(TableOptions, LeaveEverythingToBeFoundOut) {
  const intake::TableOptions options = parsed("");
  EXPECT_EQ(options.sheet, "");
  EXPECT_EQ(options.encoding, "");
  EXPECT_EQ(options.delimiter, std::nullopt);
  EXPECT_EQ(options.headingRow, 0U);
  EXPECT_TRUE(options.columns.empty());
}

TEST(TableOptions, TakeADelimiterAsTypedOrTheWordTab) {
  EXPECT_EQ(parsed("--delimiter ';'").delimiter, ';');
  EXPECT_EQ(parsed("--delimiter '|'").delimiter, '|');
  EXPECT_EQ(parsed("--delimiter ,").delimiter, ',');
  EXPECT_EQ(parsed("--delimiter tab").delimiter, '\t');
}

TEST(TableOptions, RefuseADelimiterThatNoListHas) {
  for (const char* wrong : {"--delimiter x", "--delimiter ';;'", "--delimiter Tabs"}) try {
      parsed(wrong);
      FAIL() << wrong;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::usage) << wrong;
      EXPECT_THAT(error.advice(), testing::HasSubstr("tab")) << wrong;
    }
}

TEST(TableOptions, TakeColumnsBetweenCommasAndOneByOne) {
  EXPECT_THAT(parsed("--columns 'Tên, Điện thoại,Email' --columns Link").columns,
              testing::ElementsAre("Tên", "Điện thoại", "Email", "Link"));
}

TEST(TableOptions, KeepThePlaceOfAColumnThatIsNotNamed) {
  EXPECT_THAT(parsed("--columns 'Tên,,Link,'").columns,
              testing::ElementsAre("Tên", "", "Link", ""));
}

TEST(TableOptions, TakeARowThatCountsFromOne) {
  EXPECT_EQ(parsed("--heading-row 4").headingRow, 4U);
  EXPECT_THROW(parsed("--heading-row 0"), CLI::ValidationError);
}

}  // namespace
}  // namespace thongbao::cli
