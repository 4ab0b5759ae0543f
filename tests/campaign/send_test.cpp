#include "campaign/send.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "campaign/plan.h"
#include "campaign/team.h"
#include "sign/keys.h"
#include "support/run.h"

namespace thongbao {
namespace {

using domain::DispatchState;
using test::seller;
using test::Team;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

/// Warnings on paper, approved and waiting.
class Send : public testing::Test {
 protected:
  void approveFor(const std::vector<domain::Seller>& sellers) {
    team_.keep(sellers);
    const auto pack = team_.pack("notice/counterfeit");
    team_.store->addCampaign({"a", pack.name, 1, {domain::Channel::print}, {}});
    campaign::plan(*team_.store, "a", pack, team_.catalogue, team_.profile,
                   base::Date{2026y / 11 / 24});
    campaign::approve(*team_.store, "a", "Nguyễn Thị Mẫu", pack, team_.catalogue, team_.profile,
                      team_.place);
  }
  campaign::SendReport send() { return sendBy(team_.clock); }
  /// By the real time, in which a test's certificates are valid.
  campaign::SendReport sendNow() { return sendBy(base::SystemClock()); }
  campaign::SendReport sendBy(const base::Clock& clock) {
    const auto key = campaign::openSigningKey(team_.profile.sign, team_.place.folder, clock);
    return campaign::send(*team_.store, "a",
                          {team_.place, team_.profile, clock, team_.random, key.get()}, {},
                          [](const auto&) {});
  }
  domain::Dispatch dispatch(std::size_t index) { return team_.store->dispatches("a").at(index); }

  Team team_;
};

TEST_F(Send, TellsWhichDocumentHasABoxForACharacterThatNoFontHas) {
  approveFor({seller("1", "Shop \U0001F9E7 Một", "", "01"), seller("2", "Shop Hai", "", "01")});
  const auto report = send();
  EXPECT_EQ(report.tally.accepted, 2U);
  ASSERT_EQ(report.boxed.all(), 1U);
  EXPECT_EQ(report.boxed.items().front().dispatch, dispatch(0).id);
  EXPECT_THAT(report.boxed.items().front().characters, ElementsAre("U+1F9E7"));
  std::string accepted;
  for (const auto& entry : team_.store->entries(1, 1000))
    if (entry.kind == "dispatch.begun" && entry.payload.find("boxes") != std::string::npos)
      accepted += entry.payload;
  EXPECT_THAT(accepted, HasSubstr(R"("boxes":["U+1F9E7"])"));
}

TEST_F(Send, SignsWhatItSendsWithTheKeyOfTheProfile) {
  sign::Keys keys;
  keys.issue("officer", sign::kRsa);
  team_.profile.sign = keys.keyFile("officer");
  team_.profile.sign.pkcs12File = keys.file("officer.p12");
  team_.profile.sign.password.file = keys.file("pass");
  approveFor({seller("1", "Shop Một", "", "01"), seller("2", "Shop Hai", "", "01")});
  EXPECT_EQ(sendNow().tally.accepted, 2U);
  std::size_t documents = 0;
  for (const auto& file : std::filesystem::directory_iterator(team_.place.documents())) {
    ++documents;
    const std::string said = test::run("pdfsig -nocert '" + file.path().string() + "' 2>&1");
    EXPECT_THAT(said, HasSubstr("Signature is Valid"));
    EXPECT_THAT(said, HasSubstr("Total document signed"));
    EXPECT_THAT(said, HasSubstr("officer"));
  }
  EXPECT_EQ(documents, 2U);
}

TEST_F(Send, SendsNothingWhenTheKeyDoesNotOpen) {
  sign::Keys keys;
  keys.issue("officer", sign::kRsa);
  team_.profile.sign = keys.keyFile("officer");
  team_.profile.sign.pkcs12File = keys.file("officer.p12");
  keys.writeSecret("pass", "sai mật khẩu");
  team_.profile.sign.password.file = keys.file("pass");
  approveFor({seller("1", "Shop Một", "", "01")});
  EXPECT_THROW(sendNow(), base::Error);
  EXPECT_EQ(dispatch(0).state, DispatchState::approved);
  EXPECT_TRUE(std::filesystem::is_empty(team_.place.documents()));
}

TEST_F(Send, SaysForEachDocumentWhyItCannotBeLaidOut) {
  for (int i = 0; i < 500; ++i) team_.profile.agency.issuingBody += " ĐỘI QUẢN LÝ THỊ TRƯỜNG";
  approveFor({seller("1", "Shop Một", "", "01"), seller("2", "Shop Hai", "", "01")});
  EXPECT_EQ(send().tally.refused, 2U);
  for (const auto& dispatch : team_.store->dispatches("a")) {
    EXPECT_EQ(dispatch.state, DispatchState::refused);
    EXPECT_FALSE(dispatch.reply.empty());
  }
}

TEST_F(Send, EndsWhenNoDocumentCanBeKeptWhichCostsNoLetterAnAttempt) {
  approveFor({seller("1", "Shop Một", "", "01")});
  std::filesystem::remove_all(team_.place.documents());
  std::ofstream(team_.place.documents()) << "a file where the folder was";
  EXPECT_THROW(send(), base::Error);
  EXPECT_EQ(dispatch(0).state, DispatchState::queued);
  EXPECT_EQ(dispatch(0).attempts, 0);

  std::filesystem::remove(team_.place.documents());
  std::filesystem::create_directory(team_.place.documents());
  EXPECT_EQ(send().tally.accepted, 1U);
}

}  // namespace
}  // namespace thongbao
