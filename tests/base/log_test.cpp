#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "support/temporary_folder.h"

namespace thongbao::base {
namespace {

TEST(Log, IsSilentUntilItHasAFileAndThenNamesTimeLevelAndRoom) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "thongbao.log";
  log("before").warning("said into the void");
  logTo(file);
  log("register").warning("entry 7 was written");
  Poco::Logger::shutdown();  // closes the file
  EXPECT_THAT(
      readFile(file),
      testing::MatchesRegex("[0-9-]+T[0-9:]+\\.[0-9]+Z Warning register: entry 7 was written\n"));
}

}  // namespace
}  // namespace thongbao::base
