#include "pull/pull.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "pull/kept_list.h"
#include "support/temporary_folder.h"

namespace thongbao {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Pair;

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
    pull::Request request = requestOf(text);
    request.mostRows = mostRows;
    request.dryRun = dryRun;
    return run(request);
  }

  pull::Report run(const pull::Request& request) {
    base::SeededRandom salts(2);
    return pull::pull(*store_, request, salts, [](const registry::PullEnd&) {});
  }

  pull::Request requestOf(const std::string& text) {
    pull::Request request;
    request.program = std::string(BUILD_FOLDER) + "/bin/thongbao";
    request.plugin =
        plugin::findPlugin({std::string(BUILD_FOLDER) + "/lib/thongbao/plugins"}, "zalo");
    request.file = folder_.write("list.csv", text);
    request.documents = folder_.path() / "documents";
    return request;
  }

  /// `pull, row` of each row in which the account was seen.
  std::vector<std::pair<std::int64_t, std::uint64_t>> seenIn(std::int64_t seller) {
    std::vector<std::pair<std::int64_t, std::uint64_t>> rows;
    for (const registry::Evidence& one : store_->evidence(seller))
      rows.emplace_back(one.pull, one.row);
    return rows;
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

/// The second phone has lost its 0 and is mended with a warning.
const std::string kMended =
    "STT,Tên gian hàng,Đường dẫn,Điện thoại\n"
    "1,Một,https://zalo.me/0912000001,0912000001\n"
    "2,Hai,https://zalo.me/0912000002,912000002\n";

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

TEST_F(Pull, LeavesNoCopyOfAListThatCannotBeRead) {
  EXPECT_THROW(run("Cột A,Cột B\n1,2\n3,4\n"), base::Error);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "documents"));
}

TEST_F(Pull, KeepsTheCopyOfAnEarlierPullWhenItCannotBeReadAnotherWay) {
  run(kTwoGoodOneBad);
  pull::Request otherwise = requestOf(kTwoGoodOneBad);
  otherwise.table.headingRow = 3;
  EXPECT_THROW(run(otherwise), base::Error);
  EXPECT_FALSE(std::filesystem::is_empty(folder_.path() / "documents"));
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

TEST_F(Pull, OfAListWithAnotherRowReadsOnlyThatOne) {
  run(kMended);
  const pull::Report again = run(kMended + "4,Ba,https://zalo.me/0912000003,0912000003\n");
  EXPECT_EQ(again.counts.read, 3U);
  EXPECT_EQ(again.counts.added, 1U);
  EXPECT_EQ(again.counts.unchanged, 2U);
  EXPECT_EQ(again.warned, 0U) << "the row whose phone is mended was not read again";
  EXPECT_THAT(seenIn(2), ElementsAre(Pair(1, 3), Pair(2, 3))) << "but it is evidence";
  EXPECT_TRUE(store_->verify().whole);
}

TEST_F(Pull, FindsTheChangedRowAmongUnchangedOnes) {
  run(kMended + "3,Ba,https://zalo.me/0912000003,0912000003\n");
  const pull::Report again = run(kMended + "3,Ba Mới,https://zalo.me/0912000003,0912000003\n");
  EXPECT_EQ(again.counts.changed, 1U);
  EXPECT_EQ(again.counts.unchanged, 2U);
  EXPECT_EQ(store_->seller(3)->seller.name, "Ba Mới");
}

TEST_F(Pull, DoesNotReadARowAgainOfWhichOnlyTheCountChanged) {
  run(kMended);
  const pull::Report again =
      run("STT,Tên gian hàng,Đường dẫn,Điện thoại\n"
          "1,Hai,https://zalo.me/0912000002,912000002\n"
          "2,Một,https://zalo.me/0912000001,0912000001\n");
  EXPECT_EQ(again.counts.unchanged, 2U);
  EXPECT_EQ(again.counts.added + again.counts.changed, 0U);
  EXPECT_EQ(again.warned, 0U);
  EXPECT_THAT(seenIn(1), ElementsAre(Pair(1, 2), Pair(2, 3)));
}

TEST_F(Pull, ReadsEveryRowAgainUnderOtherHeadings) {
  run(kMended);
  std::string other = kMended;
  other.replace(other.find("Điện thoại"), std::string("Điện thoại").size(), "Số máy di động");
  const pull::Report again = run(other);
  EXPECT_EQ(again.counts.changed, 2U) << "a column that nobody knows is kept as it is";
  EXPECT_THAT(store_->seller(2)->seller.extra, ElementsAre(Pair("Số máy di động", "912000002")));
}

TEST_F(Pull, RefusesARowAgainThatWasRefusedBefore) {
  run(kTwoGoodOneBad);
  const pull::Report again = run(std::string(kTwoGoodOneBad) + "Bốn,https://zalo.me/0912000004,\n");
  ASSERT_EQ(again.refused.size(), 1U);
  EXPECT_EQ(again.refused[0].row, 3U);
}

TEST_F(Pull, KeepsTheListItselfWithWhoBroughtItAndHowItWasRead) {
  pull::Request request = requestOf(kTwoGoodOneBad);
  request.officer = "Nguyễn Thị Mẫu";
  const pull::Report report = run(request);
  const auto evidence = store_->evidence(1);
  ASSERT_EQ(evidence.size(), 1U);
  EXPECT_EQ(evidence[0].officer, "Nguyễn Thị Mẫu");
  EXPECT_EQ(evidence[0].sourceSha256, base::sha256(kTwoGoodOneBad));
  EXPECT_EQ(report.keptFile, request.documents / (evidence[0].sourceSha256 + ".csv"));
  EXPECT_EQ(base::sha256OfFile(report.keptFile), evidence[0].sourceSha256);
  EXPECT_THAT(
      pull::rowOf(evidence[0], request.documents),
      ElementsAre(Pair("Tên gian hàng", "Một"), Pair("Đường dẫn", "https://zalo.me/0912000001"),
                  Pair("Điện thoại", "0912000001")));
}

TEST_F(Pull, KeepsNoCopyWhenItOnlyLooks) {
  run(kTwoGoodOneBad, 0, true);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "documents"));
}

TEST_F(Pull, KeepsWhatCameBeforeAFailureAndNamesTheOfficersOwnFile) {
  // The last row has more cells than there are headings, behind the rows that are looked at.
  std::string text = "Tên gian hàng,Đường dẫn\n";
  constexpr int kRows = 5000;
  for (int row = 0; row < kRows; ++row)
    text += fmt::format("Mẫu {0},https://zalo.me/0912{0:06}\n", row);
  const pull::Report report = run(text + "Một,https://zalo.me/0912999999,,thừa\n");
  ASSERT_TRUE(report.failure);
  EXPECT_EQ(report.failure->place().file, (folder_.path() / "list.csv").string());
  EXPECT_EQ(report.counts.failure, report.failure->sentence());
  const std::size_t kept = store_->sellers({}).size();
  EXPECT_GT(kept, 0U);
  EXPECT_EQ(report.counts.added, kept);
  EXPECT_TRUE(store_->verify().whole);

  const pull::Report again = run(text);
  EXPECT_FALSE(again.failure);
  EXPECT_EQ(store_->sellers({}).size(), static_cast<std::size_t>(kRows));
}

TEST_F(Pull, LinksTheAccountsOfOnePersonAndSaysWhichKeyTooManyShare) {
  std::string text = "Tên gian hàng,Đường dẫn,Điện thoại,Email\n";
  constexpr int kTooMany = 21;
  for (int row = 0; row < kTooMany; ++row)
    text += fmt::format("Mẫu {0},https://zalo.me/0912{0:06},0900000000,{1}\n", row,
                        row < 2 ? "chung@thu.example" : "");
  const pull::Report report = run(text);
  ASSERT_EQ(report.sharedKeys.size(), 1U);
  EXPECT_EQ(report.sharedKeys[0].value, "+84900000000");
  std::set<std::int64_t> parties;
  for (const auto& seller : store_->sellers({})) parties.insert(seller.partyId);
  EXPECT_EQ(parties.size(), static_cast<std::size_t>(kTooMany - 1));
}

}  // namespace
}  // namespace thongbao
