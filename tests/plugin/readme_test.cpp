#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/pulling.h"

namespace thongbao::plugin {
namespace {

using testing::Contains;
using testing::Pair;

TEST(SdkReadme, HasAnExampleThatBuildsAloneAndPulls) {
  List list;
  list.headings = {"Tên sạp", "Đường dẫn", "SĐT"};
  list.rows = {{"Sạp Mẫu", "https://cho-mau.example/sap/Sap-Mau", "0912345678"},
               {"Nhầm chợ", "https://cho-khac.example/sap/x", ""}};
  const Manifest manifest = findPlugin({README_PLUGINS}, "cho_mau");
  HostServices services = list.services();
  std::vector<Batch> kept;
  pull(TEST_HOST, manifest, {}, services, {},
       [&](Batch&& batch) { kept.push_back(std::move(batch)); });
  ASSERT_EQ(kept.size(), 1u);
  ASSERT_EQ(kept[0].sellers.size(), 1u);
  EXPECT_THAT(namedFields(kept[0].sellers[0]), Contains(Pair("account_id", "sap-mau")));
  ASSERT_EQ(kept[0].rejects.size(), 1u);
  EXPECT_EQ(kept[0].rejects[0].column, "Đường dẫn");
}

}  // namespace
}  // namespace thongbao::plugin
