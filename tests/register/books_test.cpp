#include <gmock/gmock.h>

#include "register/support.h"

namespace thongbao::registry {

using base::Code;
using domain::Channel;
using domain::DispatchState;
using testing::ElementsAre;
using testing::IsEmpty;

class BooksTest : public RegisterTest {
 protected:
  BooksTest() {
    keep({record("1", [](domain::Seller& seller) { seller.taxCode = "0100000001"; }), record("2"),
          record("3", [](domain::Seller& seller) { seller.taxCode = "0100000001"; })});
  }
  /// A campaign on paper to the parties, approved.
  void approvePrinted(const std::string& name, const std::vector<std::int64_t>& parties) {
    reg().addCampaign({name, "notice/counterfeit", 1, {Channel::print}, {}});
    std::vector<PlannedDispatch> planned;
    for (const std::int64_t party : parties)
      planned.push_back(
          {party, fmt::format("Party {}", party), {{Channel::print, "Số 1 phố Mẫu"}}, "", ""});
    keepPlan(name, planned);
    approvePlanned(name);
  }
  /// The next dispatch of the campaign, with this outcome.
  void settleNext(const std::string& campaign, DispatchState state, const char* reply = "") {
    if (const auto mail = take(campaign)) return settle(mail->id, state, reply);
    const std::int64_t id = reg().waiting({campaign, Channel::print}, 1).at(0).dispatch.id;
    const domain::Intent intent{id, "", std::string(64, 'a'), "", {}, "", ""};
    reg().keepPrinted(campaign, {intent}, {{id, state, reply, clock_.now()}});
  }
  std::vector<Outgoing> outgoing(int year) {
    std::vector<Outgoing> all;
    reg().eachOutgoing(year, [&all](const Outgoing& one) { all.push_back(one); });
    return all;
  }
  std::vector<std::string> posted(const PostedFilter& filter) {
    std::vector<std::string> all;
    reg().eachPosted(filter, [&all](const Posted& one) {
      all.push_back(one.way.dispatch.campaign + " " + one.stored.notice.addressees.at(0));
    });
    return all;
  }
};

TEST_F(BooksTest, GiveTheNoticesOfAYearInTheOrderOfTheirNumbers) {
  approve("a", {1});
  symbol_ = "ABC";
  approve("b", {2});
  symbol_ = "QLTT";
  approve("c", {2});
  reg().addCampaign({"d", "notice/counterfeit", 1, {Channel::mail}, {}});
  plan("d", {1}, base::Date{std::chrono::year{2027} / 1 / 4});
  approvePlanned("d");
  std::vector<std::string> numbers;
  for (const Outgoing& one : outgoing(2026))
    numbers.push_back(fmt::format("{}/{} {}", one.number, one.symbol, one.stored.campaign));
  EXPECT_THAT(numbers, ElementsAre("1/ABC b", "1/QLTT a", "2/QLTT c"));
  EXPECT_EQ(outgoing(2027).size(), 1U);
  EXPECT_EQ(outgoing(0).size(), 4U);
  EXPECT_THAT(outgoing(2025), IsEmpty());
}

TEST_F(BooksTest, SayWhenEachWayWasAcceptedWhateverFollowed) {
  approve("a", {1, 2});
  clock_.advance(std::chrono::minutes(5));
  settleNext("a", DispatchState::accepted, "250 queued");
  settleNext("a", DispatchState::refused, "550 no such user");
  const auto all = outgoing(2026);
  ASSERT_EQ(all.size(), 2U);
  const DispatchStory& first = all[0].ways.at(0);
  EXPECT_EQ(first.approvedAt, "2026-11-24T03:00:00.000Z");
  EXPECT_EQ(first.acceptedAt, "2026-11-24T03:05:00.000Z");
  EXPECT_EQ(first.dispatch.reply, "250 queued");
  EXPECT_EQ(first.dispatch.address, "shop1@post.example");
  EXPECT_EQ(all[1].ways.at(0).acceptedAt, "");
  EXPECT_EQ(all[1].ways.at(0).changedAt, "2026-11-24T03:05:00.000Z");
  EXPECT_EQ(all[1].ways.at(0).dispatch.state, DispatchState::refused);
  EXPECT_EQ(all[0].date, kDay);
}

TEST_F(BooksTest, CountAnOfficersWordAsAccepted) {
  approve("a", {1, 2});
  for (int i = 0; i < 2; ++i) take("a");
  reg().markAbandoned("a");
  clock_.advance(std::chrono::minutes(5));
  reg().resolve({1}, true, "Trần Thị Mẫu");
  reg().resolve({2}, false, "Trần Thị Mẫu");
  const auto all = outgoing(2026);
  EXPECT_EQ(all[0].ways.at(0).acceptedAt, "2026-11-24T03:05:00.000Z");
  EXPECT_EQ(all[1].ways.at(0).acceptedAt, "") << "to be sent again";
}

TEST_F(BooksTest, SayHowAPaperWasAcknowledged) {
  approvePrinted("a", {2});
  settleNext("a", DispatchState::accepted);
  reg().acknowledge(1, {true, kDay, "", "Trần Thị Mẫu", ""});
  const DispatchStory way = outgoing(2026).at(0).ways.at(0);
  EXPECT_EQ(way.acknowledgedHow, "post");
  EXPECT_EQ(way.acknowledgedOn, "2026-11-24");
  EXPECT_EQ(way.acceptedAt, "2026-11-24T03:00:00.000Z");
  EXPECT_THAT(posted({}), ElementsAre("a Party 2"));
}

TEST_F(BooksTest, NameTheNumberAndTheDayOfANoticeThatWasErased) {
  approve("a", {1});
  sql("UPDATE sealed SET salt = '' WHERE part IN ('notice', 'address')");
  const auto all = outgoing(2026);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].stored.erased);
  EXPECT_EQ(all[0].number, 1);
  EXPECT_EQ(all[0].date, kDay);
  EXPECT_EQ(all[0].ways.at(0).dispatch.address, "") << "a digest is no address";
}

TEST_F(BooksTest, GiveThePrintedLettersThatWereAccepted) {
  approve("thu", {2});
  settleNext("thu", DispatchState::accepted);
  approvePrinted("a", {1, 2});
  settleNext("a", DispatchState::refused, "no room");
  settleNext("a", DispatchState::accepted);
  clock_.advance(std::chrono::hours(14));  // 00:00 of the next day in Vietnam
  approvePrinted("b", {1});
  settleNext("b", DispatchState::accepted);
  EXPECT_THAT(posted({}), ElementsAre("a Party 2", "b Party 1"));
  EXPECT_THAT(posted({"a", {}, {}}), ElementsAre("a Party 2"));
  const auto next = base::Date{std::chrono::sys_days(kDay) + std::chrono::days(1)};
  EXPECT_THAT(posted({"", next, next}), ElementsAre("b Party 1"));
  EXPECT_THAT(posted({"", kDay, kDay}), ElementsAre("a Party 2"));
  EXPECT_THAT(posted({"b", kDay, kDay}), IsEmpty());
  EXPECT_EQ(codeOf([&] { posted({"không có", {}, {}}); }), Code::notFound);
}

TEST_F(BooksTest, GiveEveryDispatchAndEveryPartyWithItsAccounts) {
  approve("a", {1, 2});
  settleNext("a", DispatchState::accepted);
  std::vector<std::string> dispatches;
  reg().eachStory([&](const DispatchStory& story) {
    dispatches.push_back(fmt::format("{} {} {}", story.dispatch.id, story.number,
                                     domain::toString(story.dispatch.state)));
  });
  EXPECT_THAT(dispatches, ElementsAre("1 1 accepted", "2 2 queued"));
  std::vector<std::string> parties;
  reg().eachParty([&](const domain::Party& party) {
    std::string text = std::to_string(party.id);
    for (const auto& account : party.accounts)
      text += " " + account.key.platform + account.key.accountId;
    parties.push_back(text);
  });
  EXPECT_THAT(parties, ElementsAre("1 shopee1 shopee3", "2 shopee2"));
}

}  // namespace thongbao::registry
