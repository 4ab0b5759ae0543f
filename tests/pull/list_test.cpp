#include "pull/list.h"

#include <gtest/gtest.h>

#include "plugin/manifest.h"
#include "support/temporary_folder.h"

namespace thongbao::pull {
namespace {

class SellerList : public testing::Test {
 protected:
  List read(const std::string& text, const intake::TableOptions& options = {}) {
    return readList(folder_.write("list.csv", text), options, manifest_);
  }

  test::TemporaryFolder folder_;
  plugin::Manifest manifest_ =
      plugin::findPlugin({std::string(BUILD_FOLDER) + "/lib/thongbao/plugins"}, "zalo");
};

TEST_F(SellerList, FindsTheHeadingsUnderATitleAndANote) {
  const List list = read(
      "DANH SÁCH NGƯỜI BÁN,,\n"
      "Người lập,Ngày lập,Ghi chú\n"
      "Tên gian hàng,Đường dẫn,Điện thoại\n"
      "Một,https://zalo.me/0912000001,0912000001\n");
  ASSERT_EQ(list.parties.size(), 1U);
  EXPECT_EQ(list.parties[0].name(), "Một");
  EXPECT_TRUE(list.refused.empty());
}

TEST_F(SellerList, TakesTheColumnsThatTheOfficerNames) {
  const List list =
      read("Một;https://zalo.me/0912000001;0912000001\n",
           {.delimiter = ';', .columns = {"Tên gian hàng", "Đường dẫn", "Điện thoại"}});
  ASSERT_EQ(list.parties.size(), 1U);
  EXPECT_EQ(list.parties[0].first(&domain::Seller::phone), "+84912000001");
}

TEST_F(SellerList, MakesOnePartyOfTheRowsOfOneAccount) {
  const List list = read(
      "Tên gian hàng,Đường dẫn,Sản phẩm\n"
      "Một,https://zalo.me/0912000001,Túi xách\n"
      "Một,https://zalo.me/0912000001,Đồng hồ\n");
  ASSERT_EQ(list.parties.size(), 1U);
  EXPECT_EQ(list.parties[0].listings().size(), 2U);
}

}  // namespace
}  // namespace thongbao::pull
