#include "campaign/plan.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "base/error.h"
#include "campaign/team.h"

namespace thongbao {
namespace {

using base::Date;
using registry::PlannedDispatch;
using test::seller;
using test::Team;
using namespace std::chrono_literals;

constexpr Date kDay{2026y / 11 / 24};

class Plan : public testing::Test {
 protected:
  void make(const std::string& name, const std::string& templateName,
            std::vector<domain::Channel> channels, const std::string& province = "") {
    team_.store->addCampaign({name, templateName, 1, std::move(channels), {"", province, ""}});
  }
  campaign::PlanCounts count(const std::string& name, const std::string& templateName,
                             Date day = kDay, const campaign::Told& told = {}) {
    return campaign::plan(*team_.store, name, team_.pack(templateName), team_.catalogue,
                          team_.profile, day, told);
  }
  std::vector<PlannedDispatch> plan(const std::string& name, const std::string& templateName,
                                    Date day = kDay) {
    count(name, templateName, day);
    return kept(name);
  }
  std::vector<PlannedDispatch> kept(const std::string& name) {
    std::vector<PlannedDispatch> all;
    const auto rows = team_.store->planned(name);
    while (auto planned = rows->next()) all.push_back(std::move(*planned));
    return all;
  }
  registry::Approved approve(const std::string& name, const std::string& templateName,
                             const campaign::Told& told = {}) {
    return campaign::approve(*team_.store, name, "Nguyễn Thị Mẫu", team_.pack(templateName),
                             team_.catalogue, team_.profile, team_.place, told);
  }
  domain::Notice noticeOf(const domain::Dispatch& dispatch) {
    return team_.store->notice(dispatch.noticeHash)->notice;
  }

  Team team_;
};

TEST_F(Plan, SkipsAPartyWithoutAnAddressForAnyChannelAndSaysSo) {
  team_.keep(
      {seller("1", "Shop Một", "mot@shop.example", "01"), seller("2", "Shop Hai", "", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  const auto planned = plan("a", "mailing/seller-duties");
  ASSERT_EQ(planned.size(), 2U);
  EXPECT_EQ(planned[0].ways.front().address, "mot@shop.example");
  EXPECT_EQ(planned[1].skipped, "no_address");
}

TEST_F(Plan, WritesThroughTheChannelsThatAPartyHasAnAddressFor) {
  team_.keep({seller("2", "Shop Hai", "", "01")});
  make("a", "notice/counterfeit", {domain::Channel::mail, domain::Channel::print});
  const auto planned = plan("a", "notice/counterfeit");
  ASSERT_EQ(planned.front().ways.size(), 1U);
  EXPECT_EQ(planned.front().ways.front().channel, domain::Channel::print);
  EXPECT_EQ(planned.front().detail, domain::shown(domain::Channel::mail));
}

TEST_F(Plan, SkipsAPartyOutsideTheAreaAndNamesWhereItIs) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01"),
              seller("2", "Shop Hai", "hai@shop.example", "79")});
  make("a", "mailing/seller-duties", {domain::Channel::mail}, "01");
  const auto planned = plan("a", "mailing/seller-duties");
  EXPECT_EQ(planned[0].skipped, "");
  EXPECT_EQ(planned[1].skipped, "outside_area");
  EXPECT_THAT(planned[1].detail, testing::HasSubstr("Hồ Chí Minh"));
}

TEST_F(Plan, SkipsAPartyOutsideTheCommune) {
  team_.store->importCommunes({"xa-phuong.csv", std::string(64, 'b')},
                              {{"00199", "Phường Láng", "01"}, {"00200", "Phường Mẫu", "01"}});
  auto first = seller("1", "Shop Một", "mot@shop.example", "01");
  first.commune = "P. Láng";
  auto second = seller("2", "Shop Hai", "hai@shop.example", "01");
  second.commune = "P. Mẫu";
  team_.keep({first, second});
  team_.store->addCampaign(
      {"a", "mailing/seller-duties", 1, {domain::Channel::mail}, {"", "01", "", "00199"}});
  const auto planned = plan("a", "mailing/seller-duties");
  ASSERT_EQ(planned.size(), 2U);
  EXPECT_EQ(planned[0].skipped, "");
  EXPECT_EQ(planned[1].skipped, "outside_area");
  approve("a", "mailing/seller-duties");
  EXPECT_EQ(team_.store->dispatches("a").size(), 1U);
}

TEST_F(Plan, WritesOnceToAPartyWithSeveralAccounts) {
  auto first = seller("1", "Shop Một", "mot@shop.example", "01");
  auto second = seller("2", "Shop Một 2", "mot@shop.example", "01");
  team_.keep({first, second});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  EXPECT_EQ(plan("a", "mailing/seller-duties").size(), 1U);
}

TEST_F(Plan, WritesOnceToAPersonWhosePullDiedBeforeItLinkedTheAccounts) {
  team_.keepAndDie({seller("1", "Shop Một", "mot@shop.example", "01"),
                    seller("2", "Shop Một 2", "mot@shop.example", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  EXPECT_EQ(plan("a", "mailing/seller-duties").size(), 1U);
}

TEST_F(Plan, SkipsAPersonWhoseNewAccountWasNotLinkedYet) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  plan("a", "mailing/seller-duties");
  approve("a", "mailing/seller-duties");
  team_.keepAndDie({seller("2", "Shop Một 2", "mot@shop.example", "01")});
  make("b", "mailing/seller-duties", {domain::Channel::mail});
  const auto planned = plan("b", "mailing/seller-duties");
  ASSERT_EQ(planned.size(), 1U);
  EXPECT_EQ(planned.front().skipped, "already_written");
}

TEST_F(Plan, SkipsWhoGotTheSameTextInAnEarlierCampaign) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  plan("a", "mailing/seller-duties");
  approve("a", "mailing/seller-duties");
  make("b", "mailing/seller-duties", {domain::Channel::mail});
  const auto planned = plan("b", "mailing/seller-duties");
  EXPECT_EQ(planned.front().skipped, "already_written");
  EXPECT_EQ(planned.front().detail, "a");
}

TEST_F(Plan, RefusesADayOnWhichACitedLawIsNotInForceYet) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  try {
    plan("a", "mailing/seller-duties", Date{2026y / 6 / 30});
    FAIL() << "planned for a day before the law";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_THAT(error.sentence(), testing::HasSubstr("122/2025/QH15"));
  }
}

TEST_F(Plan, ApprovalNumbersWarningsOneByOneAndCopiesOfAMailingTogether) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01"),
              seller("2", "Shop Hai", "hai@shop.example", "01")});
  make("warn", "notice/counterfeit", {domain::Channel::mail});
  plan("warn", "notice/counterfeit");
  approve("warn", "notice/counterfeit");
  make("mailing", "mailing/seller-duties", {domain::Channel::mail});
  plan("mailing", "mailing/seller-duties");
  approve("mailing", "mailing/seller-duties");

  std::vector<std::string> numbers;
  for (const char* name : {"warn", "mailing"})
    for (const auto& dispatch : team_.store->dispatches(name))
      numbers.push_back(domain::numberAndSymbol(noticeOf(dispatch)));
  EXPECT_THAT(numbers,
              testing::ElementsAre("01/TB-QLTT", "02/TB-QLTT", "03/TB-QLTT", "03/TB-QLTT"));
}

TEST_F(Plan, ApprovalFreezesRecipientDateAndText) {
  auto named = seller("1", "Shop Một", "mot@shop.example", "01");
  named.legalName = "Trần Văn Thử";
  team_.keep({named});
  make("a", "notice/counterfeit", {domain::Channel::mail});
  plan("a", "notice/counterfeit");
  approve("a", "notice/counterfeit");
  const domain::Notice notice = noticeOf(team_.store->dispatches("a").front());
  EXPECT_EQ(notice.addressees.front(), "Trần Văn Thử (Shop Một)");
  EXPECT_EQ(notice.date, kDay);
  EXPECT_EQ(domain::hashOf(notice), team_.store->dispatches("a").front().noticeHash);
  EXPECT_THAT(notice.legalBasis, testing::Not(testing::IsEmpty()));
}

TEST_F(Plan, ApprovalRefusesAProfileThatLacksTheSigner) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  make("a", "notice/counterfeit", {domain::Channel::mail});
  plan("a", "notice/counterfeit");
  team_.profile.agency.signer.name.clear();
  EXPECT_THROW(approve("a", "notice/counterfeit"), base::Error);
  EXPECT_EQ(team_.store->campaign("a")->state, registry::CampaignState::planned);
}

TEST_F(Plan, CountsWhoIsWrittenToAndWhoIsSkippedForWhat) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01"), seller("2", "Shop Hai", "", "01"),
              seller("3", "Shop Ba", "", "01"), seller("4", "Shop Bốn", "bon@shop.example", "79")});
  make("a", "mailing/seller-duties", {domain::Channel::mail}, "01");
  const campaign::PlanCounts counts = count("a", "mailing/seller-duties");
  EXPECT_EQ(counts.parties, 4U);
  EXPECT_EQ(counts.written, 1U);
  EXPECT_THAT(counts.skipped, testing::ElementsAre(testing::Pair("no_address", 2U),
                                                   testing::Pair("outside_area", 1U)));
}

TEST_F(Plan, StaysAsItWasWhenAnOfficerInterruptsTheNewOne) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01"),
              seller("2", "Shop Hai", "hai@shop.example", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  const auto before = plan("a", "mailing/seller-duties").size();
  const std::uint64_t entries = team_.store->verify().entries;
  const auto interrupt = [](std::uint64_t done) {
    if (done == 2) throw std::runtime_error("Ctrl-C");
  };
  EXPECT_THROW(count("a", "mailing/seller-duties", kDay, interrupt), std::runtime_error);
  EXPECT_EQ(kept("a").size(), before);
  EXPECT_THROW(approve("a", "mailing/seller-duties", interrupt), std::runtime_error);
  EXPECT_TRUE(team_.store->dispatches("a").empty());
  EXPECT_EQ(team_.store->verify().entries, entries);
  EXPECT_EQ(approve("a", "mailing/seller-duties").dispatches, 2U);
}

TEST_F(Plan, NamesThePartyForWhichATemplateCannotBeFilled) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  make("a", "mailing/seller-duties", {domain::Channel::mail});
  tmpl::Pack pack = team_.pack("mailing/seller-duties");
  pack.summary = tmpl::Mustache("{{party.nothing}}", "template.json, summary");
  try {
    campaign::plan(*team_.store, "a", pack, team_.catalogue, team_.profile, kDay);
    FAIL() << "a field that no party has was filled";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_THAT(error.sentence(), testing::AllOf(testing::HasSubstr("party.nothing"),
                                                 testing::HasSubstr("Shop Một")));
  }
  EXPECT_EQ(team_.store->campaign("a")->state, registry::CampaignState::created);
}

TEST_F(Plan, ApprovalFreezesAllOfAThousandInTheirOrder) {
  std::vector<domain::Seller> many;
  for (int i = 0; i < 1'000; ++i)
    many.push_back(seller(std::to_string(i), fmt::format("Shop {}", i),
                          i % 10 == 3 ? "" : fmt::format("shop{}@shop.example", i), "01"));
  team_.keep(many);
  make("a", "notice/counterfeit", {domain::Channel::mail});
  EXPECT_EQ(count("a", "notice/counterfeit").written, 900U);
  const registry::Approved approved = approve("a", "notice/counterfeit");
  EXPECT_EQ(approved.lastNumber, "900/TB-QLTT");
  int number = 0;
  for (const auto& dispatch : team_.store->dispatches("a")) {
    const domain::Notice notice = noticeOf(dispatch);
    EXPECT_EQ(notice.number, ++number);
    EXPECT_EQ(notice.addressees.front(), fmt::format("Shop {}", dispatch.partyId - 1));
  }
  EXPECT_TRUE(team_.store->verify().whole) << team_.store->verify().sentence;
}

TEST_F(Plan, ApprovalRefusesWhoGotTheTextSinceInAnotherCampaign) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  for (const char* name : {"a", "b"}) {
    make(name, "mailing/seller-duties", {domain::Channel::mail});
    plan(name, "mailing/seller-duties");
  }
  approve("a", "mailing/seller-duties");
  try {
    approve("b", "mailing/seller-duties");
    FAIL() << "the same text is sent twice";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::usage);
    EXPECT_THAT(error.sentence(), testing::HasSubstr("Shop Một"));
  }
}

TEST_F(Plan, AnApprovedCampaignIsNotPlannedAgain) {
  team_.keep({seller("1", "Shop Một", "mot@shop.example", "01")});
  make("a", "notice/counterfeit", {domain::Channel::mail});
  plan("a", "notice/counterfeit");
  approve("a", "notice/counterfeit");
  EXPECT_THROW(plan("a", "notice/counterfeit"), base::Error);
}

TEST_F(Plan, AHostileShopNameStaysTextInTheFrozenBody) {
  team_.keep({seller("1", "**Shop** {{party.email}} <script>|", "mot@shop.example", "01")});
  make("a", "notice/counterfeit", {domain::Channel::mail});
  plan("a", "notice/counterfeit");
  approve("a", "notice/counterfeit");
  EXPECT_THAT(noticeOf(team_.store->dispatches("a").front()).addressees.front(),
              testing::HasSubstr("**Shop** {{party.email}} <script>|"));
}

}  // namespace
}  // namespace thongbao
