#include "register/areas.h"

#include "register/support.h"

namespace thongbao::registry {

using base::Code;
using domain::Commune;
using domain::Seller;

class AreasTest : public RegisterTest {
 protected:
  static SellerRecord in(const std::string& account, const char* province, const char* commune,
                         const char* address = "") {
    return record(account, [&](Seller& seller) {
      seller.province = province;
      seller.commune = commune;
      seller.address = address;
    });
  }
  AreaImport import() {
    return reg().importCommunes({"xa-phuong.xlsx", std::string(64, 'b')},
                                {{"31186", "Phường Tân An", "92"},
                                 {"00199", "Phường Láng", "01"},
                                 {"27694", "Phường Tân An", "80"}});
  }
  std::string communeOf(std::int64_t seller) { return reg().seller(seller).value().communeCode; }
};

TEST_F(AreasTest, KeepsTheTableAsItWasImported) {
  EXPECT_TRUE(reg().communes().all().empty());
  EXPECT_EQ(import().communes, 3U);
  const domain::CommuneTable table = reg().communes();
  ASSERT_EQ(table.all().size(), 3U);
  EXPECT_EQ(table.all().front(), (Commune{"00199", "Phường Láng", "01"}));
  const Entry entry = reg().entries(1, 100).back();
  EXPECT_EQ(entry.kind, "area.imported");
  const base::Json payload = base::Json::parse(entry.payload);
  EXPECT_EQ(payload.at("source"), "xa-phuong.xlsx");
  EXPECT_EQ(payload.at("communes"), 3);
  EXPECT_EQ(payload.at("digest"),
            base::sha256("00199\tPhường Láng\t01\n27694\tPhường Tân An\t80\n31186\tPhường Tân "
                         "An\t92\n"));
}

TEST_F(AreasTest, FindsTheCommunesOfAccountsThatWereKeptBefore) {
  keep({in("1", "01", "P. Láng"), in("2", "92", "", "12 Hòa Bình, Phường Tân An, Cần Thơ"),
        in("3", "01", "", "Hà Nội")});
  EXPECT_EQ(communeOf(1), "");
  const AreaImport counts = import();
  EXPECT_EQ(counts.accounts, 3U);
  EXPECT_EQ(counts.found, 2U);
  EXPECT_EQ(communeOf(1), "00199");
  EXPECT_EQ(communeOf(2), "31186");
  EXPECT_EQ(communeOf(3), "");
}

TEST_F(AreasTest, FindsTheCommunesOfAccountsThatAreKeptLaterOrChanged) {
  import();
  keep({in("1", "01", "P. Láng"), in("2", "01", "")});
  EXPECT_EQ(communeOf(1), "00199");
  EXPECT_EQ(communeOf(2), "");
  keep({in("2", "", "Phường Láng")}, "bb22");
  EXPECT_EQ(communeOf(2), "00199");
}

TEST_F(AreasTest, TakesTheColumnsCommuneBeforeTheAddress) {
  import();
  keep({in("1", "92", "Tân An", "Phường Láng, Cần Thơ"),
        in("2", "92", "không rõ", "Phường Tân An, Cần Thơ")});
  EXPECT_EQ(communeOf(1), "31186");
  EXPECT_EQ(communeOf(2), "31186");
}

TEST_F(AreasTest, FindsSellersByTheirCommune) {
  import();
  keep({in("1", "92", "Tân An"), in("2", "80", "Tân An"), in("3", "", "Phường Láng")});
  EXPECT_EQ(reg().sellers({"", "92", "", "31186"}).size(), 1U);
  EXPECT_EQ(parties({"", "80", "", "27694"}).at(0).id, 2);
  EXPECT_EQ(reg().sellers({"", "01", "", "00199"}).size(), 1U)
      << "a commune that is unique in the country needs no province";
}

TEST_F(AreasTest, ReplacesTheWholeTable) {
  keep({in("1", "01", "P. Láng")});
  import();
  const AreaImport counts =
      reg().importCommunes({"moi.csv", std::string(64, 'c')}, {{"00200", "Phường Mẫu", "01"}});
  EXPECT_EQ(counts.found, 0U);
  EXPECT_EQ(communeOf(1), "");
  EXPECT_EQ(reg().communes().all().size(), 1U);
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
}

TEST_F(AreasTest, TakesNothingFromATableWithACodeThatComesTwice) {
  import();
  EXPECT_EQ(
      codeOf([&] {
        reg().importCommunes({"x.csv", ""}, {{"00001", "Xã A", "01"}, {"00001", "Xã B", "01"}});
      }),
      Code::badInput);
  EXPECT_EQ(reg().communes().all().size(), 3U);
  EXPECT_EQ(count("area.imported"), 1U);
}

TEST_F(AreasTest, GoesThroughMoreAccountsThanItHoldsAtOnce) {
  std::vector<SellerRecord> list;
  for (int i = 0; i < 2'500; ++i) list.push_back(in(std::to_string(i), "01", "Phường Láng"));
  keep(list);
  EXPECT_EQ(import().found, 2'500U);
  EXPECT_EQ(reg().sellers({"", "", "", "00199"}).size(), 2'500U);
}

}  // namespace thongbao::registry
