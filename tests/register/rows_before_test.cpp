#include "register/rows_before.h"

#include <gmock/gmock.h>

#include "register/support.h"

namespace thongbao::registry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RowsBeforeTest : public RegisterTest {
 protected:
  /// A pull of the accounts `1`, `2`, …, whose rows have the hashes.
  std::int64_t keepRows(const std::vector<std::int64_t>& hashes, bool ends = true,
                        const std::string& platform = "shopee", const std::string& sha = "aa11") {
    const std::int64_t id = pull(sha, platform);
    std::vector<SellerRecord> records;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      domain::Seller seller;
      seller.key = {platform, std::to_string(i + 1)};
      seller.name = "Shop";
      records.emplace_back(seller, i + 2, hashes[i]);
    }
    reg().keepSellers(id, records, "end");
    if (ends) reg().endPull(id, {});
    return id;
  }
  std::vector<std::int64_t> found(std::int64_t hash) {
    return reg().rowsBefore("shopee", "1.0.0")->sellersOf(hash);
  }
};

TEST_F(RowsBeforeTest, AreNoneInANewRegister) {
  EXPECT_THAT(found(11), IsEmpty());
}

TEST_F(RowsBeforeTest, AreFoundByTheirHashes) {
  keepRows({11, 22});
  EXPECT_THAT(found(22), ElementsAre(2));
  EXPECT_THAT(found(11), ElementsAre(1));
  EXPECT_THAT(found(33), IsEmpty());
}

TEST_F(RowsBeforeTest, OfOneHashNameEveryAccountOnce) {
  const std::int64_t id = pull();
  const auto rowOf = [](const char* account, std::uint64_t row) {
    domain::Seller seller;
    seller.key = {"shopee", account};
    seller.name = "Shop";
    return SellerRecord(seller, row, 11);
  };
  reg().keepSellers(id, {rowOf("1", 2), rowOf("2", 2), rowOf("1", 3)}, "end");
  reg().endPull(id, {});
  EXPECT_THAT(found(11), testing::UnorderedElementsAre(1, 2));
}

TEST_F(RowsBeforeTest, AreOfThePlatformAndThePluginsVersion) {
  keepRows({11}, true, "tiki");
  EXPECT_THAT(found(11), IsEmpty());
  EXPECT_THAT(reg().rowsBefore("tiki", "1.0.1")->sellersOf(11), IsEmpty());
  EXPECT_THAT(reg().rowsBefore("tiki", "1.0.0")->sellersOf(11), ElementsAre(1));
}

TEST_F(RowsBeforeTest, AreOfThePullThatCameToItsEndLast) {
  keepRows({11, 22});
  keepRows({44}, true, "shopee", "bb22");
  EXPECT_THAT(found(44), ElementsAre(1));
  EXPECT_THAT(found(22), IsEmpty());
  keepRows({55}, false, "shopee", "cc33");
  EXPECT_THAT(found(55), IsEmpty()) << "it was interrupted";
  EXPECT_THAT(found(44), ElementsAre(1));
}

TEST_F(RowsBeforeTest, WithoutAHashAreNotFound) {
  keepRows({0, 22});
  EXPECT_THAT(found(0), IsEmpty());
}

TEST_F(RowsBeforeTest, AreWalkedThroughALongListAlongWithTheNewOne) {
  constexpr std::int64_t kRows = 70'000;
  std::vector<std::int64_t> hashes;
  for (std::int64_t row = 1; row <= kRows; ++row) hashes.push_back(row * 7);
  keepRows(hashes);
  const auto before = reg().rowsBefore("shopee", "1.0.0");
  std::int64_t missed = 0;
  for (std::int64_t row = 1; row <= kRows; ++row) {
    missed += !before->sellersOf(row * 7 + 1).empty();
    missed += before->sellersOf(row * 7) != std::vector{row};
  }
  EXPECT_EQ(missed, 0);
}

TEST_F(RowsBeforeTest, AreFoundAlthoughManyWereTakenOutOrPutBetween) {
  constexpr std::int64_t kRows = 40'000;
  std::vector<std::int64_t> hashes;
  for (std::int64_t row = 1; row <= kRows; ++row) hashes.push_back(row * 7);
  keepRows(hashes);
  const auto before = reg().rowsBefore("shopee", "1.0.0");
  std::int64_t missed = 0;
  for (std::int64_t row = 10'000; row <= kRows; ++row) {
    before->sellersOf(row * 7 + 1);
    missed += before->sellersOf(row * 7).empty();
  }
  EXPECT_EQ(missed, 0);
}

}  // namespace
}  // namespace thongbao::registry
