#include "register/support.h"

namespace thongbao::registry {

using base::Code;
using domain::DispatchState;
using domain::Grant;
using namespace std::chrono_literals;

class SendingTest : public RegisterTest {
 protected:
  SendingTest() {
    std::vector<SellerRecord> sellers;
    std::vector<std::int64_t> parties;
    for (int i = 1; i <= 40; ++i) {
      sellers.push_back(record(std::to_string(i)));
      parties.push_back(i);
    }
    keep(sellers);
    approve("dot-1", parties);
    reg().queue("dot-1");
  }

  domain::Intent intent(std::int64_t dispatch) const {
    return {dispatch,
            fmt::format("{:032x}", dispatch),
            std::string(64, 'a'),
            std::string(64, 'd'),
            {},
            "",
            ""};
  }
  Grant begin(std::int64_t dispatch, const MailLimits& limits = {}) {
    return reg().exchange("dot-1", {}, {intent(dispatch)}, limits).at(0);
  }
  DispatchState stateOf(std::int64_t dispatch) {
    return reg().dispatches("dot-1").at(static_cast<std::size_t>(dispatch - 1)).state;
  }
  MailNews news(const std::string& mail, std::int64_t dispatch, DispatchState says) const {
    return {mail, says, "automatic", {fmt::format("{:032x}", dispatch)}, "lời", "box", mail};
  }
  void expectWhole() {
    const Verdict verdict = reg().verify();
    EXPECT_TRUE(verdict.whole) << verdict.sentence;
  }
};

TEST_F(SendingTest, QueuesAllThatIsApprovedByOneEntry) {
  EXPECT_EQ(stateOf(1), DispatchState::queued);
  EXPECT_EQ(count("campaign.queued"), 1U);
  EXPECT_EQ(reg().queue("dot-1"), 0U);
  EXPECT_EQ(reg().dispatchCounts("dot-1").size(), 1U);
  expectWhole();
}

TEST_F(SendingTest, GivesWhatWaitsWithItsFrozenNotice) {
  WaitingFilter filter{"dot-1"};
  filter.after = 2;
  const auto waiting = reg().waiting(filter, 3);
  ASSERT_EQ(waiting.size(), 3U);
  EXPECT_EQ(waiting[0].dispatch.id, 3);
  EXPECT_EQ(waiting[0].dispatch.address, "shop3@post.example");
  EXPECT_EQ(base::sha256(waiting[0].notice), waiting[0].dispatch.noticeHash);
  filter.notTo = {waiting[0].domain};
  EXPECT_TRUE(reg().waiting(filter, 3).empty()) << "all are of one domain";
}

TEST_F(SendingTest, SettlesAndBeginsInOneStep) {
  EXPECT_EQ(begin(1).kind, Grant::given);
  const auto before = kinds().size();
  reg().exchange("dot-1", {{1, DispatchState::accepted, "250 ok", {}}}, {intent(2), intent(3)}, {});
  EXPECT_EQ(kinds().size(), before + 3);
  EXPECT_EQ(stateOf(1), DispatchState::accepted);
  EXPECT_EQ(stateOf(2), DispatchState::sending);
  expectWhole();
}

TEST_F(SendingTest, KeepsNothingOfAStepThatHasAMistake) {
  begin(1);
  EXPECT_EQ(codeOf([&] {
              reg().exchange("dot-1",
                             {{1, DispatchState::accepted, "250", {}},
                              {2, DispatchState::accepted, "never begun", {}}},
                             {}, {});
            }),
            Code::usage);
  EXPECT_EQ(stateOf(1), DispatchState::sending);
  expectWhole();
}

TEST_F(SendingTest, BeginsNoDispatchTwice) {
  EXPECT_EQ(begin(1).kind, Grant::given);
  EXPECT_EQ(begin(1).kind, Grant::never);
  reg().exchange("dot-1", {{1, DispatchState::accepted, "250", {}}}, {}, {});
  EXPECT_EQ(begin(1).kind, Grant::never);
}

TEST_F(SendingTest, SendsNeverOneMoreInAnyMinuteThanTheLimit) {
  const MailLimits limits{"doi1@qltt.example", 3, 0, 0};
  std::vector<base::Instant> begun;
  for (std::int64_t dispatch = 1; dispatch <= 20;) {
    const Grant grant = begin(dispatch, limits);
    if (grant.kind == Grant::given) {
      begun.push_back(clock_.now());
      ++dispatch;
      clock_.advance(700ms);
    } else {
      EXPECT_FALSE(grant.ofDomain);
      EXPECT_LE(grant.until - clock_.now(), 62s);
      clock_.advance(std::max(grant.until - clock_.now(), 1ms));
    }
    close();
    open();
  }
  for (std::size_t i = 3; i < begun.size(); ++i)
    EXPECT_GT(begun[i] - begun[i - 3], 60s) << "mail " << i;
}

TEST_F(SendingTest, CountsHoursBySenderAndByDomain) {
  const MailLimits limits{"doi1@qltt.example", 0, 5, 2};
  EXPECT_EQ(begin(1, limits).kind, Grant::given);
  EXPECT_EQ(begin(2, limits).kind, Grant::given);
  const Grant third = begin(3, limits);
  EXPECT_EQ(third.kind, Grant::later);
  EXPECT_TRUE(third.ofDomain);
  EXPECT_EQ(begin(3, {"doi2@qltt.example", 0, 5, 2}).kind, Grant::given) << "another sender";
  clock_.advance(std::chrono::floor<std::chrono::milliseconds>(third.until - clock_.now()) - 1ms);
  EXPECT_EQ(begin(4, limits).kind, Grant::later);
  clock_.advance(1ms);
  EXPECT_EQ(begin(4, limits).kind, Grant::given);
}

TEST_F(SendingTest, CountsWhatWasSentBeforeTheClockWasSetBack) {
  const MailLimits limits{"doi1@qltt.example", 2, 0, 0};
  begin(1, limits);
  begin(2, limits);
  clock_.advance(-48h);
  const Grant grant = begin(3, limits);
  EXPECT_EQ(grant.kind, Grant::later);
  EXPECT_LE(grant.until - clock_.now(), 62s) << "not for two days";
  clock_.advance(62s);
  EXPECT_EQ(begin(3, limits).kind, Grant::given);
  expectWhole();
}

TEST_F(SendingTest, BeginsNothingOfAPausedCampaignAndGoesOnWhenItIsResumed) {
  begin(1);
  reg().pause("dot-1", {.officer = "Trần Thị Mẫu", .reason = "Sai mẫu"});
  EXPECT_EQ(begin(2).kind, Grant::never);
  EXPECT_EQ(reg().campaignState("dot-1"), CampaignState::paused);
  reg().exchange("dot-1", {{1, DispatchState::accepted, "250", {}}}, {}, {});
  EXPECT_EQ(stateOf(1), DispatchState::accepted) << "what was on the wire is settled";
  EXPECT_EQ(codeOf([&] { reg().pause("dot-1", {}); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().resume("dot-1", " "); }), Code::usage);
  reg().resume("dot-1", "Trần Thị Mẫu");
  EXPECT_EQ(begin(2).kind, Grant::given);
  EXPECT_EQ(codeOf([&] { reg().resume("dot-1", "Trần Thị Mẫu"); }), Code::usage);
  expectWhole();
}

TEST_F(SendingTest, CountsTroublesSinceTheCampaignWasResumed) {
  for (std::int64_t i = 1; i <= 4; ++i) begin(i);
  reg().exchange("dot-1",
                 {{1, DispatchState::accepted, "250", {}},
                  {2, DispatchState::refused, "550", {}},
                  {3, DispatchState::unknown, "", {}}},
                 {}, {});
  EXPECT_EQ(reg().troubles("dot-1").tried, 2U);
  EXPECT_EQ(reg().troubles("dot-1").trouble, 1U);
  reg().pause("dot-1", {.byRefusals = true, .counts = {2, 1}});
  reg().resume("dot-1", "Trần Thị Mẫu");
  EXPECT_EQ(reg().troubles("dot-1").tried, 0U);
  reg().hear(news("m1", 1, DispatchState::bounced));
  EXPECT_EQ(reg().troubles("dot-1").trouble, 1U);
}

TEST_F(SendingTest, TurnsAcceptedIntoBouncedAndEntersEachMailOnce) {
  begin(1);
  reg().exchange("dot-1", {{1, DispatchState::accepted, "250", {}}}, {}, {});
  const Heard heard = reg().hear(news("m1", 1, DispatchState::bounced));
  EXPECT_TRUE(heard.changed);
  EXPECT_EQ(heard.dispatch, 1);
  EXPECT_EQ(stateOf(1), DispatchState::bounced);
  EXPECT_TRUE(reg().hear(news("m1", 1, DispatchState::bounced)).known);
  EXPECT_EQ(count("dispatch.bounced"), 1U);
  EXPECT_EQ(reg().mailboxCursor("box"), "m1");
  EXPECT_FALSE(reg().hear(news("m2", 1, DispatchState::delivered)).changed);
  EXPECT_TRUE(reg().hear(news("m3", 1, DispatchState::answered)).changed);
  EXPECT_EQ(stateOf(1), DispatchState::answered);
  expectWhole();
}

TEST_F(SendingTest, DecidesAnUnknownOneByWhatComesBack) {
  begin(1);
  reg().markAbandoned("dot-1");
  EXPECT_TRUE(reg().hear(news("m1", 1, DispatchState::bounced)).changed);
  EXPECT_EQ(stateOf(1), DispatchState::bounced);
  expectWhole();
}

TEST_F(SendingTest, LeavesADispatchAloneWhenAMachineAnsweredOrTheMailIsOfNoConcern) {
  begin(1);
  reg().exchange("dot-1", {{1, DispatchState::accepted, "250", {}}}, {}, {});
  MailNews absent = news("m1", 1, DispatchState::bounced);
  absent.says.reset();
  EXPECT_FALSE(reg().hear(absent).changed);
  EXPECT_EQ(reg().hear(news("m2", 39, DispatchState::bounced)).dispatch, 0) << "never sent";
  EXPECT_EQ(stateOf(1), DispatchState::accepted);
  EXPECT_EQ(count("mail.received"), 2U);
  expectWhole();
}

TEST_F(SendingTest, KeepsReceiptsOfWhatWasSent) {
  EXPECT_EQ(codeOf([&] {
              reg().acknowledge(1, {false, kDay, "ab", "Trần Thị Mẫu", ""});
            }),
            Code::usage)
      << "not sent yet";
  begin(1);
  reg().exchange("dot-1", {{1, DispatchState::accepted, "250", {}}}, {}, {});
  reg().acknowledge(1, {true, kDay, std::string(64, 'f'), "Trần Thị Mẫu", "RR123VN"});
  EXPECT_EQ(stateOf(1), DispatchState::acknowledged);
  EXPECT_EQ(count("dispatch.acknowledged"), 1U);
  expectWhole();
}

TEST_F(SendingTest, KeepsIntentAndOutcomeOfAPrintedLetterTogether) {
  EXPECT_EQ(reg().keepPrinted("dot-1", {intent(1), intent(1)},
                              {{1, DispatchState::accepted, "file", {}},
                               {1, DispatchState::accepted, "file", {}}}),
            1U);
  EXPECT_EQ(stateOf(1), DispatchState::accepted);
  expectWhole();
}

}  // namespace thongbao::registry
