#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "thongbao/plugin.h"

extern "C" const std::size_t kSizesAsC[10];

namespace {

TEST(Abi, HasTheSameLayoutInCAndCxx) {
  EXPECT_THAT(kSizesAsC, testing::ElementsAre(
                             sizeof(thongbao_text), sizeof(thongbao_field), sizeof(thongbao_seller),
                             sizeof(thongbao_rejection), sizeof(thongbao_failure),
                             sizeof(thongbao_row), sizeof(thongbao_table), sizeof(thongbao_host),
                             sizeof(thongbao_plugin), sizeof(thongbao_plugin_entry)));
}

TEST(Abi, TellsWhetherAStructHasAField) {
  thongbao_row row{};
  row.size = offsetof(thongbao_row, cells);
  EXPECT_TRUE(THONGBAO_HAS(&row, thongbao_row, number));
  EXPECT_FALSE(THONGBAO_HAS(&row, thongbao_row, cells));
}

/// A released layout never changes: fields are only added behind these.
TEST(Abi, KeepsThePlacesOfVersionOne) {
  EXPECT_EQ(offsetof(thongbao_plugin_entry, create), 32u);
  EXPECT_EQ(offsetof(thongbao_host, context), 16u);
  EXPECT_EQ(offsetof(thongbao_host, explain), 88u);
  EXPECT_EQ(offsetof(thongbao_table, next_row), 40u);
  EXPECT_EQ(offsetof(thongbao_seller, extra_count), 40u);
  EXPECT_EQ(offsetof(thongbao_rejection, advice), 64u);
  EXPECT_EQ(offsetof(thongbao_failure, retry_after_seconds), 40u);
  EXPECT_EQ(offsetof(thongbao_row, cell_count), 24u);
  EXPECT_EQ(offsetof(thongbao_plugin, destroy), 24u);
}

}  // namespace
