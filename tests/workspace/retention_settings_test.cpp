#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "support/temporary_folder.h"
#include "workspace/profile.h"

namespace thongbao::workspace {
namespace {

TEST(RetentionSettings, KeepPersonalDataUnlessAnAgencySetsATime) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "thongbao.json";
  const std::string sample = SOURCE_FOLDER "/samples/agency.json";
  base::Json json = base::parseJson(base::readFile(sample), sample);
  const auto read = [&] {
    base::writeFile(file, json.dump(2));
    return readProfile(file).retention;
  };
  EXPECT_EQ(read().unwrittenDays, 0U);
  EXPECT_EQ(read().listsDays, 0U);
  json["retention"] = {{"unwritten_days", 730}, {"lists_days", 365}};
  EXPECT_EQ(read().unwrittenDays, 730U);
  EXPECT_EQ(read().listsDays, 365U);
}

}  // namespace
}  // namespace thongbao::workspace
