#include "campaign/remake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/hash.h"
#include "campaign/plan.h"
#include "campaign/send.h"
#include "campaign/team.h"
#include "sign/keys.h"

namespace thongbao {
namespace {

using campaign::Remade;
using campaign::Remaker;
using test::seller;
using testing::HasSubstr;
using namespace std::chrono_literals;

/// Two warnings on paper that were sent.
class Remake : public testing::Test {
 protected:
  void send() {
    team_.keep({seller("1", "Shop \U0001F9E7 Một", "", "01"), seller("2", "Shop Hai", "", "01")});
    const auto pack = team_.pack("notice/counterfeit");
    team_.store->addCampaign({"a", pack.name, 1, {domain::Channel::print}, {}});
    campaign::plan(*team_.store, "a", pack, team_.catalogue, team_.profile,
                   base::Date{2026y / 11 / 24});
    campaign::approve(*team_.store, "a", "Nguyễn Thị Mẫu", pack, team_.catalogue, team_.profile,
                      team_.place);
    // By the real time, in which a test's certificates are valid.
    const base::SystemClock clock;
    const auto key = campaign::openSigningKey(team_.profile.sign, team_.place.folder, clock);
    const auto report = campaign::send(*team_.store, "a",
                                       {team_.place, team_.profile, clock, team_.random, key.get()},
                                       {}, [](const auto&) {});
    ASSERT_EQ(report.tally.accepted, 2U);
  }

  void signWith(const char* kind) {
    keys_.issue("officer", kind);
    team_.profile.sign = keys_.keyFile("officer");
    team_.profile.sign.pkcs12File = keys_.file("officer.p12");
    team_.profile.sign.password.file = keys_.file("pass");
  }

  std::vector<registry::BegunDocument> begun() {
    std::vector<registry::BegunDocument> all;
    const auto documents = team_.store->begunDocuments();
    while (auto document = documents->next()) all.push_back(std::move(*document));
    return all;
  }

  std::string kept(const registry::BegunDocument& document) {
    return base::readFile(team_.place.documents() / (document.sha256 + ".pdf"));
  }

  void expectAllSame() {
    workspace::SignSettings withoutKey = team_.profile.sign;
    withoutKey.pkcs12File.clear();
    Remaker remaker(withoutKey);
    const auto documents = begun();
    ASSERT_EQ(documents.size(), 2U);
    for (const auto& document : documents) {
      const Remade remade = remaker.make(document);
      EXPECT_EQ(remade.outcome, Remade::same) << remade.reason;
      EXPECT_TRUE(remade.bytes == kept(document));
    }
  }

  sign::Keys keys_;
  test::Team team_;
};

TEST_F(Remake, GivesTheBytesOfUnsignedDocuments) {
  send();
  EXPECT_TRUE(begun().front().signature.empty());
  expectAllSame();
}

TEST_F(Remake, GivesTheBytesOfSignedDocumentsWithoutTheKey) {
  signWith(sign::kRsa);
  send();
  EXPECT_FALSE(begun().front().signature.empty());
  expectAllSame();
}

TEST_F(Remake, GivesTheBytesThoughSignaturesOfTheKeyAreOfSeveralLengths) {
  signWith(sign::kEc);
  team_.profile.sign.agencyText = true;
  send();
  expectAllSame();
}

TEST_F(Remake, SaysThatTheMarksOfTheSignatureMayHaveChanged) {
  signWith(sign::kRsa);
  send();
  team_.profile.sign.agencyText = true;
  Remaker remaker(team_.profile.sign);
  const Remade remade = remaker.make(begun().front());
  EXPECT_EQ(remade.outcome, Remade::other);
  EXPECT_TRUE(remade.bytes.empty());
  EXPECT_THAT(remade.reason, HasSubstr("signature"));
}

TEST_F(Remake, TellsATextThatWasErasedAndOneThatWasChanged) {
  send();
  Remaker remaker(team_.profile.sign);
  registry::BegunDocument document = begun().front();
  document.notice += " ";
  const Remade changed = remaker.make(document);
  EXPECT_EQ(changed.outcome, Remade::other);
  EXPECT_THAT(changed.reason, HasSubstr("no longer in the register"));
  document.notice.clear();
  EXPECT_EQ(remaker.make(document).outcome, Remade::erased);
}

TEST_F(Remake, RefusesWhatIsKeptInThePlaceOfASignature) {
  signWith(sign::kRsa);
  send();
  Remaker remaker(team_.profile.sign);
  registry::BegunDocument document = begun().front();
  for (const std::string& signature : {std::string("%"), base::toBase64("not DER")}) {
    document.signature = signature;
    const Remade remade = remaker.make(document);
    EXPECT_EQ(remade.outcome, Remade::other);
    EXPECT_THAT(remade.reason, HasSubstr("signature"));
  }
}

}  // namespace
}  // namespace thongbao
