#include <fstream>
#include <sstream>

#include "register/verify_support.h"

namespace thongbao::registry {

using base::Code;
using domain::DispatchState;

namespace {

constexpr const char* kName = "Nguyễn Thị Xóa";
constexpr const char* kPhone = "+84912000777";
constexpr const char* kAddress = "Số 7 ngõ Mẫu, phường Thử Nghiệm";

}  // namespace

/// Two accounts of one person, and a stranger.
class ErasingTest : public VerifyTest {
 protected:
  ErasingTest() {
    keep({record("xoa-1", person), record("xoa-2", person), record("con-lai")}, "ee55");
    party_ = partyOf("xoa-1");
    reg().link(party_, partyOf("con-lai"), "Cùng là của Nguyễn Thị Xóa");
    reg().unlink(party_, idOf("con-lai"), "Không phải Nguyễn Thị Xóa");
  }

  static void person(domain::Seller& seller) {
    seller.legalName = kName;
    seller.phone = kPhone;
    seller.address = kAddress;
    seller.province = "01";
  }

  std::int64_t idOf(const std::string& account) {
    for (const SellerView& view : reg().sellers({}))
      if (view.seller.key.accountId == account) return view.id;
    return 0;
  }
  std::int64_t partyOf(const std::string& account) {
    const auto view = reg().seller(idOf(account));
    return view ? view->partyId : 0;
  }

  std::vector<Erased> erase() {
    const auto erased = reg().erase({party_}, "Trần Thị Mẫu", "Theo yêu cầu");
    reg().rewrite();
    return erased;
  }

  /// Whether the register's file, or the log beside it, has the bytes.
  bool isInFile(const std::string& bytes) const {
    std::string all;
    for (const char* suffix : {"", "-wal", "-journal"}) {
      std::ifstream file(file_.string() + suffix, std::ios::binary);
      std::ostringstream text;
      if (file) text << file.rdbuf();
      all += text.str();
    }
    return all.find(bytes) != std::string::npos;
  }

  void expectWhole() {
    const Verdict verdict = reg().verify();
    EXPECT_TRUE(verdict.whole) << verdict.firstBroken << verdict.sentence;
    const std::string said = script();
    EXPECT_NE(said.find("exit 0"), std::string::npos) << said;
  }

  std::int64_t party_ = 0;
};

TEST_F(ErasingTest, TakesTheBytesOutOfTheFileAndLeavesTheChainWhole) {
  keep({record("xoa-1", [](domain::Seller& s) { s.phone = "+84912000888"; })}, "ff66");
  approve("dot-9", {partyOf("con-lai")});
  reg().addCampaign({"dot-10", "notice/counterfeit", 1, {domain::Channel::mail}, {}});
  plan("dot-10", {party_});
  plan("dot-10", {party_, partyOf("con-lai")});
  const std::string folded = "nguyen thi xoa";
  for (const std::string& bytes : {std::string(kName), std::string(kPhone), std::string(kAddress),
                                   std::string("+84912000888"), std::string("xoa-2"), folded})
    EXPECT_TRUE(isInFile(bytes)) << bytes;
  const auto erased = erase();
  ASSERT_EQ(erased.size(), 1U);
  EXPECT_EQ(erased[0].accounts.size(), 2U);
  EXPECT_EQ(erased[0].records, 3);
  EXPECT_EQ(erased[0].texts, 2);
  for (const std::string& bytes : {std::string(kName), std::string(kPhone), std::string(kAddress),
                                   std::string("+84912000888"), std::string("xoa-2"), folded})
    EXPECT_FALSE(isInFile(bytes)) << bytes;
  EXPECT_TRUE(isInFile("con-lai"));
  expectWhole();
}

TEST_F(ErasingTest, KeepsWhatWasSent) {
  approve("dot-9", {party_});
  const auto begun = take("dot-9");
  ASSERT_TRUE(begun);
  settle(begun->id, DispatchState::accepted, "250 OK");
  EXPECT_EQ(erase().at(0).notices, 1);
  const auto dispatches = reg().dispatches("dot-9");
  ASSERT_EQ(dispatches.size(), 1U);
  EXPECT_EQ(dispatches[0].address, fmt::format("shop{}@post.example", party_));
  EXPECT_EQ(dispatches[0].reply, "250 OK");
  EXPECT_FALSE(reg().notice(dispatches[0].noticeHash).value().notice.addressees.empty());
  expectWhole();
}

TEST_F(ErasingTest, RefusesWhileSomethingIsOnItsWay) {
  approve("dot-9", {party_});
  EXPECT_EQ(codeOf([&] { erase(); }), Code::usage);
  const auto begun = take("dot-9");
  EXPECT_EQ(codeOf([&] { erase(); }), Code::usage);
  settle(begun->id, DispatchState::unknown);
  std::string sentence;
  EXPECT_EQ(codeOf([&] { reg().erasable({party_}); }, &sentence), Code::usage);
  EXPECT_NE(sentence.find("dot-9"), std::string::npos) << sentence;
  EXPECT_TRUE(isInFile(kName));
  reg().resolve({begun->id}, true, "Trần Thị Mẫu");
  EXPECT_EQ(erase().at(0).accounts.size(), 2U);
}

TEST_F(ErasingTest, RefusesWhatIsNoPartyAndAsksForOfficerAndReason) {
  EXPECT_EQ(codeOf([&] { reg().erasable({999}); }), Code::notFound);
  EXPECT_EQ(codeOf([&] { reg().erasable({idOf("xoa-2")}); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().erase({party_}, " ", "Theo yêu cầu"); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().erase({party_}, "Trần Thị Mẫu", ""); }), Code::usage);
}

TEST_F(ErasingTest, TellsBeforehandWhatWillBeErasedAndErasesOnce) {
  const Erased before = reg().erasable({party_}).at(0);
  const std::size_t erasures = count("party.erased");
  const Erased first = erase().at(0), second = erase().at(0);
  EXPECT_EQ(before.accounts, first.accounts);
  EXPECT_EQ(before.records, first.records);
  EXPECT_EQ(before.texts, first.texts);
  EXPECT_FALSE(first.wasErased);
  EXPECT_TRUE(second.wasErased);
  EXPECT_EQ(count("party.erased"), erasures + 1);
}

TEST_F(ErasingTest, EverythingElseGoesOn) {
  const std::int64_t second = idOf("xoa-2"), stranger = idOf("con-lai");
  erase();
  EXPECT_TRUE(reg().sellers({"", "", "xóa"}).empty());
  const SellerView view = reg().seller(second).value();
  EXPECT_TRUE(view.seller.key.accountId.empty());
  EXPECT_TRUE(view.seller.name.empty());
  EXPECT_FALSE(view.lastSeen.empty());
  EXPECT_EQ(reg().party(party_).value().accounts.size(), 2U);
  EXPECT_NO_THROW(reg().suggest(100));
  for (const Candidate& candidate : candidatesOf({"x", "notice/counterfeit", 1, {}, {}}))
    EXPECT_NE(candidate.party.id, party_);
  EXPECT_EQ(codeOf([&] { reg().link(second, stranger, "Cùng chủ"); }), Code::usage);
  reg().importCommunes({"xa-phuong.csv", std::string(64, 'b')}, {{"00199", "Phường Láng", "01"}});
  expectWhole();
}

TEST_F(ErasingTest, ALaterListMakesTheAccountAnew) {
  const std::int64_t before = idOf("xoa-1");
  erase();
  open();
  keep({record("xoa-1", person), record("xoa-3", person)}, "ee56");
  EXPECT_GT(idOf("xoa-1"), before);
  EXPECT_EQ(partyOf("xoa-3"), idOf("xoa-1"));
  expectWhole();
}

TEST_F(ErasingTest, ARowOfALaterListIsNotTakenForTheErasedOne) {
  const auto withHash = [](std::int64_t hash) {
    domain::Seller seller;
    seller.key = {"shopee", "xoa-7"};
    return SellerRecord(seller, 1, hash);
  };
  keep({withHash(77)}, "ab12");
  party_ = partyOf("xoa-7");
  EXPECT_EQ(reg().rowsBefore("shopee", "1.0.0")->sellersOf(77).size(), 1U);
  erase();
  EXPECT_TRUE(reg().rowsBefore("shopee", "1.0.0")->sellersOf(77).empty());
}

TEST_F(ErasingTest, APlanWithAnErasedPartyIsMadeAgain) {
  reg().addCampaign({"dot-9", "notice/counterfeit", 1, {domain::Channel::mail}, {}});
  plan("dot-9", {party_, partyOf("con-lai")});
  erase();
  EXPECT_EQ(planOf("dot-9").size(), 1U);
  EXPECT_EQ(codeOf([&] { approvePlanned("dot-9"); }), Code::usage);
  plan("dot-9", {partyOf("con-lai")});
  approvePlanned("dot-9");
  expectWhole();
}

TEST_F(ErasingTest, FindsWhoWasNeverWrittenToAndIsSeenNoMore) {
  approve("dot-9", {partyOf("con-lai")});
  const base::Instant later = clock_.now() + std::chrono::hours(24);
  clock_.advance(std::chrono::hours(48));
  keep({record("moi")}, "ab34");
  const auto parties = reg().unwrittenSeenBefore(later);
  EXPECT_NE(std::find(parties.begin(), parties.end(), party_), parties.end());
  for (const std::int64_t other : {partyOf("con-lai"), partyOf("moi"), std::int64_t{5}})
    EXPECT_EQ(std::find(parties.begin(), parties.end(), other), parties.end()) << other;
  reg().erase(parties, "Trần Thị Mẫu", "Hết thời hạn lưu giữ");
  EXPECT_TRUE(reg().unwrittenSeenBefore(later).empty());
  expectWhole();
}

}  // namespace thongbao::registry
