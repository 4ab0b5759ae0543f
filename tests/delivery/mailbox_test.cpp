#include "delivery/mailbox.h"

#include <gmock/gmock.h>

#include "delivery/reading.h"

namespace thongbao::delivery {
namespace {

using base::Code;
using test::countOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

INSTANTIATE_TEST_SUITE_P(Of, OnServer,
                         testing::Values(Kind{MailboxKind::imap, "imap"},
                                         Kind{MailboxKind::pop3, "pop3"}),
                         [](const auto& tested) { return tested.param.name; });

TEST_P(OnServer, GivesEachMailByteByByteOldestFirst) {
  const std::string binary =
      std::string("X: \0\xFF\r\n\r\n", 10) + std::string(200'000, 'x') + "\r\n";
  put(3, mailOf("a"));
  put(7, binary);
  put(21, mailOf("b"));
  serve();
  const Read read = readFrom(settings());
  EXPECT_FALSE(read.failure) << base::describe(*read.failure);
  EXPECT_EQ(read.mails, (std::vector<std::string>{mailOf("a"), binary, mailOf("b")}));
  EXPECT_THAT(read.unread, IsEmpty());
}

TEST_P(OnServer, GivesNothingOfAnEmptyMailbox) {
  serve();
  const Read read = readFrom(settings());
  EXPECT_FALSE(read.failure);
  EXPECT_THAT(read.mails, IsEmpty());
  EXPECT_EQ(read.cursor, "");
}

TEST_P(OnServer, GoesOnBehindTheCursor) {
  put(3, mailOf("a"));
  put(7, mailOf("b"));
  serve();
  const Read first = readFrom(settings(), "", 1);
  EXPECT_THAT(first.mails, ElementsAre(mailOf("a")));
  const Read second = readFrom(settings(), first.cursor);
  EXPECT_THAT(second.mails, ElementsAre(mailOf("b")));
  EXPECT_THAT(readFrom(settings(), second.cursor).mails, IsEmpty());
  put(8, mailOf("c"));
  EXPECT_THAT(readFrom(settings(), second.cursor).mails, ElementsAre(mailOf("c")));
}

TEST_P(OnServer, ReadsAllAgainWithACursorThatItDoesNotKnow) {
  put(3, mailOf("a"));
  serve();
  for (const char* cursor : {"16:3", "x", "9:9:9", "17", "1:0123456789abcdef0123456789abcdef"})
    EXPECT_THAT(readFrom(settings(), cursor).mails, ElementsAre(mailOf("a"))) << cursor;
}

TEST_P(OnServer, LosesNoMailWhenAnotherIsRemoved) {
  for (const int uid : {3, 7, 9}) put(uid, mailOf(std::to_string(uid)));
  serve();
  const Read first = readFrom(settings());
  remove(7);
  put(10, mailOf("10"));
  EXPECT_THAT(readFrom(settings(), first.cursor).mails, testing::Contains(mailOf("10")));
}

TEST_P(OnServer, ChangesNothingInTheMailbox) {
  put(3, mailOf("a"));
  serve();
  readFrom(settings());
  for (const char* change : {"SELECT", "STORE", "DELE", "EXPUNGE", "BODY[]", "COPY"})
    EXPECT_EQ(countOf(change, heard()), 0U) << heard();
  EXPECT_EQ(countOf("connection", heard()), 1U);
}

TEST_P(OnServer, ReadsThroughStartTlsAndTls) {
  put(3, mailOf("a"));
  serveEncrypted("--starttls", "right");
  EXPECT_THAT(readFrom(settings(Security::startTls)).mails, ElementsAre(mailOf("a")));
  const std::string login = isImap() ? "LOGIN" : "PASS";
  EXPECT_LT(heard().find(isImap() ? "STARTTLS" : "STLS"), heard().find(login)) << heard();
  serveEncrypted("--tls", "right");
  EXPECT_THAT(readFrom(settings(Security::tls)).mails, ElementsAre(mailOf("a")));
}

TEST_P(OnServer, GivesNoPasswordToAServerWithoutStartTls) {
  serve();
  const Read read = readFrom(settings(Security::startTls));
  ASSERT_TRUE(read.failure);
  EXPECT_EQ(read.failure->code(), Code::usage);
  EXPECT_EQ(read.failure->place().field, "mailbox.security");
  EXPECT_EQ(countOf("LOGIN", heard()) + countOf("PASS", heard()) + countOf("USER", heard()), 0U);
}

TEST_P(OnServer, GivesNoPasswordToAServerWhoseCertificateDoesNotFit) {
  for (const char* option : {"--starttls", "--tls"})
    for (const char* certificate : {"wrong", "stranger"}) {
      serveEncrypted(option, certificate);
      const Read read =
          readFrom(settings(std::string(option) == "--tls" ? Security::tls : Security::startTls));
      ASSERT_TRUE(read.failure) << certificate;
      EXPECT_EQ(read.failure->code(), Code::usage);
      EXPECT_EQ(read.failure->place().field, "mailbox.host");
      EXPECT_EQ(countOf("LOGIN", heard()) + countOf("PASS", heard()), 0U);
    }
}

TEST_P(OnServer, NamesAWrongPasswordWithoutRepeatingIt) {
  serve();
  MailboxSettings wrong = settings();
  wrong.password = "topsecret";
  const Read read = readFrom(wrong);
  ASSERT_TRUE(read.failure);
  EXPECT_EQ(read.failure->code(), Code::usage);
  EXPECT_EQ(read.failure->place().field, "mailbox.user");
  EXPECT_THAT(base::describe(*read.failure), Not(HasSubstr("topsecret")));
}

TEST_P(OnServer, AsksForSettingsThatAreMissing) {
  serve();
  std::vector<MailboxSettings> wrong(4, settings());
  wrong[0].host = "";
  wrong[1].host = "a/b";
  wrong[2].user = "";
  wrong[3].password = "";
  for (const MailboxSettings& settings : wrong) {
    const Read read = readFrom(settings);
    ASSERT_TRUE(read.failure);
    EXPECT_EQ(read.failure->code(), Code::usage);
  }
  EXPECT_EQ(heard(), "");
}

TEST_P(OnServer, IsUnavailableWhenNobodyListensOrAnswers) {
  serveWith("greeting");
  EXPECT_EQ(readFrom(settings()).failure->code(), Code::unavailable);
  serveWith("mute");
  MailboxSettings hasty = settings();
  hasty.totalSeconds = 1;
  EXPECT_EQ(readFrom(hasty).failure->code(), Code::unavailable);
  server_->stop();
  EXPECT_EQ(readFrom(settings()).failure->code(), Code::unavailable);
}

TEST_P(OnServer, KeepsWhatItReadBeforeTheServerClosedInTheMiddle) {
  put(3, mailOf("a"));
  put(7, mailOf("b"));
  serveWith("close");
  const Read read = readFrom(settings());
  ASSERT_TRUE(read.failure);
  EXPECT_EQ(read.failure->code(), Code::unavailable);
  EXPECT_THAT(read.mails, ElementsAre(mailOf("a")));
  serve();
  EXPECT_THAT(readFrom(settings(), read.cursor).mails, ElementsAre(mailOf("b")));
}

TEST_P(OnServer, GivesUpWhenTheMailComesTooSlowly) {
  put(3, mailOf(std::string(2000, 'x')));
  serveWith("drip");
  MailboxSettings hasty = settings();
  hasty.totalSeconds = 1;
  const Read read = readFrom(hasty);
  ASSERT_TRUE(read.failure);
  EXPECT_EQ(read.failure->code(), Code::unavailable);
  EXPECT_THAT(read.mails, IsEmpty());
}

TEST_P(OnServer, TellsAMailThatIsTooLargeAndReadsTheNext) {
  put(3, std::string(3'000'000, 'x') + "\r\n");
  put(7, mailOf("b"));
  for (const char* trouble : {"", "liar"}) {
    serveWith(trouble);
    MailboxSettings narrow = settings();
    narrow.mostBytes = 1U << 20U;
    const Read read = readFrom(narrow);
    EXPECT_FALSE(read.failure) << base::describe(*read.failure);
    EXPECT_THAT(read.unread, ElementsAre(HasSubstr("larger than 1 MB"))) << trouble;
    EXPECT_THAT(read.mails, ElementsAre(mailOf("b")));
    EXPECT_THAT(readFrom(narrow, read.cursor).unread, IsEmpty());
  }
}

TEST_P(OnServer, TakesAMailOfTwentyFiveMegabytes) {
  std::string large = "Subject: x\r\n\r\n";
  while (large.size() + 80 < (25U << 20U)) large += std::string(76, 'x') + "\r\n";
  put(3, large);
  serveEncrypted("--tls", "right");
  const Read read = readFrom(settings(Security::tls));
  ASSERT_EQ(read.mails.size(), 1U);
  EXPECT_TRUE(read.mails[0] == large);
}

TEST_P(OnServer, TellsAMailThatTheServerCannotGiveAndReadsTheNext) {
  put(3, mailOf("a"));
  put(7, mailOf("b"));
  serveWith("broken");
  const Read read = readFrom(settings());
  EXPECT_FALSE(read.failure);
  EXPECT_THAT(read.unread, ElementsAre(HasSubstr("cannot read it")));
  EXPECT_THAT(read.mails, ElementsAre(mailOf("b")));
}

TEST_P(OnServer, LeavesAMailForTheNextTimeThatTheServerGivesLater) {
  put(3, mailOf("a"));
  put(7, mailOf("b"));
  serveWith("busy");
  const Read read = readFrom(settings());
  ASSERT_TRUE(read.failure);
  EXPECT_EQ(read.failure->code(), Code::unavailable);
  EXPECT_THAT(read.unread, IsEmpty());
  serve();
  EXPECT_THAT(readFrom(settings(), read.cursor).mails, ElementsAre(mailOf("b")));
}

TEST_P(OnServer, StopsWhenToldTo) {
  put(3, mailOf("a"));
  serve();
  const Read read = readFrom(settings(), "", 0);
  EXPECT_FALSE(read.failure);
  EXPECT_THAT(read.mails, IsEmpty());
}

}  // namespace
}  // namespace thongbao::delivery
