#include "pull/pull.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "support/temporary_folder.h"

namespace thongbao {
namespace {

using namespace std::chrono_literals;

class Pull : public testing::Test {
 protected:
  Pull()
      : clock_(std::chrono::sys_days{2026y / 11 / 24}),
        random_(1),
        database_(folder_.path() / "register.db") {
    registry::Register::create(database_, clock_, random_);
    store_ = std::make_unique<registry::Register>(database_, clock_, random_);
  }

  pull::Report run(const std::string& text, std::uint64_t mostRows = 0, bool dryRun = false) {
    pull::Request request;
    request.program = std::string(BUILD_FOLDER) + "/bin/thongbao";
    request.plugin =
        plugin::findPlugin({std::string(BUILD_FOLDER) + "/lib/thongbao/plugins"}, "zalo");
    request.file = folder_.write("list.csv", text);
    request.documents = folder_.path();
    request.mostRows = mostRows;
    request.dryRun = dryRun;
    return pull::pull(*store_, request, [](const registry::PullEnd&) {});
  }

  test::TemporaryFolder folder_;
  base::FixedClock clock_;
  base::SeededRandom random_;
  std::filesystem::path database_;
  std::unique_ptr<registry::Register> store_;
};

constexpr const char* kTwoGoodOneBad =
    "Tên gian hàng,Đường dẫn,Điện thoại\n"
    "Một,https://zalo.me/0912000001,0912000001\n"
    "Hai,https://zalo.me/0912000002,9.12E+08\n"
    "Ba,https://zalo.me/0912000003,0912000003\n";

TEST_F(Pull, KeepsGoodRowsAndRefusesBadOnesWithRowColumnAndReason) {
  const pull::Report report = run(kTwoGoodOneBad);
  EXPECT_EQ(report.counts.read, 3U);
  EXPECT_EQ(report.counts.added, 2U);
  ASSERT_EQ(report.refused.size(), 1U);
  EXPECT_EQ(report.refused[0].row, 3U);
  EXPECT_EQ(report.refused[0].problems[0].column, "Điện thoại");
  EXPECT_EQ(report.refused[0].problems[0].value, "9.12E+08");
  EXPECT_TRUE(std::filesystem::exists(report.rejectedFile));
}

TEST_F(Pull, KeepsTheRawRowAndItsHashAsEvidence) {
  run(kTwoGoodOneBad);
  const auto evidence = store_->evidence(store_->sellers({}).front().id);
  ASSERT_EQ(evidence.size(), 1U);
  EXPECT_EQ(evidence[0].row, 2U);
  EXPECT_EQ(evidence[0].sourceName, "list.csv");
}

TEST_F(Pull, ReadsOnlySoManyRowsWhenAsked) {
  EXPECT_EQ(run(kTwoGoodOneBad, 1).counts.read, 1U);
}

TEST_F(Pull, KeepsNothingWhenItOnlyLooks) {
  const pull::Report report = run(kTwoGoodOneBad, 0, true);
  EXPECT_EQ(report.counts.unchanged, 2U);
  EXPECT_EQ(report.counts.rejected, 1U);
  EXPECT_TRUE(store_->sellers({}).empty());
  EXPECT_TRUE(report.rejectedFile.empty());
}

TEST_F(Pull, RefusesAListWithoutARequiredColumnBeforeAnythingIsEntered) {
  const auto before = store_->verify().entries;
  EXPECT_THROW(run("Cột A,Cột B\n1,2\n3,4\n"), base::Error);
  EXPECT_EQ(store_->verify().entries, before);
}

TEST_F(Pull, RowsOfOneAccountBecomeOneSellerWithItsListings) {
  const pull::Report report =
      run("Tên gian hàng,Đường dẫn,Sản phẩm\n"
          "Một,https://zalo.me/0912000001,Áo\n"
          "Một,https://zalo.me/0912000001,Quần\n");
  EXPECT_EQ(report.counts.read, 2U);
  ASSERT_EQ(store_->sellers({}).size(), 1U);
  EXPECT_EQ(store_->sellers({}).front().seller.listings.size(), 2U);
}

TEST_F(Pull, GoesOnBehindTheRowWhereAnInterruptedPullOfTheSameListStopped) {
  const auto file = folder_.write("list.csv", kTwoGoodOneBad);
  const auto interrupted =
      store_->beginPull({"zalo", "1.0.0", "list.csv", base::sha256OfFile(file)});
  store_->keepSellers(interrupted, {}, "3");
  const pull::Report report = run(kTwoGoodOneBad);
  EXPECT_EQ(report.skippedTo, 3U);
  EXPECT_EQ(report.counts.read, 1U);
  EXPECT_EQ(report.counts.added, 1U);
  EXPECT_TRUE(report.refused.empty());
}

TEST_F(Pull, SaysNothingTwiceWhenTheSameListComesAgain) {
  run(kTwoGoodOneBad);
  const pull::Report again = run(kTwoGoodOneBad);
  EXPECT_EQ(again.counts.added + again.counts.changed, 0U);
  EXPECT_EQ(again.counts.unchanged, 2U);
  EXPECT_EQ(again.counts.rejected, 1U);
}

}  // namespace
}  // namespace thongbao
