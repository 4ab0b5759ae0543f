#include "delivery/incoming.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "delivery/mail.h"
#include "domain/identifiers.h"

namespace thongbao::delivery {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::filesystem::path kMails = SOURCE_FOLDER "/tests/delivery/fixtures/incoming";
const OurMarks kOurs{"thu-hoi@qltt-phutho.example", "qltt-phutho.example"};
const std::string kKey = "0123456789abcdef0123456789abcdef";
const std::string kOtherKey = "fedcba9876543210fedcba9876543210";

struct Case {
  const char* mail;
  Sort sort;
  std::vector<std::string> keys;
  const char* status;
  const char* diagnostic;
};

const std::vector<std::string> kOne{kKey};

const std::vector<Case> kCases{
    {"bounced-postfix", Sort::bounced, kOne, "5.1.1",
     "550 5.1.1 <hoa.dao@shop.example>: Recipient address rejected: User unknown in virtual "
     "mailbox table"},
    {"bounced-headers-only", Sort::bounced, kOne, "5.1.1",
     "550-5.1.1 The email account that you tried to reach does not exist."},
    {"bounced-after-retries", Sort::bounced, kOne, "4.4.7",
     "delivery temporarily suspended: connect timed out"},
    {"bounced-one-of-several", Sort::bounced, kOne, "5.2.2", "552 5.2.2 Mailbox full"},
    {"bounced-base64-returned", Sort::bounced, kOne, "5.4.316",
     "550 5.4.316 Message expired, connection refused(Socket error code 10061)"},
    {"bounced-global", Sort::bounced, kOne, "5.1.1", "550 Người nhận “hoa-đào” không tồn tại"},
    {"bounced-qmail", Sort::bounced, kOne, "5.1.1",
     "Sorry, no mailbox here by that name. (#5.1.1)"},
    {"bounced-exim", Sort::bounced, kOne, "5.7.1", "550 5.7.1 Blocked by policy 4.2.1.9"},
    {"bounced-old-exchange", Sort::bounced, kOne, "5.1.1", "<cty.example #5.1.1>"},
    {"bounced-vietnamese", Sort::bounced, kOne, "",
     "Lý do: Địa chỉ người nhận không tồn tại hoặc đã bị khóa."},
    {"bounced-windows-1258", Sort::bounced, kOne, "", "Hộp thư đã đầy, thư bị trả lại."},
    {"bounced-sendmail", Sort::bounced, kOne, "5.3.0",
     "(reason: 553 5.3.0 <hoa.dao@shop.example>... No such user here)"},
    {"bounced-null-sender", Sort::bounced, kOne, "",
     "Rejected by policy: 554 Message refused, reputation"},
    {"bounced-without-evidence",
     Sort::bounced,
     {},
     "5.1.2",
     "Sorry, I couldn't find any host named shop.example. (#5.1.2)"},
    {"delay-postfix", Sort::delay, kOne, "4.4.1",
     "connect to mx.shop.example[192.0.2.5]:25: Connection timed out"},
    {"delay-exim", Sort::delay, kOne, "4.7.1",
     "Delay reason: SMTP error from remote mail server: 451 4.7.1 Greylisted"},
    {"delivered", Sort::delivered, kOne, "2.0.0", "250 2.0.0 saved in mailbox"},
    {"relayed-proves-nothing", Sort::other, kOne, "2.0.0", "Relayed."},
    {"automatic-out-of-office", Sort::automatic, kOne, "",
     "I am out of the office. Mail to me could not be delivered to my phone."},
    {"automatic-vietnamese", Sort::automatic, kOne, "", "Cảm ơn Quý khách đã liên hệ."},
    {"automatic-absent", Sort::automatic, kOne, "", "Toi di cong tac den 30/11."},
    {"automatic-precedence", Sort::automatic, kOne, "", "Thank you, ticket #12 was opened."},
    {"automatic-suppressed", Sort::automatic, kOne, "", "Da nhan."},
    {"automatic-read-receipt", Sort::automatic, kOne, "", "displayed"},
    {"automatic-complaint", Sort::automatic, kOne, "", "A user marked this as spam."},
    {"answer-plain",
     Sort::answer,
     {kKey, kOtherKey},
     "",
     "Cửa hàng đã nhận thông báo và sẽ bổ sung thông tin trước ngày 30/11."},
    {"answer-below-quote", Sort::answer, kOne, "", "Chung toi khong ban mat hang nay."},
    {"answer-html-outlook", Sort::answer, kOne, "", "Đề nghị Đội gia hạn & hướng dẫn."},
    {"answer-undeclared-charset", Sort::answer, kOne, "", "Vâng, tôi đã rõ."},
    {"answer-only-to-the-key", Sort::answer, kOne, "", "Xin goi lai."},
    {"answer-forwards-a-report", Sort::answer, kOne, "", "Thư của tôi bị trả lại, xem bên dưới."},
    {"answer-about-delivery", Sort::answer, kOne, "",
     "The goods could not be delivered. 550 5.1.1"},
    {"forged-key", Sort::answer, {kOtherKey}, "", "Trust me."},
    {"other-bounce-of-another", Sort::other, {}, "", ""},
    {"other-list", Sort::other, {}, "", ""},
    {"other-keys-of-others", Sort::other, {}, "", ""},
    {"other-empty-headers", Sort::other, {}, "", ""},
};

Incoming understoodFile(const std::string& name) {
  return understand(base::readFile(kMails / (name + ".eml")), kOurs);
}

class MailOfTheCorpus : public testing::TestWithParam<Case> {};

TEST_P(MailOfTheCorpus, IsUnderstoodForWhatItIs) {
  const Incoming incoming = understoodFile(GetParam().mail);
  EXPECT_EQ(toString(incoming.sort), toString(GetParam().sort));
  EXPECT_EQ(incoming.keys, GetParam().keys);
  EXPECT_EQ(incoming.status, GetParam().status);
  EXPECT_EQ(incoming.diagnostic, GetParam().diagnostic);
}

INSTANTIATE_TEST_SUITE_P(Each, MailOfTheCorpus, testing::ValuesIn(kCases), [](const auto& tested) {
  std::string name = tested.param.mail;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Incoming, HasACaseForEveryMailOfTheCorpus) {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(kMails))
    files.push_back(file.path().stem());
  std::vector<std::string> cases;
  for (const Case& known : kCases) cases.emplace_back(known.mail);
  EXPECT_THAT(files, testing::UnorderedElementsAreArray(cases));
}

TEST(Incoming, TellsWhoWroteAndWhen) {
  const Incoming answer = understoodFile("answer-plain");
  EXPECT_EQ(answer.from, "Hoa.Dao@shop.example");
  ASSERT_TRUE(answer.date);
  EXPECT_EQ(base::toIso(*answer.date), "2026-11-24T03:05:09.000Z");
  EXPECT_EQ(understoodFile("bounced-sendmail").from, "");
  EXPECT_FALSE(understoodFile("other-empty-headers").date);
}

TEST(Incoming, BelievesTheAddressThatItWasSentToBeforeAnyOtherEvidence) {
  const Incoming incoming = understand("Delivered-To: thu-hoi+" + kOtherKey +
                                           "@qltt-phutho.example\r\nFrom: a@shop.example\r\n"
                                           "In-Reply-To: <" +
                                           kKey + "@qltt-phutho.example>\r\n\r\nx",
                                       kOurs);
  EXPECT_THAT(incoming.keys, ElementsAre(kOtherKey, kKey));
}

TEST(Incoming, KnowsTheKeyOfAVerpAddressAgain) {
  const std::string address = verpAddress(kOurs.bounceAddress, kKey);
  EXPECT_EQ(address, "thu-hoi+" + kKey + "@qltt-phutho.example");
  EXPECT_EQ(domain::normalEmail(address)->value, address);
  const Incoming incoming =
      understand("From: a@shop.example\nTo: <" + address + ">\n\nChào\n", kOurs);
  EXPECT_THAT(incoming.keys, ElementsAre(kKey));
}

TEST(Incoming, KnowsNoKeyWithoutMarks) {
  for (const char* mail : {"bounced-postfix", "answer-plain"})
    EXPECT_THAT(understand(base::readFile(kMails / (std::string(mail) + ".eml")), {}).keys,
                IsEmpty());
}

TEST(MessageKey, IsTheDigitsOfAnIdOfOurs) {
  const std::string id = messageIdFor("thang-11", 1, 7, std::string(64, 'a'), "doi1@qltt.example");
  EXPECT_EQ(messageKey(id), id.substr(0, 32));
  for (const std::string& other : {std::string(), kKey, kKey + "0@x", "x" + kKey + "@x",
                                   kKey.substr(1) + "@x", std::string("a@b")})
    EXPECT_EQ(messageKey(other), "") << other;
}

/// What understand promises of any bytes.
void expectClean(const std::string& mail) {
  const Incoming incoming = understand(mail, kOurs);
  EXPECT_LE(incoming.diagnostic.size(), 500U);
  EXPECT_EQ(incoming.diagnostic, base::cleanLine(incoming.diagnostic));
  for (const std::string& key : incoming.keys)
    EXPECT_EQ(key.find_first_not_of("0123456789abcdef"), std::string::npos);
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

const std::string kHead = "From: mailer-daemon@x.example\nSubject: failure notice\n";

TEST(HostileMail, IsReadWhateverItHolds) {
  const std::string multipart = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n";
  const std::vector<std::string> mails{
      "",
      "\n",
      std::string(100, '\0'),
      std::string("From: \0\r\n\r\n\0", 11),
      kHead + multipart + repeated("--a\n\n", 2'000'000),
      kHead + repeated("a:\n", 3'000'000),
      kHead + "X: " + std::string(10U << 20U, 'x'),
      kHead + "\n" + std::string(10U << 20U, '\xFF'),
      kHead + "\n" + repeated("5.1.1 550 \xCC\x88", 700'000),
      kHead + "\n" + repeated("Message-ID:", 900'000),
      kHead + "\n" + repeated("@", 5'000'000),
      kHead + repeated("Content-Type: message/rfc822\n\n", 300'000),
      kHead + "Content-Type: text/html\n\n" + repeated("<div>", 2'000'000),
      kHead + "Content-Type: text/html\n\n<p " + repeated("a ", 2'000'000) + ">",
      kHead + "Content-Type: text/plain; charset=no-such\n\n\xE1\xBB",
      kHead + "Content-Type: text/plain; charset=utf-7\n\n+AAo-+2AA-",
      "Subject: " + repeated("=?utf-8?B?4bu?= ", 10'000) + "\n\nx",
      "Subject: =?no-such?Q?=FF?= =?utf-8?X?y?=\nFrom: \"\\\" <@,;:>\nDate: 99 Foo 999999\n\nx",
      "References: " + repeated("<" + kKey + "@qltt-phutho.example>", 40'000) + "\n\nx",
  };
  for (const std::string& mail : mails) expectClean(mail);
}

TEST(HostileMail, IsReadDownToNoMoreThanAFewMailsInMails) {
  std::string nested = kHead;
  for (int i = 0; i < 5000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    nested += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  expectClean(nested);
}

TEST(HostileMail, GivesNoLineBreakNoControlAndNoReversedTextToAnOfficer) {
  const Incoming incoming = understand("From: a@shop.example\nIn-Reply-To: <" + kKey +
                                           "@qltt-phutho.example>\nContent-Type: text/plain; "
                                           "charset=utf-8\n\n\xE2\x80\xAE\x1B[31mđỏ\a" +
                                           std::string(2000, 'x') + "\n",
                                       kOurs);
  EXPECT_EQ(toString(incoming.sort), "answer");
  EXPECT_THAT(incoming.diagnostic, testing::StartsWith("[31mđỏ x"));
  EXPECT_EQ(incoming.diagnostic.size(), 500U);
}

}  // namespace
}  // namespace thongbao::delivery
