#include "delivery/simulator.h"

#include <gmock/gmock.h>

#include "delivery/incoming.h"
#include "delivery/mail.h"

namespace thongbao::delivery {
namespace {

using domain::DispatchState;

TEST(Simulator, DoesWhatTheLabelSays) {
  const std::vector<std::pair<std::string, DispatchState>> labels{
      {"accept", DispatchState::accepted},  {"refuse", DispatchState::refused},
      {"defer", DispatchState::deferred},   {"unknown", DispatchState::unknown},
      {"bounce", DispatchState::accepted},  {"ACCEPT", DispatchState::accepted},
      {"anything", DispatchState::refused}, {"accept.more", DispatchState::accepted},
  };
  for (const auto& [label, state] : labels) {
    const auto outcome = simulated("shop@" + label + ".simulator.thongbao.test");
    ASSERT_TRUE(outcome) << label;
    EXPECT_EQ(domain::toString(outcome->state), domain::toString(state)) << label;
    EXPECT_NE(outcome->reply, "") << label;
    EXPECT_FALSE(outcome->serverTrouble) << label;
  }
  EXPECT_EQ(simulated("shop@simulator.thongbao.test")->state, DispatchState::refused);
}

TEST(Simulator, LeavesEveryOtherAddressAlone) {
  for (const char* address :
       {"", "shop@shop.example", "accept.simulator.thongbao.test", "a@xsimulator.thongbao.test",
        "a@accept.simulator.thongbao.test.example", "a@accept.simulator.thongbao.test@b.example"})
    EXPECT_FALSE(simulated(address)) << address;
}

TEST(Simulator, LetsOnlyBouncingMailsComeBack) {
  EXPECT_TRUE(comesBack("a@bounce.simulator.thongbao.test"));
  EXPECT_FALSE(comesBack("a@accept.simulator.thongbao.test"));
  EXPECT_FALSE(comesBack("a@bounce.example"));
}

TEST(Simulator, GivesABounceThatIsUnderstood) {
  LostMail lost;
  lost.from = "doi1@qltt.example";
  lost.to = "shop@bounce.simulator.thongbao.test";
  lost.messageId = messageIdFor("thang-11", 1, 7, std::string(64, 'a'), lost.from);
  lost.date = *base::instantFromIso("2026-11-24T17:05:09.000Z");
  const std::string key = messageKey(lost.messageId);
  for (const std::string& returnTo : {lost.from, verpAddress("thu-hoi@qltt.example", key)}) {
    lost.returnTo = returnTo;
    const std::string bytes = simulatedBounce(lost);
    EXPECT_EQ(bytes, simulatedBounce(lost));
    const Incoming incoming = understand(bytes, {"thu-hoi@qltt.example", "qltt.example"});
    EXPECT_EQ(toString(incoming.sort), "bounced");
    EXPECT_THAT(incoming.keys, testing::ElementsAre(key));
    EXPECT_EQ(incoming.status, "5.1.1");
    EXPECT_EQ(incoming.diagnostic, "550 5.1.1 No such mailbox (simulated)");
    EXPECT_EQ(incoming.date, lost.date);
  }
}

}  // namespace
}  // namespace thongbao::delivery
