#include "campaign/data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "campaign/team.h"

namespace thongbao {
namespace {

using namespace std::chrono_literals;
constexpr base::Date kDay{2026y / 2 / 5};

domain::Party party(std::vector<domain::Seller> accounts) {
  domain::Party party;
  party.accounts = std::move(accounts);
  return party;
}

/// The names of all fields, nested ones with their path; of a list, those of its first item.
void collect(const base::Json& value, const std::string& path, std::vector<std::string>& names) {
  for (const auto& [key, field] : value.items()) {
    names.push_back(path + key);
    if (field.is_object()) collect(field, path + key + ".", names);
    if (field.is_array() && !field.empty()) collect(field.front(), path + key + "[].", names);
  }
}

TEST(Data, HasExactlyTheFieldsOfAShippedSample) {
  std::ifstream file(std::string(SOURCE_FOLDER) + "/templates/notice/counterfeit/sample.json");
  const base::Json sample = base::Json::parse(file);
  auto account = test::seller("1", "Shop Một", "", "01");
  account.listings = {{"Áo", "https://zalo.me/a", "1đ", "2026-02-01"}};
  std::vector<std::string> expected, given;
  collect(sample, "", expected);
  collect(campaign::dataFor(party({account}), {}, kDay), "", given);
  std::erase_if(expected, [](const auto& name) { return name.starts_with("missing["); });
  std::erase_if(given, [](const auto& name) { return name.starts_with("missing["); });
  EXPECT_EQ(given, expected);
}

TEST(Data, NamesWhatTheListDidNotSayOfASeller) {
  auto account = test::seller("1", "Shop Một", "a@shop.example", "01");
  account.taxCode = "0100233488";
  std::vector<std::string> items;
  const auto data = campaign::dataFor(party({account}), {}, kDay);
  for (const auto& missing : data["missing"]) items.push_back(missing["item"]);
  EXPECT_THAT(items, testing::ElementsAre("Họ tên hoặc tên tổ chức kinh doanh", "Số điện thoại"));
}

TEST(Data, TakesAPersonalIdentityNumberInPlaceOfATaxCode) {
  auto account = test::seller("1", "Shop Một", "", "01");
  account.identityNumber = "001099000001";
  const auto data = campaign::dataFor(party({account}), {}, kDay);
  for (const auto& missing : data["missing"]) EXPECT_NE(missing["item"], "Mã số thuế");
}

TEST(Data, WritesPhonesAndDaysAsALetterDoes) {
  auto account = test::seller("1", "Shop Một", "", "01");
  account.phone = "+84912345678";
  account.listings = {{"Áo", "", "", "2026-02-01"}};
  const auto data = campaign::dataFor(party({account}), {}, kDay);
  EXPECT_EQ(data["party"]["phone"], "0912345678");
  EXPECT_EQ(data["listings"][0]["observed_on"], "01/02/2026");
  EXPECT_EQ(data["date"], "05/02/2026");
}

TEST(Data, NumbersTheListingsOfAllAccountsThrough) {
  auto first = test::seller("1", "Shop Một", "", "01");
  first.listings = {{"Áo", "", "", ""}, {"Quần", "", "", ""}};
  auto second = test::seller("2", "Shop Hai", "", "01");
  second.key.platform = "shopee";
  second.listings = {{"Mũ", "", "", ""}};
  const auto listings = campaign::dataFor(party({first, second}), {}, kDay)["listings"];
  EXPECT_EQ(listings.size(), 3U);
  EXPECT_EQ(listings[2]["index"], 3);
  EXPECT_EQ(listings[2]["platform"], "Shopee");
}

TEST(Data, AddressesALegalNameWithItsShopOnlyWhenTheyDiffer) {
  auto account = test::seller("1", "Shop Một", "", "01");
  EXPECT_EQ(campaign::addresseeOf(party({account})), "Shop Một");
  account.legalName = "SHOP MỘT";
  EXPECT_EQ(campaign::addresseeOf(party({account})), "Shop Một");
  account.legalName = "Trần Văn Thử";
  EXPECT_EQ(campaign::addresseeOf(party({account})), "Trần Văn Thử (Shop Một)");
}

TEST(Data, ThatAPersonWroteMustNameTheAddressee) {
  using base::Json;
  EXPECT_EQ(campaign::addresseeOf(Json::parse(R"({"party":{"name":"A","legal_name":"B"}})"), {}),
            "B");
  EXPECT_EQ(campaign::addresseeOf(Json::parse(R"({"party":{"name":"A","legal_name":""}})"), {}),
            "A");
  for (const char* wrong : {"[]", "{}", R"({"party":1})", R"({"party":{"name":7}})"})
    EXPECT_THROW(campaign::addresseeOf(Json::parse(wrong), {.file = "x.json"}), base::Error)
        << wrong;
}

}  // namespace
}  // namespace thongbao
