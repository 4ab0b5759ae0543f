#include <functional>

#include "register/support.h"

namespace thongbao::registry {

using base::Code;
using domain::Seller;

class SuggestionsTest : public RegisterTest {
 protected:
  using Set = std::function<void(Seller&)>;
  static SellerRecord on(const std::string& platform, const std::string& account, const Set& set) {
    Seller seller;
    seller.key = {platform, account};
    seller.name = "Gian " + account;
    set(seller);
    return {seller, 1};
  }
  static Set at(const char* address, const char* legalName = "", const char* province = "01") {
    return [=](Seller& seller) {
      seller.address = address;
      seller.legalName = legalName;
      seller.province = province;
    };
  }

  std::vector<std::string> reasonsOf(const Suggestion& suggestion) const {
    std::vector<std::string> kinds;
    for (const auto& reason : suggestion.reasons) kinds.push_back(reason.kind);
    return kinds;
  }

  /// Keeps two accounts of two platforms and expects one suggestion, or none for a score of 0.
  void expectSuggested(const Set& first, const Set& second, int score,
                       const std::vector<std::string>& reasons) {
    const std::string one = std::to_string(++round_), two = std::to_string(++round_);
    keep({on("shopee", one, first), on("zalo", two, second)}, one);
    const auto all = reg().suggest(100);
    ASSERT_EQ(all.size(), score ? 1U : 0U) << testing::PrintToString(reasons);
    if (score == 0) return;
    EXPECT_EQ(all[0].score, score);
    EXPECT_EQ(reasonsOf(all[0]), reasons);
    reg().unlink(all[0].a.id, all[0].b.id, "Đã xem");
  }

  int round_ = 0;
  static constexpr const char* kAddress = "Số 12 phố Mẫu, phường Láng, Hà Nội";
  static constexpr const char* kSameAddress = "12 Phố Mẫu, P. Láng, TP Hà Nội";
};

TEST_F(SuggestionsTest, ProposesAccountsOfOneHouseAndName) {
  expectSuggested(at(kAddress, "Nguyễn Văn Mẫu"), at(kSameAddress, "NGUYEN VAN MAU"), 80,
                  {"address_and_name"});
}

TEST_F(SuggestionsTest, ProposesAccountsOfOneHouseWithLessWeight) {
  expectSuggested(at(kAddress, "Nguyễn Văn Mẫu"), at(kSameAddress, "Trần Thị Thử"), 40,
                  {"address"});
}

TEST_F(SuggestionsTest, ProposesEqualLegalNamesOfOneProvinceOnly) {
  expectSuggested(at("", "Công ty TNHH Mẫu Vàng"), at("", "CÔNG TY TNHH MẪU VÀNG"), 50,
                  {"legal_name"});
  expectSuggested(at("", "Lê Văn Thử", "01"), at("", "Lê Văn Thử", "79"), 0, {});
  expectSuggested(at("", "Thủy"), at("", "Thủy"), 0, {});
}

TEST_F(SuggestionsTest, ProposesEqualHandlesOfDifferentPlatforms) {
  const auto url = [](const char* text) { return [text](Seller& seller) { seller.url = text; }; };
  expectSuggested(url("https://facebook.com/tui.mau.hn/?ref=1"), url("https://zalo.me/TuiMauHN"),
                  60, {"handle"});
  for (const char* other :
       {"https://shop.example/profile.php", "https://shop.example/12345678",
        "https://shop.example/abc1", "https://shop.example", "https://shop.example/t%C3%BAi-xinh"})
    expectSuggested(url(other), url(other), 0, {});
  keep({on("shopee", "gomsu_mau", [](Seller&) {}), on("shopee", "gomsu.mau", [](Seller&) {})}, "x");
  EXPECT_TRUE(reg().suggest(10).empty()) << "one platform gives a handle only once";
  keep({on("zalo", "gomsumau", [](Seller&) {})}, "y");
  EXPECT_EQ(reg().suggest(10).size(), 2U);
}

TEST_F(SuggestionsTest, ProposesBranchesOfOneEnterprise) {
  const auto code = [](const char* text) { return [text](Seller& s) { s.taxCode = text; }; };
  expectSuggested(code("0100233488"), code("0100233488-001"), 70, {"enterprise"});
  expectSuggested(code("0319116538-001"), code("0319116538-002"), 70, {"enterprise"});
  expectSuggested(code("001190000001"), code("001190000002"), 0, {});
}

TEST_F(SuggestionsTest, ProposesABankAccountWhoseBankIsNotKnown) {
  const auto bank = [](const char* number, const char* name) {
    return [=](Seller& s) {
      s.bankAccount = number;
      s.bankName = name;
    };
  };
  expectSuggested(bank("0123456789", "Ngân hàng Mẫu"), bank("0123456789", ""), 60,
                  {"bank_account"});
  expectSuggested(bank("99887766", "Ngân hàng Mẫu"), bank("99887766", "Ngân hàng Khác"), 0, {});
}

TEST_F(SuggestionsTest, AddsUpReasonsButIsNeverCertain) {
  const auto set = [](const char* code, const char* address) {
    return [=](Seller& s) {
      s.taxCode = code;
      s.address = address;
      s.legalName = "Công ty TNHH Mẫu Vàng";
      s.province = "01";
    };
  };
  expectSuggested(set("0100233488", kAddress), set("0100233488-001", kSameAddress), 99,
                  {"address_and_name", "enterprise"});
}

TEST_F(SuggestionsTest, PutsTheLikeliestFirstAndStopsWhereAsked) {
  keep({on("shopee", "1", at(kAddress, "Nguyễn Văn Mẫu")),
        on("shopee", "2", at(kAddress, "Lê Thử")),
        on("shopee", "3", at(kSameAddress, "Nguyễn Văn Mẫu"))});
  const auto all = reg().suggest(10);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].a.id, 1);
  EXPECT_EQ(all[0].b.id, 3);
  EXPECT_EQ(all[0].a.name, "Nguyễn Văn Mẫu");
  EXPECT_EQ(all[0].b.platform, "shopee");
  EXPECT_EQ(all[0].score, 80);
  EXPECT_EQ(reg().suggest(1).size(), 1U);
  EXPECT_EQ(reg().suggest(10, 41).size(), 1U);
  EXPECT_TRUE(reg().suggest(10, 81).empty());
}

TEST_F(SuggestionsTest, ProposesTwoPartiesOnce) {
  const auto set = [](const char* phone) {
    return [phone](Seller& s) {
      s.phone = phone;
      s.address = kAddress;
    };
  };
  keep({on("shopee", "1", set("+84912345678")), on("shopee", "2", set("+84912345678")),
        on("shopee", "3", set("+84912000001")), on("shopee", "4", set("+84912000001"))});
  const auto all = reg().suggest(10);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].a.partyId, 1);
  EXPECT_EQ(all[0].b.partyId, 3);
}

TEST_F(SuggestionsTest, DoesNotProposeByWhatMoreThanTwentyShare) {
  std::vector<SellerRecord> market;
  for (int i = 1; i <= 21; ++i) market.push_back(on("shopee", std::to_string(i), at(kAddress)));
  keep(market);
  EXPECT_TRUE(reg().suggest(1000).empty());
  keep({on("shopee", "22", at(kAddress, "Nguyễn Văn Mẫu")),
        on("zalo", "23", at(kAddress, "Nguyễn Văn Mẫu"))},
       "bb22");
  const auto all = reg().suggest(1000);
  ASSERT_EQ(all.size(), 1U) << "one name in the market is not the market's";
  EXPECT_EQ(all[0].score, 80);
}

TEST_F(SuggestionsTest, DoesNotProposeWhatIsOnePartyAlreadyOrUnlinkedByAnOfficer) {
  keep({on("shopee", "1", at(kAddress)), on("shopee", "2", at(kAddress)),
        on("shopee", "3", at(kAddress))});
  reg().link(1, 2, "Cùng chủ");
  EXPECT_EQ(reg().suggest(10).size(), 1U);
  reg().unlink(2, 3, "Hai người khác nhau");
  EXPECT_TRUE(reg().suggest(10).empty()) << "nor with another account of the same party";
  reg().link(1, 3, "Đã xác minh lại");
  reg().unlink(1, 2, "Hai người khác nhau");
  EXPECT_TRUE(reg().suggest(10).empty());
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(SuggestionsTest, LeavesNothingBehindAndAsksAgainAndAgain) {
  keep({on("shopee", "1", at(kAddress)), on("shopee", "2", at(kAddress))});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(reg().suggest(10).size(), 1U);
  keep({on("shopee", "3", at(kAddress))}, "bb22");
  EXPECT_EQ(reg().suggest(10).size(), 3U) << "the register may be written between";
}

}  // namespace thongbao::registry
