#include "pull/open_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace thongbao::pull {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OpenRowsTest : public testing::Test {
 protected:
  void add(std::uint64_t number, std::int64_t hash = 0) {
    intake::Row row{number, {"row " + std::to_string(number)}};
    rows_.add(row, hash);
  }
  std::vector<std::uint64_t> forgotten(std::uint64_t taken) {
    std::vector<std::uint64_t> numbers;
    rows_.settle(taken, [&](const intake::Row& row) { numbers.push_back(row.number); });
    return numbers;
  }
  OpenRows rows_;
};

TEST_F(OpenRowsTest, AreFoundByTheirNumberAlthoughTheListLeftSomeOut) {
  add(2, 20);
  add(5, 50);
  ASSERT_NE(rows_.find(5), nullptr);
  EXPECT_THAT(rows_.find(5)->cells, ElementsAre("row 5"));
  EXPECT_EQ(rows_.hashOf(5), 50);
  EXPECT_EQ(rows_.hashOf(2), 20);
  for (const std::uint64_t other : {0, 1, 3, 4, 6}) EXPECT_EQ(rows_.find(other), nullptr) << other;
}

TEST_F(OpenRowsTest, ThatNothingWasSaidOfAreForgotten) {
  for (const std::uint64_t number : {2, 3, 4, 5}) add(number);
  rows_.answer(3);
  EXPECT_THAT(forgotten(4), ElementsAre(2, 4));
  EXPECT_EQ(rows_.size(), 1U);
  EXPECT_EQ(rows_.find(3), nullptr) << "it is settled";
  EXPECT_NE(rows_.find(5), nullptr);
}

TEST_F(OpenRowsTest, MayBeAnsweredSeveralTimes) {
  add(2);
  rows_.answer(2);
  rows_.answer(2);
  EXPECT_NE(rows_.find(2), nullptr) << "it stays open until it is settled";
  EXPECT_THAT(forgotten(2), IsEmpty());
  EXPECT_EQ(rows_.size(), 0U);
}

TEST_F(OpenRowsTest, AreSettledOnce) {
  add(2);
  EXPECT_THAT(forgotten(1), IsEmpty());
  EXPECT_THAT(forgotten(2), ElementsAre(2));
  EXPECT_THAT(forgotten(9), IsEmpty());
}

TEST_F(OpenRowsTest, GiveTheirMemoryToTheNextOnes) {
  intake::Row row{2, {std::string(1000, 'x')}};
  const std::string* const memory = row.cells.data();
  rows_.add(row, 0);
  EXPECT_THAT(row.cells, IsEmpty());
  forgotten(2);
  row = {3, {"row 3"}};
  rows_.add(row, 0);
  EXPECT_EQ(row.cells.data(), memory);
  EXPECT_THAT(rows_.find(3)->cells, ElementsAre("row 3"));
}

}  // namespace
}  // namespace thongbao::pull
