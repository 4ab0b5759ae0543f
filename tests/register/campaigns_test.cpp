#include "register/support.h"

namespace thongbao::registry {

using base::Code;
using domain::DispatchState;

class CampaignsTest : public RegisterTest {
 protected:
  CampaignsTest() { keep({record("1"), record("2"), record("3")}); }
  static CampaignSpec spec(const std::string& name) {
    return {name, "notice/counterfeit", 1, {domain::Channel::mail}, {}};
  }
  CampaignState state(const std::string& name) { return reg().campaign(name).value().state; }
  std::vector<int> numbers(const std::string& campaign) {
    std::vector<int> all;
    for (const auto& dispatch : reg().dispatches(campaign))
      all.push_back(reg().notice(dispatch.noticeHash).value().notice.number);
    return all;
  }
};

TEST_F(CampaignsTest, AreKeptAsTheyWereMade) {
  CampaignSpec made = spec("Hàng giả đợt 1");
  made.channels = {domain::Channel::print, domain::Channel::mail};
  made.filter = {"shopee", "01", "Nguyễn Văn Mẫu"};
  made.step = 2;
  reg().addCampaign(made);
  const Campaign kept = reg().campaign("Hàng giả đợt 1").value();
  EXPECT_EQ(kept.spec.templateName, "notice/counterfeit");
  EXPECT_EQ(kept.spec.step, 2);
  EXPECT_EQ(kept.spec.channels, made.channels);
  EXPECT_EQ(kept.spec.filter.query, "Nguyễn Văn Mẫu");
  EXPECT_EQ(kept.spec.filter.province, "01");
  EXPECT_EQ(kept.state, CampaignState::created);
  EXPECT_EQ(kept.createdAt, "2026-11-24T03:00:00.000Z");
  EXPECT_EQ(reg().campaigns().size(), 1U);
  EXPECT_FALSE(reg().campaign("khác"));
  EXPECT_EQ(codeOf([&] { reg().addCampaign(made); }), Code::usage);
}

TEST_F(CampaignsTest, NeedANameATemplateAChannelAndAStep) {
  for (const CampaignSpec& bad :
       {CampaignSpec{"", "t", 1, {domain::Channel::mail}, {}},
        CampaignSpec{"a\nb", "t", 1, {domain::Channel::mail}, {}},
        CampaignSpec{"a", "", 1, {domain::Channel::mail}, {}}, CampaignSpec{"a", "t", 1, {}, {}},
        CampaignSpec{"a", "t", 0, {domain::Channel::mail}, {}}})
    EXPECT_EQ(codeOf([&] { reg().addCampaign(bad); }), Code::usage);
  EXPECT_TRUE(reg().campaigns().empty());
}

TEST_F(CampaignsTest, ReplaceTheirPlanUntilTheyAreApproved) {
  reg().addCampaign(spec("dot-1"));
  plan("dot-1", {1, 2});
  reg().keepPlan("dot-1", kDay,
                 {{3, "Shop 3", {{domain::Channel::mail, "c@post.example"}}, "", ""},
                  {1, "Shop 1", {}, "no_address", "không có địa chỉ"}});
  const auto kept = reg().plan("dot-1");
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].ways[0].address, "c@post.example");
  EXPECT_EQ(kept[1].skipped, "no_address");
  EXPECT_EQ(kept[1].detail, "không có địa chỉ");
  EXPECT_EQ(state("dot-1"), CampaignState::planned);
  approvePlanned("dot-1");
  EXPECT_EQ(reg().dispatches("dot-1").size(), 1U);
  EXPECT_EQ(codeOf([&] { plan("dot-1", {1}); }), Code::usage);
  EXPECT_EQ(codeOf([&] { plan("không có", {1}); }), Code::notFound);
}

TEST_F(CampaignsTest, RefuseAPlanThatWritesTwiceOrToNobody) {
  reg().addCampaign(spec("dot-1"));
  EXPECT_EQ(codeOf([&] { plan("dot-1", {1, 1}); }), Code::defect);
  EXPECT_EQ(codeOf([&] { plan("dot-1", {77}); }), Code::defect);
  EXPECT_EQ(codeOf([&] { approvePlanned("dot-1"); }), Code::usage) << "not planned";
  plan("dot-1", {});
  EXPECT_EQ(codeOf([&] { approvePlanned("dot-1"); }), Code::usage) << "no one";
}

TEST_F(CampaignsTest, NumberTheirNoticesFromOneEachYearAndSymbol) {
  approve("a", {1, 2});
  EXPECT_EQ(numbers("a"), (std::vector{1, 2}));
  approve("b", {1, 2}, true);
  EXPECT_EQ(numbers("b"), (std::vector{3, 3}));
  approve("c", {3});
  EXPECT_EQ(numbers("c"), std::vector{4});
  symbol_ = "ĐQLTT2";
  approve("d", {1, 2});
  EXPECT_EQ(numbers("d"), (std::vector{1, 2})) << "another symbol";
  symbol_ = "QLTT";
  reg().addCampaign(spec("e"));
  plan("e", {1, 2}, {std::chrono::year{2027}, std::chrono::January, std::chrono::day{4}});
  approvePlanned("e");
  EXPECT_EQ(numbers("e"), (std::vector{1, 2})) << "another year";
  approve("f", {1});
  EXPECT_EQ(numbers("f"), std::vector{5}) << "the old year goes on for documents of its date";
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(CampaignsTest, FreezeEachNoticeUnderItsHash) {
  approve("dot-1", {2});
  const auto dispatch = reg().dispatches("dot-1").front();
  EXPECT_EQ(dispatch.state, DispatchState::approved);
  EXPECT_EQ(dispatch.address, "shop2@post.example");
  const StoredNotice stored = reg().notice(dispatch.noticeHash).value();
  EXPECT_EQ(domain::hashOf(stored.notice), dispatch.noticeHash);
  EXPECT_EQ(stored.partyId, 2);
  EXPECT_EQ(stored.campaign, "dot-1");
  EXPECT_EQ(stored.issuedAt, "2026-11-24T03:00:00.000Z");
  EXPECT_FALSE(stored.erased);
  EXPECT_EQ(reg().noticesByCode(dispatch.noticeHash.substr(0, 12)).size(), 1U);
  EXPECT_TRUE(reg().noticesByCode("%").empty());
  EXPECT_TRUE(reg().noticesByCode("").empty());
  EXPECT_FALSE(reg().notice(dispatch.noticeHash.substr(0, 12)));
  const Campaign campaign = reg().campaign("dot-1").value();
  EXPECT_EQ(campaign.approvedBy, "Trần Thị Mẫu");
  EXPECT_EQ(campaign.approvedAt, "2026-11-24T03:00:00.000Z");
  EXPECT_EQ(campaign.documentDate, kDay);
}

TEST_F(CampaignsTest, GiveOutNoNumberWhenFreezingFails) {
  reg().addCampaign(spec("dot-1"));
  plan("dot-1", {1, 2});
  int calls = 0;
  EXPECT_THROW(reg().approve("dot-1", "Trần Thị Mẫu", false,
                             [&](const PlannedDispatch& planned, int number) {
                               if (++calls == 3) throw std::runtime_error("no form");
                               return noticeFor(planned, number, kDay);
                             }),
               std::runtime_error);
  EXPECT_EQ(count("notice.issued"), 0U);
  approvePlanned("dot-1");
  EXPECT_EQ(numbers("dot-1"), (std::vector{1, 2}));
}

TEST_F(CampaignsTest, RefuseANoticeThatTookAnotherNumber) {
  reg().addCampaign(spec("dot-1"));
  plan("dot-1", {1});
  EXPECT_EQ(codeOf([&] {
              reg().approve("dot-1", "Trần Thị Mẫu", false,
                            [&](const PlannedDispatch& planned, int) {
                              return noticeFor(planned, 99, kDay);
                            });
            }),
            Code::defect);
  EXPECT_EQ(codeOf([&] { reg().approve("dot-1", " ", false, {}); }), Code::usage);
}

TEST_F(CampaignsTest, AreNotApprovedTwiceNorAfterTheirPartiesWereJoined) {
  approve("a", {1});
  EXPECT_EQ(codeOf([&] { approvePlanned("a"); }), Code::usage);
  reg().addCampaign(spec("b"));
  plan("b", {2, 3});
  reg().link(2, 3, "Cùng chủ");
  EXPECT_EQ(codeOf([&] { approvePlanned("b"); }), Code::usage);
}

TEST_F(CampaignsTest, GuardAgainstWritingTwiceAcrossCampaigns) {
  const auto written = [&](std::int64_t party, const std::string& except = "") {
    return reg().alreadyWritten(party, "notice/counterfeit", except);
  };
  EXPECT_EQ(written(1), std::nullopt);
  approve("a", {1, 2});
  EXPECT_EQ(written(1), "a");
  EXPECT_EQ(written(1, "a"), std::nullopt) << "its own campaign";
  EXPECT_EQ(written(3), std::nullopt);
  EXPECT_EQ(reg().alreadyWritten(1, "notice/other", ""), std::nullopt);
  settle(take("a").value().id, DispatchState::refused, "550");
  EXPECT_EQ(written(1), std::nullopt) << "refused for good";
  settle(take("a").value().id, DispatchState::deferred, "451");
  EXPECT_EQ(written(2), "a");
  CampaignSpec reminder = spec("b");
  reminder.step = 2;
  reg().addCampaign(reminder);
  EXPECT_EQ(written(2, "b"), std::nullopt) << "a reminder is another step";
  reg().cancel("a", "thử");
  EXPECT_EQ(written(2), std::nullopt);
}

TEST_F(CampaignsTest, BeginADispatchOnceAndKeepItsOutcome) {
  approve("dot-1", {1, 2});
  const auto first = take("dot-1").value(), second = take("dot-1").value();
  EXPECT_EQ(first.partyId, 1);
  EXPECT_EQ(second.partyId, 2);
  EXPECT_EQ(reg().dispatches("dot-1")[0].state, DispatchState::sending);
  EXPECT_FALSE(take("dot-1"));
  settle(first.id, DispatchState::accepted, "250 2.0.0\r\nqueued as 1F\xFF");
  settle(second.id, DispatchState::deferred, "451 later");
  EXPECT_EQ(take("dot-1").value().id, second.id) << "its time has come";
  const auto all = reg().dispatches("dot-1");
  EXPECT_EQ(all[0].state, DispatchState::accepted);
  EXPECT_EQ(all[0].reply, "250 2.0.0 queued as 1F\uFFFD");
  EXPECT_EQ(all[1].reply, "451 later");
  EXPECT_EQ(all[1].attempts, 2);
  EXPECT_EQ(codeOf([&] { settle(first.id, DispatchState::accepted); }), Code::usage);
  EXPECT_EQ(codeOf([&] { settle(99, DispatchState::accepted); }), Code::notFound);
  EXPECT_EQ(codeOf([&] { settle(second.id, DispatchState::planned); }), Code::defect);
  EXPECT_EQ(codeOf([&] { take("không có"); }), Code::notFound);
}

TEST_F(CampaignsTest, TryADeferredDispatchWhenItsTimeHasCome) {
  approve("dot-1", {1});
  const auto taken = take("dot-1").value();
  const auto again = clock_.now() + std::chrono::minutes(15);
  reg().exchange("dot-1", {{taken.id, DispatchState::deferred, "451", again}}, {}, {});
  EXPECT_FALSE(take("dot-1"));
  EXPECT_EQ(reg().nextTry("dot-1", domain::Channel::mail, clock_.now()), again);
  clock_.advance(std::chrono::minutes(15));
  EXPECT_TRUE(take("dot-1"));
}

TEST_F(CampaignsTest, FinishWhenNoDispatchCanChangeAnyMore) {
  approve("dot-1", {1, 2});
  settle(take("dot-1").value().id, DispatchState::accepted, "250");
  EXPECT_EQ(state("dot-1"), CampaignState::approved);
  settle(take("dot-1").value().id, DispatchState::refused, "550");
  EXPECT_EQ(state("dot-1"), CampaignState::finished);
  EXPECT_EQ(kinds().back(), "campaign.finished");
  EXPECT_EQ(codeOf([&] { reg().cancel("dot-1", "muộn"); }), Code::usage);
}

TEST_F(CampaignsTest, LeaveToAnOfficerWhatADeadProcessWasSending) {
  approve("dot-1", {1, 2});
  take("dot-1");
  close();
  open();
  EXPECT_EQ(reg().markAbandoned("dot-1"), 1U);
  EXPECT_EQ(reg().markAbandoned("dot-1"), 0U);
  EXPECT_EQ(reg().dispatches("dot-1")[0].state, DispatchState::unknown);
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(take("dot-1").value().partyId, 2) << "an unknown one is not sent again blindly";
  EXPECT_EQ(codeOf([&] { reg().resolve({1}, true, ""); }), Code::usage);
  reg().resolve({1}, false, "Trần Thị Mẫu");
  EXPECT_EQ(codeOf([&] { reg().resolve({1}, true, "Trần Thị Mẫu"); }), Code::usage);
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(take("dot-1").value().partyId, 1);
  reg().markAbandoned("dot-1");
  reg().resolve({1}, true, "Trần Thị Mẫu");
  EXPECT_EQ(reg().dispatches("dot-1")[0].state, DispatchState::accepted);
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(CampaignsTest, CancelOnlyWhatIsNotOnTheWire) {
  approve("dot-1", {1, 2, 3});
  const auto onTheWire = take("dot-1").value();
  EXPECT_EQ(codeOf([&] { reg().cancel("dot-1", ""); }), Code::usage);
  reg().cancel("dot-1", "Nhầm mẫu");
  EXPECT_EQ(state("dot-1"), CampaignState::cancelled);
  const auto all = reg().dispatches("dot-1");
  EXPECT_EQ(all[0].state, DispatchState::sending);
  EXPECT_EQ(all[1].state, DispatchState::cancelled);
  EXPECT_EQ(all[2].state, DispatchState::cancelled);
  EXPECT_FALSE(take("dot-1"));
  settle(onTheWire.id, DispatchState::deferred, "451");
  EXPECT_EQ(reg().dispatches("dot-1")[0].state, DispatchState::cancelled);
  EXPECT_EQ(state("dot-1"), CampaignState::cancelled);
  EXPECT_EQ(codeOf([&] { reg().cancel("dot-1", "lại"); }), Code::usage);
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(CampaignsTest, TellWhatAPartyWasSent) {
  approve("dot-1", {1});
  clock_.advance(std::chrono::minutes(1));
  settle(take("dot-1").value().id, DispatchState::accepted, "250");
  const auto sent = reg().sentTo(1);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].campaign, "dot-1");
  EXPECT_EQ(sent[0].templateName, "notice/counterfeit");
  EXPECT_EQ(sent[0].number, "01/TB-QLTT");
  EXPECT_EQ(sent[0].at, "2026-11-24T03:01:00.000Z");
  EXPECT_TRUE(reg().sentTo(2).empty());
}

}  // namespace thongbao::registry
