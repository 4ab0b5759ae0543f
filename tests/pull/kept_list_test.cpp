#include "pull/kept_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/temporary_folder.h"

namespace thongbao::pull {
namespace {

using testing::ElementsAre;
using testing::Pair;

class KeptRows : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(documents_);
    kept_ = keepList(folder_.write("list.csv", "Tên;Điện thoại\nMột;1\nHai;\nBa;3\n"), documents_);
  }
  registry::Evidence row(std::uint64_t number) const {
    registry::Evidence evidence;
    evidence.sourceName = "list.csv";
    evidence.sourceSha256 = kept_.sha256;
    evidence.reading = base::Json::object();
    evidence.row = number;
    return evidence;
  }
  base::Code failureOf(std::uint64_t number) {
    try {
      rowOf(row(number), documents_);
    } catch (const base::Error& error) {
      return error.code();
    }
    return base::Code::defect;
  }

  test::TemporaryFolder folder_;
  std::filesystem::path documents_ = folder_.path() / "documents";
  KeptList kept_;
};

TEST_F(KeptRows, AreTheListsOwnWithoutEmptyCells) {
  EXPECT_THAT(rowOf(row(3), documents_), ElementsAre(Pair("Tên", "Hai")));
}

TEST_F(KeptRows, ComeInTheOrderInWhichTheyAreAskedForAndAsOften) {
  const std::vector<registry::Evidence> asked{row(4), row(2), row(4)};
  const auto rows = rowsOf(asked, documents_);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].front().second, "Ba");
  EXPECT_EQ(rows[1].front().second, "Một");
  EXPECT_EQ(rows[2], rows[0]);
}

TEST_F(KeptRows, AreNotReadFromAListThatWasChanged) {
  std::ofstream(kept_.file, std::ios::app) << "Bốn;4\n";
  EXPECT_EQ(failureOf(2), base::Code::integrity);
}

TEST_F(KeptRows, AreMissedWhenTheListWasTakenAway) {
  std::filesystem::remove(kept_.file);
  EXPECT_EQ(failureOf(2), base::Code::notFound);
}

TEST_F(KeptRows, StandInTheList) {
  EXPECT_EQ(failureOf(9), base::Code::integrity);
}

}  // namespace
}  // namespace thongbao::pull
