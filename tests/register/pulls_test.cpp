#include "register/support.h"

namespace thongbao::registry {

using base::Code;

TEST_F(RegisterTest, HasOneEntryWhenItIsNew) {
  const Entry first = reg().entry(1).value();
  EXPECT_EQ(first.kind, "register.migrated");
  EXPECT_EQ(first.payload, R"({"version":3})");
  EXPECT_EQ(first.previous, std::string(64, '0'));
  EXPECT_EQ(first.time, "2026-11-24T03:00:00.000Z");
  EXPECT_FALSE(reg().entry(2));
}

TEST_F(RegisterTest, IsNotMadeOverAFileThatIsThere) {
  EXPECT_EQ(codeOf([&] { Register::create(file_, clock_, random_); }), Code::usage);
}

TEST_F(RegisterTest, IsNotFoundWhereThereIsNone) {
  EXPECT_EQ(codeOf([&] { Register(folder_ / "none.db", clock_, random_); }), Code::notFound);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none.db"));
}

TEST_F(RegisterTest, MayBeReadByOwnerAndGroupOnly) {
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file_).permissions() & perms::others_all, perms::none);
}

TEST_F(RegisterTest, LivesInAFolderWithBlanksAndSignsInItsName) {
  const auto folder = folder_ / "Đội số 1 = \u2018mẫu\u2019  (2)";
  std::filesystem::create_directory(folder);
  Register::create(folder / "register.db", clock_, random_);
  EXPECT_TRUE(Register(folder / "register.db", clock_, random_).entry(1));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(RegisterTest, KeepsASellerWithItsEvidence) {
  SellerRecord shop = record("1", [](domain::Seller& seller) {
    seller.legalName = "Công ty Mẫu";
    seller.listings = {{"Túi", "https://shop.example/1", "₫409.050", "2026-11-01"}};
    seller.extra = {{"Ghi chú", "😀 \u202Eđảo"}};
    seller.warnings = {"mended"};
  });
  shop.row = 12;
  EXPECT_EQ(keep({shop}), std::vector{Change::added});
  const SellerView view = reg().seller(1).value();
  EXPECT_EQ(view.seller, shop.seller);
  EXPECT_EQ(view.firstSeen, "2026-11-24T03:00:00.000Z");
  const std::vector<Evidence> evidence = reg().evidence(1);
  ASSERT_EQ(evidence.size(), 1U);
  EXPECT_EQ(evidence[0].row, 12U);
  EXPECT_EQ(evidence[0].sourceName, "danh-sach.xlsx");
  EXPECT_EQ(evidence[0].sourceSha256, "aa11");
  EXPECT_EQ(kinds(), (std::vector<std::string>{"register.migrated", "pull.begun", "sellers.kept",
                                               "pull.ended"}));
}

TEST_F(RegisterTest, ChangesNothingWhenTheSameFileIsPulledTwice) {
  const std::vector<SellerRecord> list{record("1"), record("2")};
  keep(list);
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(keep(list), (std::vector{Change::unchanged, Change::unchanged}));
  EXPECT_EQ(reg().evidence(1).size(), 1U);
  EXPECT_EQ(reg().seller(1).value().lastSeen, "2026-11-24T03:00:00.000Z");
  EXPECT_EQ(count("sellers.kept"), 1U);
}

TEST_F(RegisterTest, KeepsTheEvidenceOfAnotherListThatSaysTheSame) {
  keep({record("1")}, "aa11");
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(keep({record("1")}, "bb22"), std::vector{Change::unchanged});
  EXPECT_EQ(reg().evidence(1).size(), 2U);
  EXPECT_EQ(reg().seller(1).value().lastSeen, "2026-11-24T04:00:00.000Z");
  EXPECT_EQ(count("sellers.kept"), 2U);
}

TEST_F(RegisterTest, NeverErasesAKnownFieldWithAnEmptyOne) {
  keep({record("1", [](domain::Seller& seller) {
    seller.phone = "+84912345678";
    seller.extra = {{"a", "1"}};
  })});
  EXPECT_EQ(keep({record("1",
                         [](domain::Seller& seller) {
                           seller.name = "Shop Mới";
                           seller.extra = {{"a", ""}, {"b", "2"}};
                         })}),
            std::vector{Change::changed});
  const domain::Seller seller = reg().seller(1).value().seller;
  EXPECT_EQ(seller.name, "Shop Mới");
  EXPECT_EQ(seller.phone, "+84912345678");
  EXPECT_EQ(seller.extra, (std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}}));
}

TEST_F(RegisterTest, AddsUpTheListingsOfAnAccountWithSeveralRows) {
  const auto row = [](const std::string& title) {
    return record("1", [&](domain::Seller& seller) { seller.listings = {{title, "", "", ""}}; });
  };
  EXPECT_EQ(keep({row("A"), row("B"), row("A")}),
            (std::vector{Change::added, Change::changed, Change::unchanged}));
  EXPECT_EQ(keep({row("C"), row("B")}, "bb22"), (std::vector{Change::changed, Change::unchanged}));
  const auto listings = reg().seller(1).value().seller.listings;
  ASSERT_EQ(listings.size(), 3U);
  EXPECT_EQ(listings[0].title, "A");
  EXPECT_EQ(listings[1].title, "B");
  EXPECT_EQ(listings[2].title, "C");
}

TEST_F(RegisterTest, RemembersWhereAnInterruptedPullLeftOff) {
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "");
  const std::int64_t id = pull();
  reg().keepSellers(id, {record("1")}, "row 100");
  close();
  open();
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "row 100");
  EXPECT_EQ(reg().cursorOf("shopee", "bb22"), "");
  EXPECT_EQ(reg().cursorOf("lazada", "aa11"), "");
  pull();
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "row 100") << "interrupted before its first batch";
}

TEST_F(RegisterTest, BeginsAnewAfterAPullThatCameToItsEnd) {
  const std::int64_t failed = pull();
  reg().keepSellers(failed, {record("1")}, "row 100");
  reg().endPull(failed, {100, 1, 0, 0, 0, "The plugin stopped."});
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "row 100");
  const std::int64_t whole = pull();
  reg().keepSellers(whole, {record("2")}, "row 200");
  reg().endPull(whole, {});
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "");
  EXPECT_EQ(codeOf([&] { reg().endPull(whole, {}); }), Code::defect);
  EXPECT_EQ(codeOf([&] { reg().keepSellers(whole, {record("3")}, ""); }), Code::defect);
}

TEST_F(RegisterTest, KeepsNothingOfABatchThatFails) {
  const std::int64_t id = pull();
  reg().keepSellers(id, {record("1")}, "row 1");
  SellerRecord bad = record("1");
  bad.seller.name = "\xFF";
  EXPECT_THROW(reg().keepSellers(id, {record("2"), bad}, "row 3"), std::exception);
  EXPECT_EQ(reg().sellers({}).size(), 1U);
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "row 1");
  EXPECT_EQ(reg().keepSellers(id, {record("2")}, "row 2"), std::vector{Change::added});
}

TEST_F(RegisterTest, FindsAccountsThatAnotherProcessKeptMeanwhile) {
  Register other(file_, clock_, random_);
  const std::int64_t mine = pull("aa11"),
                     theirs = other.beginPull({"shopee", "1", "b.csv", "bb22"});
  reg().keepSellers(mine, {record("1")}, "1");
  other.keepSellers(theirs, {record("1"), record("2")}, "2");
  EXPECT_EQ(reg().keepSellers(mine, {record("2"), record("3")}, "3"),
            (std::vector{Change::unchanged, Change::added}));
  other.endPull(theirs, {});
  reg().endPull(mine, {});
  EXPECT_EQ(keep({record("1"), record("2"), record("3")}, "cc33"),
            (std::vector(3, Change::unchanged)));
  EXPECT_EQ(reg().sellers({}).size(), 3U);
}

TEST_F(RegisterTest, FindsAndLinksTheAccountsOfAProcessThatDied) {
  const auto shop = [](const char* account) {
    return record(account, [](domain::Seller& seller) { seller.phone = "+84912345678"; });
  };
  reg().keepSellers(pull(), {shop("1"), shop("2")}, "2");
  close();
  open();
  reg().linkAccounts();
  EXPECT_EQ(reg().seller(2).value().partyId, 1);
  EXPECT_EQ(keep({shop("1"), shop("2")}, "bb22"), (std::vector(2, Change::unchanged)));
}

TEST_F(RegisterTest, FindsSellersByPlatformProvinceAndTextWithoutMarks) {
  keep({record("1",
               [](domain::Seller& seller) {
                 seller.name = "Điện Máy 𝐇à Nội";
                 seller.province = "01";
                 seller.phone = "+84912345678";
               }),
        record("2", [](domain::Seller& seller) { seller.name = "100% Cotton_x"; })});
  const auto found = [&](const SellerFilter& filter) {
    std::vector<std::int64_t> ids;
    for (const SellerView& view : reg().sellers(filter)) ids.push_back(view.id);
    return ids;
  };
  using Ids = std::vector<std::int64_t>;
  EXPECT_EQ(found({}), (Ids{1, 2}));
  EXPECT_EQ(found({"shopee", "", ""}), (Ids{1, 2}));
  EXPECT_EQ(found({"lazada", "", ""}), Ids{});
  EXPECT_EQ(found({"", "01", ""}), Ids{1});
  EXPECT_EQ(found({"", "", "dien may ha noi"}), Ids{1});
  EXPECT_EQ(found({"", "", "0912 345 678"}), Ids{1});
  EXPECT_EQ(found({"", "", "+84 912.345"}), Ids{1});
  EXPECT_EQ(found({"", "", "0%"}), Ids{2});
  EXPECT_EQ(found({"", "", "n_x"}), Ids{2});
  EXPECT_EQ(found({"", "", "%"}), Ids{2});
  EXPECT_EQ(found({"", "", "'; DROP TABLE sellers; --"}), Ids{});
}

TEST_F(RegisterTest, FindsANameHoweverItsLettersWereTyped) {
  const auto named = [](const char* account, const char* name) {
    return record(account, [name](domain::Seller& seller) { seller.name = name; });
  };
  keep({named("1", "Cửa hàng Mẫu's"), named("2", "CỬA HÀNG  MẪU’S"),
        named("3", "Cu\u031b\u0309a ha\u0300ng Ma\u0302\u0303u's"),
        named("4", "Cửa\u200b hàng Mẫu's"), named("5", "🌸 Cửa\u00a0hàng Mẫu's 店"),
        named("6", "𝓒ửa 𝐡àng Mẫu's"), named("7", "Cửa hiệu")});
  for (const char* query :
       {"cửa hàng mẫu's", "CUA HANG MAU’S", "cua  hang", "Cu\u031b\u0309a ha\u0300ng"})
    EXPECT_EQ(reg().sellers({"", "", query}).size(), 6U) << query;
  EXPECT_EQ(reg().sellers({"", "", "店"}).size(), 1U);
  EXPECT_EQ(reg().seller(2)->seller.name, "CỬA HÀNG  MẪU’S") << "kept as it is written";
}

}  // namespace thongbao::registry
