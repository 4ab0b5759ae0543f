#include "domain/identifiers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace thongbao::domain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The normal form, or `refused: ` and the sentence.
std::string shown(const base::Result<Normal>& result) {
  return result ? result->value : "refused: " + result.error().sentence();
}

std::vector<std::string> warningsOf(const base::Result<Normal>& result) {
  return result ? result->warnings : std::vector<std::string>{"refused"};
}

TEST(Phone, TakesBlanksDotsAndHyphensWithoutAWarning) {
  for (const char* text : {"0912345678", " 0912 345 678 ", "0912.345.678", "0912-345-678",
                           "(091) 234 5678", "0912\u00a0345\u2013678", "\u200b0912345678"}) {
    const auto phone = normalPhone(text);
    EXPECT_EQ(shown(phone), "+84912345678") << text;
    EXPECT_THAT(warningsOf(phone), IsEmpty()) << text;
  }
}

TEST(Phone, TakesTheWaysToWriteTheCountry) {
  for (const char* text : {"+84912345678", "84912345678", "0084912345678", "+84 (0)912 345 678",
                           "84 0912345678", "+84-912-345-678"})
    EXPECT_EQ(shown(normalPhone(text)), "+84912345678") << text;
}

TEST(Phone, PutsALostLeadingZeroBackAndSaysSo) {
  const auto phone = normalPhone("912345678");
  EXPECT_EQ(shown(phone), "+84912345678");
  EXPECT_THAT(warningsOf(phone),
              ElementsAre("The leading 0 of “912345678” was lost and put back."));
  EXPECT_EQ(shown(normalPhone("841234567")), "+84841234567") << "a mobile number of prefix 084";
  EXPECT_EQ(shown(normalPhone("2438251234")), "+842438251234") << "a landline";
}

TEST(Phone, DropsTheDecimalsOfASpreadsheet) {
  EXPECT_EQ(shown(normalPhone("912345678.0")), "+84912345678");
  EXPECT_EQ(shown(normalPhone("0912345678,0")), "+84912345678");
  EXPECT_EQ(shown(normalPhone("912345678.00")), "+84912345678") << "number format 0.00";
  EXPECT_EQ(shown(normalPhone("84912345678,000")), "+84912345678");
  EXPECT_EQ(shown(normalTaxCode("3100233488.00")), "3100233488");
  EXPECT_EQ(shown(normalBankAccount("1234567.00")), "1234567");
}

TEST(Phone, KeepsZerosThatAreAGroupOfItsOwnDigits) {
  EXPECT_EQ(shown(normalPhone("0912.345.000")), "+84912345000");
  EXPECT_EQ(shown(normalPhone("0912345.000")), "+84912345000");
  EXPECT_EQ(shown(normalPhone("0912.345.6.00")), "+84912345600");
  EXPECT_EQ(shown(normalPhone("1900.0000")), "+8419000000");
}

TEST(Phone, DropsNoDecimalsThatSaySomething) {
  EXPECT_EQ(withoutDecimals("912345678.50"), "912345678.50");
  EXPECT_EQ(withoutDecimals("912345678."), "912345678.");
  EXPECT_EQ(withoutDecimals("a.00"), "a.00");
  EXPECT_EQ(withoutDecimals(""), "");
}

TEST(Phone, RefusesAnExponentBecauseDigitsAreLost) {
  for (const char* text : {"9.12E+08", "9,12E+08", "9E8", "9.12345678e+08"}) {
    EXPECT_THAT(shown(normalPhone(text)), HasSubstr("last digits are lost")) << text;
    EXPECT_THAT(normalPhone(text).error().advice(), HasSubstr("as text"));
  }
}

TEST(Phone, MapsEveryOldMobilePrefixToItsNewOne) {
  const std::pair<const char*, const char*> moved[] = {
      {"0162", "32"}, {"0163", "33"}, {"0164", "34"}, {"0165", "35"}, {"0166", "36"},
      {"0167", "37"}, {"0168", "38"}, {"0169", "39"}, {"0120", "70"}, {"0121", "79"},
      {"0122", "77"}, {"0126", "76"}, {"0128", "78"}, {"0123", "83"}, {"0124", "84"},
      {"0125", "85"}, {"0127", "81"}, {"0129", "82"}, {"0186", "56"}, {"0188", "58"},
      {"0199", "59"}};
  for (const auto& [before, after] : moved) {
    const auto phone = normalPhone(std::string(before) + "1234567");
    EXPECT_EQ(shown(phone), std::string("+84") + after + "1234567");
    ASSERT_EQ(warningsOf(phone).size(), 1u) << before;
    EXPECT_THAT(phone->warnings[0], HasSubstr(before));
  }
  EXPECT_EQ(shown(normalPhone("+84 165 123 4567")), "+84351234567");
}

TEST(Phone, TakesLandlinesAndServiceNumbers) {
  EXPECT_EQ(shown(normalPhone("024 3825 1234")), "+842438251234");
  EXPECT_EQ(shown(normalPhone("1900 1234")), "+8419001234");
  EXPECT_EQ(shown(normalPhone("1800 123456")), "+841800123456");
  EXPECT_THAT(warningsOf(normalPhone("19001234")), IsEmpty());
}

TEST(Phone, RefusesWhatIsNoVietnameseNumber) {
  for (const char* text : {"", "-", "không có", "091234567", "09123456789", "0512345678",
                           "+1 202 555 0100", "+0912345678", "0912345678 / 0987654321",
                           "0912345678;0987654321", "0912345678x", "1112345678", "84", "0084"})
    EXPECT_FALSE(normalPhone(text)) << text;
}

TEST(Phone, RefusesBytesThatAreNoTextAndTextsWithoutEnd) {
  EXPECT_FALSE(normalPhone("09\xff"));
  EXPECT_FALSE(normalPhone(std::string(1 << 20, '0')));
}

TEST(TaxCode, TakesTenThirteenAndTwelveDigits) {
  EXPECT_EQ(shown(normalTaxCode("0100233488")), "0100233488");
  EXPECT_EQ(shown(normalTaxCode(" 0319116538 ")), "0319116538");
  EXPECT_EQ(shown(normalTaxCode("0100233488-001")), "0100233488-001");
  EXPECT_EQ(shown(normalTaxCode("0100233488\u2013001")), "0100233488-001");
  EXPECT_EQ(shown(normalTaxCode("0100233488001")), "0100233488-001");
  EXPECT_EQ(shown(normalTaxCode("001099012345")), "001099012345");
  EXPECT_THAT(warningsOf(normalTaxCode("0100233488-001")), IsEmpty());
}

TEST(TaxCode, KeepsAWrongCheckDigitWithAWarning) {
  const auto code = normalTaxCode("0100233489");
  EXPECT_EQ(shown(code), "0100233489");
  EXPECT_THAT(warningsOf(code),
              ElementsAre("The check digit of the tax code “0100233489” is wrong."));
}

TEST(TaxCode, WarnsWhereNoCheckDigitExists) {
  // 31·1 = 31 = 2·11 + 9 gives 1; 13·1 + 19·1 + 23·1 = 55 = 5·11 gives 10, which is no digit.
  EXPECT_THAT(warningsOf(normalTaxCode("1000000001")), IsEmpty());
  EXPECT_THAT(warningsOf(normalTaxCode("0011010000")), testing::SizeIs(1));
}

TEST(TaxCode, PutsALostZeroBackWhenTheCheckDigitThenFits) {
  const auto code = normalTaxCode("100233488.0");
  EXPECT_EQ(shown(code), "0100233488");
  EXPECT_THAT(warningsOf(code), ElementsAre(HasSubstr("leading 0")));
  EXPECT_FALSE(normalTaxCode("100233489"));
}

TEST(TaxCode, RefusesOtherLengthsAndLetters) {
  for (const char* text : {"", "12345", "0100233488-000", "0100233488-1", "01002334AB",
                           "01002334880", "01002334880012", "1.00233E+09", "0100-233488"})
    EXPECT_FALSE(normalTaxCode(text) && normalTaxCode(text)->warnings.empty()) << text;
  EXPECT_FALSE(normalTaxCode("0100233488-000"));
  EXPECT_FALSE(normalTaxCode("01002334AB"));
  EXPECT_FALSE(normalTaxCode("0100\xff"));
}

TEST(IdentityNumber, TakesTwelveDigitsAndMendsEleven) {
  EXPECT_EQ(shown(normalIdentityNumber("001099012345")), "001099012345");
  EXPECT_EQ(shown(normalIdentityNumber("079 199 012 345")), "079199012345");
  const auto mended = normalIdentityNumber("79199012345.0");
  EXPECT_EQ(shown(mended), "079199012345");
  EXPECT_THAT(warningsOf(mended), ElementsAre(HasSubstr("79199012345")));
}

TEST(IdentityNumber, RefusesOldCardsExponentsAndLetters) {
  for (const char* text : {"", "012345678", "0012345678901", "7.91990E+10", "C1234567"})
    EXPECT_FALSE(normalIdentityNumber(text)) << text;
}

TEST(Email, PutsTheDomainInLowerCaseAndKeepsTheName) {
  EXPECT_EQ(shown(normalEmail("  Lien.He@Shop.EXAMPLE ")), "Lien.He@shop.example");
  EXPECT_EQ(shown(normalEmail("a+b_c@x-1.shop.example")), "a+b_c@x-1.shop.example");
  EXPECT_EQ(shown(normalEmail("a@shop.example\u200b")), "a@shop.example");
}

TEST(Email, LetsNoControlCharacterThrough) {
  for (const std::string text :
       {"a@shop.example\r\nBcc: b@shop.example", "a\n@shop.example", "a@shop\t.example",
        "a\u202e@shop.example", "<a@shop.example>", "a@shop.example,b@shop.example",
        "a@shop.example;b@shop.example", "A B <a@shop.example>"})
    EXPECT_FALSE(normalEmail(text)) << text;
  EXPECT_FALSE(normalEmail(std::string("a@shop.example\0b", 16)));
}

TEST(Email, RefusesWhatIsNoAddress) {
  for (const char* text :
       {"", "shop", "@shop.example", "a@", "a@shop", "a@@shop.example", "a..b@shop.example",
        ".a@shop.example", "a.@shop.example", "a@-shop.example", "a@shop..example", "a@127.0.0.1",
        "a@[127.0.0.1]", "\"a b\"@shop.example", "bán@shop.example", "a@.example"})
    EXPECT_FALSE(normalEmail(text)) << text;
  EXPECT_FALSE(normalEmail(std::string(65, 'a') + "@shop.example"));
  EXPECT_FALSE(normalEmail("a@" + std::string(64, 'b') + ".example"));
}

TEST(Email, PutsAVietnameseDomainIntoItsFormForTheNetwork) {
  EXPECT_EQ(shown(normalEmail("a@CửaHàng.example")), "a@xn--cahng-tqa2694c.example");
  EXPECT_EQ(shown(normalEmail("a@cu\u031b\u0309aha\u0300ng.example")),
            "a@xn--cahng-tqa2694c.example");
  EXPECT_EQ(shown(normalEmail("a@XN--cahng-tqa2694c.example")), "a@xn--cahng-tqa2694c.example");
}

TEST(Email, SaysAsWrittenWhichDomainIsNone) {
  EXPECT_EQ(shown(normalEmail("a@cửahàng")), "refused: “cửahàng” is not a domain.");
  EXPECT_FALSE(normalEmail("bán@cửahàng.example")) << "the name before the @ stays ASCII";
}

TEST(Url, PutsHostInLowerCaseAndDropsWhatNamesNoPlace) {
  EXPECT_EQ(shown(normalUrl("HTTPS://Shopee.VN/Shop-A")), "https://shopee.vn/Shop-A");
  EXPECT_EQ(shown(normalUrl("https://shopee.vn/")), "https://shopee.vn");
  EXPECT_EQ(shown(normalUrl("https://shopee.vn/a/")), "https://shopee.vn/a/");
  EXPECT_EQ(shown(normalUrl("https://shopee.vn:443/a")), "https://shopee.vn/a");
  EXPECT_EQ(shown(normalUrl("http://shop.example:80")), "http://shop.example");
  EXPECT_EQ(shown(normalUrl("http://shop.example:8080/a")), "http://shop.example:8080/a");
  EXPECT_EQ(shown(normalUrl("https://shop.example./a#phan-2")), "https://shop.example/a");
  EXPECT_EQ(shown(normalUrl("https://shop.example#a")), "https://shop.example");
}

TEST(Url, DropsTrackingAndKeepsOtherParametersInOrder) {
  EXPECT_EQ(shown(normalUrl("https://www.facebook.com/profile.php?fbclid=x&id=12&utm_source=z")),
            "https://www.facebook.com/profile.php?id=12");
  EXPECT_EQ(shown(normalUrl("https://shop.example/?UTM_Medium=a&gclid=b")), "https://shop.example");
  EXPECT_EQ(shown(normalUrl("https://shop.example/a?b=1&a=2&&")), "https://shop.example/a?b=1&a=2");
}

TEST(Url, PutsHttpsBeforeABareHost) {
  EXPECT_EQ(shown(normalUrl("zalo.me/0912345678")), "https://zalo.me/0912345678");
  EXPECT_EQ(shown(normalUrl("//zalo.me/1")), "https://zalo.me/1");
  EXPECT_EQ(shown(normalUrl("shop.example:8080/a")), "https://shop.example:8080/a");
  EXPECT_EQ(shown(normalUrl("shop.example/a?next=http://b.example")),
            "https://shop.example/a?next=http://b.example");
}

TEST(Url, GivesNfcForADecomposedPath) {
  EXPECT_EQ(shown(normalUrl("https://shop.example/ca\u0300")), "https://shop.example/cà");
}

TEST(Url, PutsAVietnameseDomainIntoItsFormForTheNetwork) {
  EXPECT_EQ(shown(normalUrl("https://Cửahàng.example/đồ?a=ơ")),
            "https://xn--cahng-tqa2694c.example/đồ?a=ơ");
  EXPECT_EQ(shown(normalUrl("cửahàng.example")), "https://xn--cahng-tqa2694c.example");
}

TEST(BankAccount, TakesSixToNineteenDigits) {
  EXPECT_EQ(shown(normalBankAccount("0011 0012-3456.7")), "0011001234567");
  EXPECT_EQ(shown(normalBankAccount("0011\u20130012\u20113456")), "001100123456");
  EXPECT_EQ(shown(normalBankAccount("123456.0")), "123456");
  EXPECT_EQ(shown(normalBankAccount("000123")), "000123") << "zeros in front belong to it";
  EXPECT_EQ(shown(normalBankAccount(std::string(19, '1'))), std::string(19, '1'));
}

TEST(BankAccount, RefusesWhatIsNoNumberAlone) {
  for (const char* text : {"", "-", "12345", "1.23E+12", "12345678901234567890",
                           "0011001234567 Vietcombank", "VCB 0011001234567", "0011\xff"})
    EXPECT_FALSE(normalBankAccount(text)) << text;
  EXPECT_THAT(shown(normalBankAccount("1,23456E+12")), HasSubstr("last digits are lost"));
}

TEST(Url, RefusesOtherSchemesBlanksAndHiddenHosts) {
  for (const char* text : {"",
                           "-",
                           "n/a",
                           "javascript:alert(1)",
                           "ftp://shop.example",
                           "mailto:a@shop.example",
                           "data:text/html,x",
                           "https://",
                           "https:///a",
                           "https://shopee",
                           "https://shop.example/a b",
                           "https://shop.example/a\nb",
                           "https://shopee.vn@evil.example/",
                           "https://shopee.vn:0/",
                           "https://shopee.vn:65536/",
                           "https://shopee.vn:x/",
                           "https://shop.example\\@evil.example",
                           "https://127.0.0.1/",
                           "https://[::1]/",
                           "https://-a.example",
                           "https://a..example",
                           "\"https://shop.example\""})
    EXPECT_FALSE(normalUrl(text)) << text;
  EXPECT_FALSE(normalUrl("https://shop.example/" + std::string(3000, 'a')));
}

}  // namespace
}  // namespace thongbao::domain
