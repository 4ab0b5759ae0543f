#include "register/support.h"

namespace thongbao::registry {

using base::Code;

class PartiesTest : public RegisterTest {
 protected:
  static SellerRecord shop(const std::string& account, const std::string& phone,
                           const std::string& email = {}) {
    return record(account, [&](domain::Seller& seller) {
      seller.phone = phone;
      seller.email = email;
    });
  }
  static SellerRecord plain(const std::string& account) { return record(account); }

  std::vector<std::int64_t> partyOfEach() {
    std::vector<std::int64_t> parties;
    for (const SellerView& view : reg().sellers({})) parties.push_back(view.partyId);
    return parties;
  }
  using Ids = std::vector<std::int64_t>;
  static constexpr const char* kPhone = "+84912345678";
};

TEST_F(PartiesTest, LinksAccountsByEachStrongKeyAndSaysWhy) {
  const std::pair<const char*, std::string domain::Seller::*> keys[] = {
      {"tax_code", &domain::Seller::taxCode},
      {"identity_number", &domain::Seller::identityNumber},
      {"phone", &domain::Seller::phone},
      {"email", &domain::Seller::email}};
  std::int64_t first = 1;
  for (const auto& [reason, field] : keys) {
    const auto set = [&, f = field](domain::Seller& seller) { seller.*f = "key-1"; };
    keep({record(std::string("a") + reason, set), record(std::string("b") + reason, set)});
    const std::int64_t party = reg().seller(first).value().partyId;
    EXPECT_EQ(reg().seller(first + 1).value().partyId, party) << reason;
    const domain::Party linked = reg().party(party).value();
    ASSERT_EQ(linked.links.size(), 1U);
    EXPECT_EQ(linked.links[0].sellerId, first + 1);
    EXPECT_EQ(linked.links[0].reason, reason);
    EXPECT_EQ(linked.links[0].value, "key-1");
    first += 2;
  }
}

TEST_F(PartiesTest, DoesNotLinkByNameOrAddress) {
  const auto set = [](domain::Seller& seller) {
    seller.name = "Shop";
    seller.legalName = "Nguyễn Văn Mẫu";
    seller.address = "Số 1, Hà Nội";
  };
  keep({record("1", set), record("2", set)});
  EXPECT_EQ(partyOfEach(), (Ids{1, 2}));
}

TEST_F(PartiesTest, JoinsTwoPartiesThatAThirdAccountConnects) {
  keep({shop("1", kPhone), shop("2", "", "b@post.example"), shop("3", kPhone, "b@post.example")});
  EXPECT_EQ(partyOfEach(), (Ids{1, 1, 1}));
  EXPECT_EQ(reg().party(2).value().id, 1) << "an earlier number leads to the joined party";
  EXPECT_EQ(parties().size(), 1U);
  EXPECT_EQ(reg().party(1).value().links.size(), 2U);
}

TEST_F(PartiesTest, LinksAnAccountWhenItsKeyBecomesKnownLater) {
  keep({shop("1", kPhone), plain("2")});
  EXPECT_EQ(partyOfEach(), (Ids{1, 2}));
  keep({shop("2", kPhone)}, "bb22");
  EXPECT_EQ(partyOfEach(), (Ids{1, 1}));
  EXPECT_TRUE(reg().verify().whole);
}

TEST_F(PartiesTest, GivesThePartysAccountsInTheOrderInWhichTheyWereSeen) {
  keep({shop("1", kPhone), plain("2"), shop("3", kPhone)});
  Ids ids;
  for (const SellerView& view : reg().accountsOfParty(1)) ids.push_back(view.id);
  EXPECT_EQ(ids, (Ids{1, 3}));
  EXPECT_TRUE(reg().accountsOfParty(99).empty());
}

TEST_F(PartiesTest, LinksThousandsOfSellersCorrectly) {
  std::vector<SellerRecord> list;
  for (int i = 0; i < 5'000; ++i)
    list.push_back(shop(std::to_string(i), fmt::format("+8491{:07}", i % 2'500),
                        i % 2'500 < 10 ? "nhom@post.example" : ""));
  keep(list);
  const auto found = parties();
  ASSERT_EQ(found.size(), 2'491U);
  EXPECT_EQ(found[0].accounts.size(), 20U);
  for (std::size_t i = 1; i < found.size(); ++i) {
    ASSERT_EQ(found[i].accounts.size(), 2U);
    EXPECT_EQ(found[i].accounts[0].phone, found[i].accounts[1].phone);
  }
  EXPECT_TRUE(reg().verify().whole);
}

TEST_F(PartiesTest, LinksByABankAccountOfOneBank) {
  const auto set = [](const char* bank) {
    return [bank](domain::Seller& seller) {
      seller.bankAccount = "0123456789";
      seller.bankName = bank;
    };
  };
  keep({record("1", set("Ngân hàng Mẫu")), record("2", set("NGÂN HÀNG MẪU")),
        record("3", set("Ngân hàng Khác")), record("4", set(""))});
  EXPECT_EQ(partyOfEach(), (Ids{1, 1, 3, 4}));
  EXPECT_EQ(reg().party(1).value().links.at(0).reason, "bank_account");
}

TEST_F(PartiesTest, TakesATaxCodeOfTwelveDigitsForThePersonsIdentityNumber) {
  keep({record("1", [](domain::Seller& seller) { seller.taxCode = "001190000001"; }),
        record("2", [](domain::Seller& seller) { seller.identityNumber = "001190000001"; })});
  EXPECT_EQ(partyOfEach(), (Ids{1, 1}));
  EXPECT_EQ(reg().party(1).value().links.at(0).reason, "identity_number");
}

TEST_F(PartiesTest, LinksByAKeyThatAnAccountHadBefore) {
  keep({shop("1", kPhone)});
  keep({shop("1", "+84912000001")}, "bb22");
  keep({shop("2", kPhone)}, "cc33");
  EXPECT_EQ(partyOfEach(), (Ids{1, 1}));
}

TEST_F(PartiesTest, GivesTheOthersANewNumberWhenTheOldestLeaves) {
  keep({shop("1", kPhone), shop("2", kPhone), shop("3", kPhone)});
  reg().unlink(2, 1, "Người khác");
  EXPECT_EQ(partyOfEach(), (Ids{1, 2, 2}));
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(PartiesTest, SaysWhichKeyIsSharedByTooMany) {
  std::vector<SellerRecord> list;
  for (int i = 1; i <= 21; ++i) list.push_back(shop(std::to_string(i), kPhone));
  const std::int64_t id = pull();
  reg().keepSellers(id, list, "end");
  const std::vector<SharedKey> shared = reg().linkAccounts();
  ASSERT_EQ(shared.size(), 1U);
  EXPECT_EQ(shared[0].kind, "phone");
  EXPECT_EQ(shared[0].value, kPhone);
  EXPECT_TRUE(reg().linkAccounts().empty()) << "once";
  EXPECT_EQ(reg().sharedKeys(5).at(0).value, kPhone);
}

TEST_F(PartiesTest, DoesNotLinkByAHotlineThatTooManyShare) {
  std::vector<SellerRecord> list;
  for (int i = 1; i <= 20; ++i) list.push_back(shop(std::to_string(i), kPhone));
  keep(list);
  EXPECT_EQ(parties().size(), 1U);
  keep({shop("21", kPhone)}, "bb22");
  EXPECT_EQ(parties().size(), 21U) << "what the hotline linked comes apart";
  EXPECT_TRUE(reg().party(1).value().links.empty());
  keep({shop("22", kPhone)}, "cc33");
  EXPECT_EQ(parties().size(), 22U);
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(PartiesTest, KeepsWhatAnotherKeyOrAnOfficerLinkedWhenAHotlineShows) {
  std::vector<SellerRecord> list;
  for (int i = 1; i <= 20; ++i)
    list.push_back(shop(std::to_string(i), kPhone, i <= 2 ? "b@post.example" : ""));
  keep(list);
  keep({plain("alone")}, "bb22");
  reg().link(21, 20, "Cùng kho hàng");
  keep({shop("22", kPhone)}, "cc33");
  EXPECT_EQ(reg().seller(1).value().partyId, reg().seller(2).value().partyId);
  EXPECT_EQ(reg().seller(20).value().partyId, reg().seller(21).value().partyId);
  EXPECT_NE(reg().seller(1).value().partyId, reg().seller(3).value().partyId);
  EXPECT_EQ(parties().size(), 20U);
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(PartiesTest, LinksByAnOfficersWord) {
  keep({plain("1"), plain("2")});
  reg().link(2, 1, "Cùng một kho hàng");
  EXPECT_EQ(partyOfEach(), (Ids{1, 1}));
  const domain::Party party = reg().party(1).value();
  ASSERT_EQ(party.links.size(), 1U);
  EXPECT_EQ(party.links[0].reason, "officer");
  EXPECT_EQ(party.links[0].value, "Cùng một kho hàng");
  EXPECT_EQ(codeOf([&] { reg().link(1, 2, "lần nữa"); }), Code::usage);
}

TEST_F(PartiesTest, KeepsAnOfficersUnlinkAgainstEveryAutomaticLink) {
  keep({shop("1", kPhone), shop("2", kPhone)});
  reg().unlink(1, 2, "Hai người khác nhau");
  EXPECT_EQ(partyOfEach(), (Ids{1, 2}));
  keep({shop("2", kPhone, "b@post.example"), shop("1", kPhone, "b@post.example")}, "bb22");
  EXPECT_EQ(partyOfEach(), (Ids{1, 2})) << "the same e-mail does not bring them together";
  keep({shop("3", kPhone, "b@post.example")}, "cc33");
  EXPECT_EQ(partyOfEach(), (Ids{1, 2, 1})) << "nor does a third account";
  reg().link(1, 2, "Đã xác minh lại");
  EXPECT_EQ(partyOfEach(), (Ids{1, 1, 1}));
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(PartiesTest, RefusesLinksThatMakeNoSense) {
  keep({plain("1"), plain("2")});
  EXPECT_EQ(codeOf([&] { reg().link(1, 99, "lý do"); }), Code::notFound);
  EXPECT_EQ(codeOf([&] { reg().link(1, 1, "lý do"); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().link(1, 2, "  "); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().unlink(0, 2, "lý do"); }), Code::notFound);
  EXPECT_EQ(codeOf([&] { reg().unlink(2, 2, "lý do"); }), Code::usage);
  EXPECT_EQ(count("party.linked") + count("party.unlinked"), 0U);
}

TEST_F(PartiesTest, KeepsTwoPartiesApartBeforeAnyKeyLinksThem) {
  keep({plain("1"), plain("2")});
  reg().unlink(1, 2, "Hai người khác nhau");
  EXPECT_EQ(partyOfEach(), (Ids{1, 2}));
  EXPECT_EQ(base::Json::parse(reg().entries(1, 100).back().payload).at("moved"),
            base::Json::array());
  keep({shop("1", kPhone), shop("2", kPhone)}, "bb22");
  EXPECT_EQ(partyOfEach(), (Ids{1, 2}));
  EXPECT_EQ(codeOf([&] { reg().unlink(2, 1, "lần nữa"); }), Code::usage);
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
  reg().link(1, 2, "Đã xác minh lại");
  EXPECT_EQ(partyOfEach(), (Ids{1, 1}));
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(PartiesTest, GivesWholePartiesWhenOneAccountPassesTheFilter) {
  keep({record("1",
               [](domain::Seller& seller) {
                 seller.phone = kPhone;
                 seller.province = "01";
               }),
        shop("2", kPhone), plain("3")});
  const auto found = parties({"", "01", ""});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].accounts.size(), 2U);
  EXPECT_FALSE(reg().party(77));
}

TEST_F(PartiesTest, SeesEarlierLettersAfterPartiesWereJoined) {
  keep({shop("1", kPhone), shop("2", "", "b@post.example")});
  approve("dot-1", {2});
  EXPECT_EQ(writtenBy(1), "");
  keep({shop("3", kPhone, "b@post.example")}, "bb22");
  EXPECT_EQ(writtenBy(1), "dot-1");
  EXPECT_EQ(reg().sentTo(1).size(), 1U);
  EXPECT_TRUE(reg().verify().whole);
}

}  // namespace thongbao::registry
