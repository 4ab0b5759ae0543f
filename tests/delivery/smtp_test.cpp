#include "delivery/smtp.h"

#include <gmock/gmock.h>

#include <optional>

#include "base/error.h"
#include "support/certificates.h"
#include "support/mail_server.h"

namespace thongbao::delivery {
namespace {

using base::Code;
using domain::DispatchState;
using test::countOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kFrom = "doi1@qltt-phutho.example";
const std::string kMessage = "Subject: x\r\n\r\nfirst\r\n.\r\n..two\r\nlast\r\n";

MailServer plain(const test::MailServer& server) {
  MailServer settings;
  settings.host = "127.0.0.1";
  settings.port = server.port();
  settings.security = Security::plainBecauseConfigured;
  settings.helloName = "thongbao.example";
  settings.connectSeconds = 5;
  settings.totalSeconds = 10;
  return settings;
}

std::optional<base::Error> failureOf(Smtp& smtp) {
  try {
    smtp.checkServer();
  } catch (const base::Error& error) {
    return error;
  }
  return std::nullopt;
}

TEST(Smtp, HandsAMessageOverByteByByteAndKeepsTheReply) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  const Outcome outcome = smtp.send(kFrom, "shop@shop.example", kMessage);
  EXPECT_EQ(outcome.state, DispatchState::accepted);
  EXPECT_EQ(outcome.reply, "250 2.0.0 Ok: queued as 00000001");
  EXPECT_THAT(server.mails(), ElementsAre(kMessage));
  EXPECT_THAT(server.heard(), HasSubstr("MAIL FROM:<doi1@qltt-phutho.example>"));
  EXPECT_EQ(countOf("RCPT ", server.heard()), 1U);
  EXPECT_THAT(server.heard(), HasSubstr("RCPT TO:<shop@shop.example>"));
}

TEST(Smtp, KeepsOneConnectionForManyMessages) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  smtp.checkServer();
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(smtp.send(kFrom, "shop" + std::to_string(i) + "@shop.example", kMessage).state,
              DispatchState::accepted);
  EXPECT_EQ(countOf("connection\n", server.heard()), 1U);
  EXPECT_EQ(server.mails().size(), 20U);
}

std::string messageOf(std::size_t megabytes) {
  std::string message = "Subject: x\r\n\r\n";
  while (message.size() < (megabytes << 20U)) message += ".0123456789 0123456789 0123456789\r\n";
  return message;
}

TEST(Smtp, TakesALargeMessageWhole) {
  const test::MailServer server;
  const std::string message = messageOf(3);
  Smtp smtp(plain(server));
  EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", message).state, DispatchState::accepted);
  EXPECT_TRUE(server.mails().at(0) == message);
}

struct Case {
  const char* recipient;
  DispatchState state;
  const char* reply;
  std::size_t kept;
};

class ReplyOfServer : public testing::TestWithParam<Case> {};

TEST_P(ReplyOfServer, DecidesWhatBecameOfTheMessage) {
  const Case& wanted = GetParam();
  const test::MailServer server;
  MailServer settings = plain(server);
  settings.totalSeconds = 1;
  Smtp smtp(settings);
  const Outcome outcome = smtp.send(kFrom, wanted.recipient, kMessage);
  EXPECT_EQ(domain::toString(outcome.state), domain::toString(wanted.state)) << outcome.reply;
  EXPECT_THAT(outcome.reply, HasSubstr(wanted.reply));
  EXPECT_EQ(server.mails().size(), wanted.kept);

  const Outcome next = smtp.send(kFrom, "good@shop.example", kMessage);
  EXPECT_EQ(next.state, DispatchState::accepted) << next.reply;
}

INSTANTIATE_TEST_SUITE_P(
    AtEveryStep, ReplyOfServer,
    testing::Values(
        Case{"refuse-1@shop.example", DispatchState::refused, "550 5.1.1 No such mailbox", 0},
        Case{"defer-1@shop.example", DispatchState::deferred, "451 4.3.0 Try again later", 0},
        Case{"refuse-data-1@shop.example", DispatchState::refused, "554 5.7.1 Refused", 0},
        Case{"defer-data-1@shop.example", DispatchState::deferred, "452 4.2.2 Mailbox full", 0},
        Case{"odd-1@shop.example", DispatchState::accepted, "251 2.1.5 Will forward", 1},
        Case{"drop-1@shop.example", DispatchState::unknown, "before the server answered", 0},
        Case{"drop-early-1@shop.example", DispatchState::deferred, "", 0},
        Case{"silent-1@shop.example", DispatchState::unknown, "before the server answered", 0}));

TEST(Smtp, KeepsALongReplyCleanAndShort) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  const Outcome outcome = smtp.send(kFrom, "long-1@shop.example", kMessage);
  EXPECT_EQ(outcome.state, DispatchState::refused);
  EXPECT_THAT(outcome.reply, testing::StartsWith("554-no text: \xEF\xBF\xBD\xEF\xBF\xBD 554-line"));
  EXPECT_LE(outcome.reply.size(), 500U);
  for (const char c : outcome.reply) EXPECT_NE(c, '\x1b');
}

TEST(Smtp, DefersWhenTheConnectionIsLostWithinTheMessage) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  const Outcome outcome = smtp.send(kFrom, "drop-data-1@shop.example", messageOf(8));
  EXPECT_EQ(domain::toString(outcome.state), "deferred") << outcome.reply;
}

TEST(Smtp, DoesNotBlameTheRecipientForARefusedSender) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  const Outcome outcome = smtp.send("refuse-1@qltt.example", "shop@shop.example", kMessage);
  EXPECT_EQ(outcome.state, DispatchState::deferred);
  EXPECT_THAT(outcome.reply, HasSubstr("550 5.7.1 Sender refused"));
}

TEST(Smtp, IsRefusedAMessageThatTheServerFindsTooLarge) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  const Outcome outcome = smtp.send(kFrom, "shop@shop.example", messageOf(33));
  EXPECT_EQ(outcome.state, DispatchState::refused);
  EXPECT_THAT(outcome.reply, testing::StartsWith("552"));
}

TEST(Smtp, DefersWhenNobodyListens) {
  test::MailServer server;
  server.stop();
  Smtp smtp(plain(server));
  const Outcome outcome = smtp.send(kFrom, "shop@shop.example", kMessage);
  EXPECT_EQ(outcome.state, DispatchState::deferred);
  EXPECT_THAT(outcome.reply, Not(IsEmpty()));
  EXPECT_EQ(failureOf(smtp)->code(), Code::unavailable);
}

TEST(Smtp, DefersWhenTheServerWasStoppedBetweenTwoMessages) {
  test::MailServer server;
  Smtp smtp(plain(server));
  EXPECT_EQ(smtp.send(kFrom, "a@shop.example", kMessage).state, DispatchState::accepted);
  server.stop();
  EXPECT_EQ(smtp.send(kFrom, "b@shop.example", kMessage).state, DispatchState::deferred);
}

TEST(Smtp, NeverPutsASecondCommandIntoAnAddress) {
  const test::MailServer server;
  Smtp smtp(plain(server));
  for (const std::string& address :
       {std::string("a@b.example>\r\nRCPT TO:<thief@evil.example"), std::string("a@b.example\nX"),
        std::string("a\0@b.example", 12), std::string("a@b.example c@d.example"), std::string()}) {
    EXPECT_EQ(smtp.send(kFrom, address, kMessage).state, DispatchState::refused);
    EXPECT_EQ(smtp.send(address, "shop@shop.example", kMessage).state, DispatchState::deferred);
  }
  EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", "").state, DispatchState::refused);
  EXPECT_EQ(server.heard(), "");
}

TEST(Smtp, RefusesAServerNameThatIsMore) {
  std::vector<MailServer> wrong;
  for (const char* host : {"", "a/b", "user@host", "a b", "a\r\nb", "file://x", "a?b", "a#b"})
    wrong.emplace_back().host = host;
  wrong.emplace_back().host = std::string("127.0.0.1\0x", 11);
  wrong.emplace_back().host = "mail.example";
  wrong.back().helloName = "x\r\nRCPT";
  for (const MailServer& settings : wrong) {
    Smtp smtp(settings);
    EXPECT_EQ(failureOf(smtp)->code(), Code::usage) << settings.host;
    EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", kMessage).state, DispatchState::deferred);
  }
}

class Encrypted : public testing::Test {
 protected:
  static void SetUpTestSuite() { certificates_ = std::make_unique<test::Certificates>(); }
  static void TearDownTestSuite() { certificates_.reset(); }

  static std::string file(const std::string& name) { return certificates_->file(name); }
  static std::vector<std::string> withCertificate(const char* option, const std::string& name) {
    return certificates_->withCertificate(option, name);
  }
  static MailServer settingsFor(const test::MailServer& server, Security security) {
    MailServer settings = plain(server);
    settings.security = security;
    settings.caFile = file("ca.pem");
    return settings;
  }

  static std::unique_ptr<test::Certificates> certificates_;
};

std::unique_ptr<test::Certificates> Encrypted::certificates_;

TEST_F(Encrypted, SendsThroughStartTlsWithThePassword) {
  auto options = withCertificate("--starttls", "right");
  options.insert(options.end(), {"--auth", "doi1", "mật khẩu"});
  const test::MailServer server(options);
  MailServer settings = settingsFor(server, Security::startTls);
  settings.user = "doi1";
  settings.password = "mật khẩu";
  Smtp smtp(settings);
  EXPECT_EQ(failureOf(smtp), std::nullopt);
  EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", kMessage).state, DispatchState::accepted);
  EXPECT_EQ(countOf("STARTTLS", server.heard()), 1U);
  EXPECT_EQ(countOf("AUTH", server.heard()), 1U);
  EXPECT_LT(server.heard().find("STARTTLS"), server.heard().find("AUTH"));
}

TEST_F(Encrypted, SendsThroughTlsFromTheStart) {
  const test::MailServer server(withCertificate("--tls", "right"));
  Smtp smtp(settingsFor(server, Security::tls));
  EXPECT_EQ(failureOf(smtp), std::nullopt);
  EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", kMessage).state, DispatchState::accepted);
}

TEST_F(Encrypted, NamesAWrongPasswordWithoutRepeatingIt) {
  auto options = withCertificate("--starttls", "right");
  options.insert(options.end(), {"--auth", "doi1", "right word"});
  const test::MailServer server(options);
  MailServer settings = settingsFor(server, Security::startTls);
  settings.user = "doi1";
  settings.password = "topsecret";
  Smtp smtp(settings);
  const auto failure = failureOf(smtp);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->code(), Code::usage);
  EXPECT_EQ(failure->place().field, "mail.user");
  EXPECT_THAT(base::describe(*failure), HasSubstr("535"));
  EXPECT_THAT(base::describe(*failure), Not(HasSubstr("topsecret")));
  const Outcome outcome = smtp.send(kFrom, "shop@shop.example", kMessage);
  EXPECT_EQ(outcome.state, DispatchState::deferred);
  EXPECT_THAT(outcome.reply, Not(HasSubstr("topsecret")));
  EXPECT_THAT(server.mails(), IsEmpty());
}

TEST_F(Encrypted, GivesNoPasswordToAServerWithoutStartTls) {
  const test::MailServer server({"--auth", "doi1", "word"});
  MailServer settings = settingsFor(server, Security::startTls);
  settings.user = "doi1";
  settings.password = "word";
  Smtp smtp(settings);
  EXPECT_EQ(failureOf(smtp)->code(), Code::usage);
  EXPECT_EQ(failureOf(smtp)->place().field, "mail.security");
  EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", kMessage).state, DispatchState::deferred);
  EXPECT_EQ(countOf("connection", server.heard()), 3U);
  EXPECT_EQ(countOf("AUTH", server.heard()), 0U);
  EXPECT_EQ(countOf("MAIL", server.heard()), 0U);
}

TEST_F(Encrypted, SendsNothingToAServerWhoseCertificateDoesNotFit) {
  struct Trust {
    const char* certificate;
    const char* ca;
  };
  for (const Trust& trust : {Trust{"wrong", "ca.pem"}, Trust{"right", "stranger.pem"},
                             Trust{"right", ""}, Trust{"stranger", "ca.pem"}})
    for (const Security security : {Security::startTls, Security::tls}) {
      const test::MailServer server(
          withCertificate(security == Security::tls ? "--tls" : "--starttls", trust.certificate));
      MailServer settings = settingsFor(server, security);
      settings.caFile = *trust.ca ? file(trust.ca) : "";
      Smtp smtp(settings);
      const auto failure = failureOf(smtp);
      ASSERT_TRUE(failure) << trust.certificate << trust.ca;
      EXPECT_EQ(failure->code(), Code::usage);
      EXPECT_EQ(failure->place().field, "mail.host") << failure->sentence();
      EXPECT_EQ(smtp.send(kFrom, "shop@shop.example", kMessage).state, DispatchState::deferred);
      EXPECT_EQ(countOf("MAIL", server.heard()), 0U);
    }
}

TEST_F(Encrypted, NamesTheKindOfEncryptionWhenTlsMeetsAPlainServer) {
  const test::MailServer server;
  Smtp smtp(settingsFor(server, Security::tls));
  EXPECT_EQ(failureOf(smtp)->place().field, "mail.security");
}

TEST_F(Encrypted, NamesAFileOfCertificatesThatIsNotThere) {
  const test::MailServer server(withCertificate("--starttls", "right"));
  MailServer settings = settingsFor(server, Security::startTls);
  settings.caFile = file("nothing.pem");
  Smtp smtp(settings);
  EXPECT_EQ(failureOf(smtp)->place().field, "mail.ca_file");
}

}  // namespace
}  // namespace thongbao::delivery
