#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake/draft.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

Draft goodDraft() {
  Draft draft;
  draft.accountId = "zl-001";
  draft.name = "Shop Một";
  draft.url = "https://zalo.me/0912345678";
  return draft;
}

domain::Seller sellerOf(const Draft& draft) {
  const Refined refined = refine("zalo", draft);
  for (const RowProblem& problem : refined.problems)
    ADD_FAILURE() << problem.column << ": " << problem.reason;
  return refined.seller;
}

std::vector<std::string> refusedColumns(const Draft& draft) {
  std::vector<std::string> columns;
  for (const RowProblem& problem : refine("zalo", draft).problems)
    columns.push_back(problem.column);
  return columns;
}

TEST(Refine, BringsEveryFieldIntoItsNormalForm) {
  Draft draft = goodDraft();
  draft.legalName = "  Công  ty\u00a0TNHH Mẫu ";
  draft.taxCode = "0100233488";
  draft.identityNumber = "001099012345";
  draft.representative = "Trần Văn Mẫu";
  draft.address = "1 Lê Lợi, Quận 1, TP.HCM";
  draft.phone = "0912 345 678";
  draft.email = "Lien.He@SHOP.example";
  draft.openedOn = "5/2/2026";
  draft.status = "Đang hoạt động";
  draft.listingTitle = "Túi giả";
  draft.listingUrl = "zalo.me/p/1?utm_source=a";
  draft.listingPrice = "₫409.050";
  draft.listingObservedOn = "2026-11-01 10:22:11";
  draft.extra = {{"Theo dõi", "43,7k"}, {"Trống", ""}};

  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.key, (domain::SellerKey{"zalo", "zl-001"}));
  EXPECT_EQ(seller.legalName, "Công ty TNHH Mẫu");
  EXPECT_EQ(seller.taxCode, "0100233488");
  EXPECT_EQ(seller.identityNumber, "001099012345");
  EXPECT_EQ(seller.representative, "Trần Văn Mẫu");
  EXPECT_EQ(seller.province, "79");
  EXPECT_EQ(seller.phone, "+84912345678");
  EXPECT_EQ(seller.email, "Lien.He@shop.example");
  EXPECT_EQ(seller.openedOn, "2026-02-05");
  EXPECT_EQ(seller.status, "Đang hoạt động");
  EXPECT_THAT(seller.listings, ElementsAre(domain::Listing{"Túi giả", "https://zalo.me/p/1",
                                                           "₫409.050", "2026-11-01"}));
  EXPECT_THAT(seller.extra, ElementsAre(Pair("Theo dõi", "43,7k")));
  EXPECT_THAT(seller.warnings, IsEmpty());
}

TEST(Refine, GivesNfcForADecomposedName) {
  Draft draft = goodDraft();
  draft.name = "Cu\u031b\u0309a ha\u0300ng";
  EXPECT_EQ(sellerOf(draft).name, "Cửa hàng");
}

TEST(Refine, KeepsEmojiAndMathematicalLettersInAName) {
  Draft draft = goodDraft();
  draft.name = "🌸 𝐒𝐡𝐨𝐩 Hoa 🌸";
  EXPECT_EQ(sellerOf(draft).name, "🌸 𝐒𝐡𝐨𝐩 Hoa 🌸");
}

TEST(Refine, DropsLineBreaksAndTextDirectionMarksFromAName) {
  Draft draft = goodDraft();
  draft.name = "Shop\r\nMột\u202e gnod\u200b";
  EXPECT_EQ(sellerOf(draft).name, "Shop Một gnod");
}

TEST(Refine, TakesTheWebAddressForAMissingAccountId) {
  Draft draft = goodDraft();
  draft.accountId = " ";
  draft.url = "HTTPS://Zalo.me/0912345678?fbclid=1";
  EXPECT_EQ(sellerOf(draft).key.accountId, "https://zalo.me/0912345678");
}

TEST(Refine, DropsTheDecimalsOfASpreadsheetFromAnAccountId) {
  Draft draft = goodDraft();
  draft.accountId = "1234567890.0";
  EXPECT_EQ(sellerOf(draft).key.accountId, "1234567890");
  draft.accountId = "1234567890.00";
  EXPECT_EQ(sellerOf(draft).key.accountId, "1234567890");
  draft.accountId = "shop-1.0";
  EXPECT_EQ(sellerOf(draft).key.accountId, "shop-1.0");
}

TEST(Refine, RefusesAnAccountIdThatLostItsDigits) {
  Draft draft = goodDraft();
  draft.accountId = "7.49451E+18";
  EXPECT_THAT(refusedColumns(draft), ElementsAre("account_id"));
}

TEST(Refine, RefusesARowWithoutNameOrWithoutIdAndAddress) {
  Draft draft = goodDraft();
  draft.name = "\u200b ";
  EXPECT_THAT(refusedColumns(draft), ElementsAre("name"));
  draft = goodDraft();
  draft.accountId = "-";
  draft.url = "không có";
  EXPECT_THAT(refusedColumns(draft), ElementsAre("account_id"));
}

TEST(Refine, TellsAllProblemsOfARowAndNotOnlyTheFirst) {
  Draft draft;
  draft.taxCode = "12";
  draft.identityNumber = "34";
  draft.phone = "9.12E+08";
  draft.email = "shop@";
  draft.openedOn = "31/02/2026";
  draft.listingUrl = "javascript:alert(1)";
  draft.listingObservedOn = "45000";
  const Refined refined = refine("zalo", draft);
  EXPECT_THAT(refusedColumns(draft),
              ElementsAre("account_id", "name", "tax_code", "identity_number", "phone", "email",
                          "opened_on", "listing_url", "listing_observed_on"));
  for (const RowProblem& problem : refined.problems) {
    EXPECT_FALSE(problem.reason.empty()) << problem.column;
    EXPECT_FALSE(problem.advice.empty()) << problem.column;
  }
  EXPECT_EQ(refined.problems[4].value, "9.12E+08");
}

TEST(Refine, RefusesAWrongWebAddressOnce) {
  Draft draft = goodDraft();
  draft.accountId = "";
  draft.url = "ftp://zalo.me";
  EXPECT_THAT(refusedColumns(draft), ElementsAre("url"));
}

TEST(Refine, KeepsAWrongCheckDigitAndAMendedPhoneWithWarnings) {
  Draft draft = goodDraft();
  draft.taxCode = "0100233489";
  draft.phone = "912345678.0";
  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.taxCode, "0100233489");
  EXPECT_EQ(seller.phone, "+84912345678");
  EXPECT_THAT(seller.warnings, ElementsAre(HasSubstr("check digit"), HasSubstr("leading 0")));
}

TEST(Refine, TakesAnIdentityNumberInTheColumnOfTaxCodes) {
  Draft draft = goodDraft();
  draft.taxCode = "001099012345";
  EXPECT_EQ(sellerOf(draft).taxCode, "001099012345");
}

TEST(Refine, TakesWordsForNothingAsNothing) {
  for (const char* nothing : {"-", "N/A", "Không có", "NULL", "chưa có", "  "}) {
    Draft draft = goodDraft();
    draft.email = draft.phone = draft.taxCode = draft.openedOn = draft.province = nothing;
    const domain::Seller seller = sellerOf(draft);
    EXPECT_EQ(seller.email + seller.phone + seller.taxCode + seller.openedOn, "") << nothing;
    EXPECT_THAT(seller.warnings, IsEmpty()) << nothing;
  }
}

TEST(Refine, TakesWordsForNothingInAnyLetters) {
  for (const char* nothing : {"ＮＵＬＬ", "𝐧/𝐚", "KHÔNG CÓ", "Kho\u0302ng", "Chưa  có", "--"}) {
    Draft draft = goodDraft();
    draft.email = draft.openedOn = nothing;
    EXPECT_EQ(sellerOf(draft).email, "") << nothing;
  }
}

TEST(Refine, TakesCommuneAndBankAccount) {
  Draft draft = goodDraft();
  draft.commune = " Phường  Bến Nghé ";
  draft.bankAccount = "0011 0012 34567.0";
  draft.bankName = "Ngân hàng Mẫu - CN\u00a0Hà Nội";
  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.commune, "Phường Bến Nghé");
  EXPECT_EQ(seller.bankAccount, "0011001234567");
  EXPECT_EQ(seller.bankName, "Ngân hàng Mẫu - CN Hà Nội");
  draft.bankAccount = "không có";
  EXPECT_EQ(sellerOf(draft).bankAccount, "");
  for (const char* wrong : {"1.1E+12", "123", "VCB 0011001234567"}) {
    draft.bankAccount = wrong;
    EXPECT_THAT(refusedColumns(draft), ElementsAre("bank_account")) << wrong;
  }
}

TEST(Refine, PutsVietnameseDomainsIntoTheirFormForTheNetwork) {
  Draft draft = goodDraft();
  draft.email = "lienhe@cửahàng.example";
  draft.listingTitle = "Túi";
  draft.listingUrl = "https://cửahàng.example/túi";
  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.email, "lienhe@xn--cahng-tqa2694c.example");
  EXPECT_EQ(seller.listings[0].url, "https://xn--cahng-tqa2694c.example/túi");
}

TEST(Refine, TakesTheProvinceFromItsColumnFirst) {
  Draft draft = goodDraft();
  draft.province = "Bình Dương";
  draft.address = "1 Lê Lợi, Hà Nội";
  EXPECT_EQ(sellerOf(draft).province, "79");
  draft.province = "Quận 3, TP. Hồ Chí Minh";
  EXPECT_EQ(sellerOf(draft).province, "79");
}

TEST(Refine, FallsBackToTheAddressWithAWarningWhenTheProvinceIsUnknown) {
  Draft draft = goodDraft();
  draft.province = "Miền Bắc";
  draft.address = "1 Lê Lợi, Hà Nội";
  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.province, "01");
  EXPECT_THAT(seller.warnings, ElementsAre(HasSubstr("“Miền Bắc”")));
}

TEST(Refine, UndoesTheQuoteThatKeptAFormulaFromRunning) {
  Draft draft = goodDraft();
  draft.phone = "'+84912345678";
  draft.name = "'@home";
  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.phone, "+84912345678");
  EXPECT_EQ(seller.name, "@home");
  draft.name = "'Quán' 123";
  EXPECT_EQ(sellerOf(draft).name, "'Quán' 123");
}

TEST(Refine, RefusesTextsThatAreTooLongAndShowsTheirStart) {
  Draft draft = goodDraft();
  const std::string tooLong(501, 'a');
  draft.address = tooLong;
  const Refined refined = refine("zalo", draft);
  ASSERT_THAT(refined.problems, SizeIs(1));
  EXPECT_EQ(refined.problems[0].value, std::string(79, 'a') + "…");
  std::string fiveHundred;
  for (int i = 0; i < 500; ++i) fiveHundred += "ế";
  draft.address = fiveHundred;
  EXPECT_EQ(sellerOf(draft).address, fiveHundred) << "characters count, not bytes";
}

TEST(Refine, CutsTooLongATextOfAnUnknownColumnWithAWarning) {
  Draft draft = goodDraft();
  const std::string tooLong(501, 'a');
  draft.extra = {{"Mô tả", tooLong}};
  const domain::Seller seller = sellerOf(draft);
  EXPECT_EQ(seller.extra.at("Mô tả"), std::string(499, 'a') + "…");
  EXPECT_THAT(seller.warnings, ElementsAre(HasSubstr("“Mô tả”")));
}

TEST(Refine, RefusesBytesThatAreNoText) {
  Draft draft = goodDraft();
  draft.name = "Shop \xff";
  draft.phone = "\xfe";
  draft.extra = {{"\xff", "\xff"}};
  EXPECT_THAT(refusedColumns(draft), ElementsAre("name", "phone"));
}

TEST(Refine, MakesNoListingOfAPriceAlone) {
  Draft draft = goodDraft();
  draft.listingPrice = "100.000";
  EXPECT_THAT(sellerOf(draft).listings, IsEmpty());
}

}  // namespace
}  // namespace thongbao::intake
