#include "campaign/freeze.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "campaign/team.h"
#include "document/markdown.h"

namespace thongbao {
namespace {

using namespace std::chrono_literals;
constexpr base::Date kDay{2026y / 11 / 24};

class Freeze : public testing::Test {
 protected:
  base::Json sample() const {
    const auto file = pack_.folder / "sample.json";
    return base::parseJson(base::readFile(file), file.string());
  }

  test::Team team_;
  tmpl::Pack pack_ = team_.pack("notice/counterfeit");
  campaign::Freezer freezer_{pack_, team_.catalogue, team_.profile.agency, kDay};
};

TEST_F(Freeze, FillsTheNoticeOfOneParty) {
  const domain::Notice notice = freezer_.freeze(sample(), "  Shop\nMột ", 7).notice;
  EXPECT_EQ(notice.number, 7);
  EXPECT_EQ(notice.date, kDay);
  EXPECT_EQ(notice.agency, team_.profile.agency);
  EXPECT_EQ(notice.addressees, std::vector<std::string>{"Shop Một"});
  EXPECT_EQ(notice.legalBasis.size(), pack_.legalBasis.size());
  EXPECT_EQ(notice.provisions, pack_.provisions);
  EXPECT_TRUE(notice.body.ends_with("./."));
}

TEST_F(Freeze, GivesTheTreeOfTheFrozenBody) {
  const campaign::Frozen frozen = freezer_.freeze(sample(), "Shop", 1);
  EXPECT_EQ(frozen.body, document::readMarkdown(frozen.notice.body, pack_.name));
}

TEST_F(Freeze, LeavesNothingOfOnePartyToTheNext) {
  base::Json other = sample();
  other["party"]["name"] = "Shop Khác";
  const domain::Notice first = freezer_.freeze(sample(), "Shop", 1).notice;
  freezer_.freeze(other, "Shop Khác", 2);
  EXPECT_EQ(freezer_.freeze(sample(), "Shop", 1).notice, first);
}

TEST_F(Freeze, RefusesDataWithoutAFieldOfTheTemplate) {
  base::Json incomplete = sample();
  incomplete.erase("agency");
  try {
    freezer_.freeze(incomplete, "Shop", 1);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_THAT(error.place().file, testing::HasSubstr("body.md"));
  }
}

TEST_F(Freeze, MayBeUsedBySeveralThreadsAtOnce) {
  const base::Json data = sample();
  const domain::Notice expected = freezer_.freeze(data, "Shop", 1).notice;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int times = 0; times < 20; ++times)
        EXPECT_EQ(freezer_.freeze(data, "Shop", 1).notice, expected);
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace thongbao
