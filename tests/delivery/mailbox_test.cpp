#include "delivery/mailbox.h"

#include <gmock/gmock.h>
#include <signal.h>

#include <optional>

#include "base/error.h"
#include "base/files.h"
#include "support/certificates.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace thongbao::delivery {
namespace {

using base::Code;
using test::countOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What one reading gave.
struct Read {
  std::vector<std::string> mails;
  std::vector<std::string> unread;
  std::string cursor;
  std::optional<base::Error> failure;
};

/// Reads all, or stops behind `most` mails.
Read readFrom(const MailboxSettings& settings, const std::string& cursor = "",
              std::size_t most = 1000) {
  Read read;
  read.cursor = cursor;
  std::atomic<bool> stop = most == 0;
  try {
    Mailbox(settings).readNew(
        cursor,
        [&](const std::string& bytes, const std::string& after) {
          read.mails.push_back(bytes);
          read.cursor = after;
          stop = read.mails.size() >= most;
        },
        [&](const base::Error& why, const std::string& after) {
          read.unread.push_back(base::describe(why));
          read.cursor = after;
        },
        stop);
  } catch (const base::Error& error) {
    read.failure = error;
  }
  return read;
}

std::string mailOf(const std::string& subject) {
  return "Subject: " + subject + "\r\n\r\n.\r\n..x\r\nT3 OK done\r\n* BYE\r\n)\r\n";
}

struct Kind {
  MailboxKind kind;
  const char* name;
};

/// A folder of mails, and a server that hands them out.
class OnServer : public testing::TestWithParam<Kind> {
 protected:
  static void SetUpTestSuite() {
    ::signal(SIGPIPE, SIG_IGN);  // as the program does
    certificates_ = std::make_unique<test::Certificates>();
  }
  static void TearDownTestSuite() { certificates_.reset(); }

  void put(int uid, const std::string& bytes) {
    base::writeFile(folder_.path() / (std::to_string(uid) + ".eml"), bytes);
  }
  void remove(int uid) { std::filesystem::remove(folder_.path() / (std::to_string(uid) + ".eml")); }
  void serve(std::vector<std::string> options = {}) {
    std::vector<std::string> words = {SOURCE_FOLDER "/tests/support/mailbox_server.py",
                                      GetParam().name, folder_.path().string(), log().string()};
    words.insert(words.end(), options.begin(), options.end());
    server_.emplace(words);
  }
  void serveEncrypted(const char* option, const std::string& certificate) {
    serve(certificates_->withCertificate(option, certificate));
  }
  void serveWith(const std::string& trouble) { serve({"--trouble", trouble}); }

  MailboxSettings settings(Security security = Security::plainBecauseConfigured) const {
    MailboxSettings settings;
    settings.kind = GetParam().kind;
    settings.host = "127.0.0.1";
    settings.port = server_->port();
    settings.security = security;
    settings.user = "doi1";
    settings.password = "mật khẩu";
    settings.caFile = certificates_->file("ca.pem");
    settings.connectSeconds = 5;
    settings.totalSeconds = 10;
    return settings;
  }
  bool isImap() const { return GetParam().kind == MailboxKind::imap; }
  std::string heard() const { return base::readFile(log()); }
  std::filesystem::path log() const { return logs_.path() / "log"; }

  test::TemporaryFolder folder_, logs_;
  std::optional<test::ServerProcess> server_;
  static std::unique_ptr<test::Certificates> certificates_;
};

std::unique_ptr<test::Certificates> OnServer::certificates_;

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

class OnImap : public OnServer {};
INSTANTIATE_TEST_SUITE_P(Only, OnImap, testing::Values(Kind{MailboxKind::imap, "imap"}));

TEST_P(OnImap, KeepsToTheMailAmidWhatTheServerSaysUnasked) {
  put(3, mailOf("a"));
  put(7, mailOf("gone"));
  serveWith("noise");
  const Read read = readFrom(settings());
  EXPECT_FALSE(read.failure);
  EXPECT_THAT(read.mails, ElementsAre(mailOf("a")));
}

TEST_P(OnImap, ReadsFromTheStartWhenTheFolderWasMadeAnew) {
  put(3, mailOf("a"));
  serve({"--validity", "18"});
  const Read read = readFrom(settings(), "17:99");
  EXPECT_THAT(read.mails, ElementsAre(mailOf("a")));
  EXPECT_EQ(read.cursor, "18:3");
}

TEST_P(OnImap, GivesUpALineWithoutEnd) {
  put(3, mailOf("a"));
  serveWith("endless");
  EXPECT_EQ(readFrom(settings()).failure->code(), Code::unavailable);
}

TEST_P(OnImap, ReadsANamedFolder) {
  serve();
  MailboxSettings named = settings();
  named.folder = "Hộp \"thư\" & \\";
  EXPECT_FALSE(readFrom(named).failure);
  EXPECT_THAT(heard(), HasSubstr("folder H&Htk-p \"th&AbA-\" &- \\"));
  for (const std::string& folder : {std::string("a\r\nT9 DELETE x"), std::string("\xFF")}) {
    named.folder = folder;
    EXPECT_EQ(readFrom(named).failure->place().field, "mailbox.folder");
  }
}

TEST_P(OnImap, NamesAFolderThatIsNotThere) {
  serveWith("no-folder");
  const Read read = readFrom(settings());
  EXPECT_EQ(read.failure->code(), Code::usage);
  EXPECT_EQ(read.failure->place().field, "mailbox.folder");
}

TEST_P(OnImap, TellsAServerThatIsBusyFromAWrongPassword) {
  serve();
  MailboxSettings busy = settings();
  busy.user = "busy";
  EXPECT_EQ(readFrom(busy).failure->code(), Code::unavailable);
}

class OnPop3 : public OnServer {};
INSTANTIATE_TEST_SUITE_P(Only, OnPop3, testing::Values(Kind{MailboxKind::pop3, "pop3"}));

TEST_P(OnPop3, ReadsAllAgainWhenTheServerNamesNoMails) {
  put(3, mailOf("a"));
  serveWith("no-uidl");
  const Read read = readFrom(settings());
  EXPECT_THAT(read.mails, ElementsAre(mailOf("a")));
  EXPECT_EQ(read.cursor, "");
}

TEST_P(OnPop3, ReadsAllAgainWhenTheOrderChanged) {
  put(3, mailOf("a"));
  put(7, mailOf("b"));
  serve();
  const std::string cursor = readFrom(settings()).cursor;
  put(9, mailOf("c"));
  serve({"--order", "down"});
  EXPECT_THAT(readFrom(settings(), cursor).mails,
              ElementsAre(mailOf("c"), mailOf("b"), mailOf("a")));
}

class OnDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_.path() / "new");
    std::filesystem::create_directory(folder_.path() / "cur");
  }
  Read read(const std::string& cursor = "", std::size_t most = 1000) const {
    MailboxSettings settings;
    settings.kind = MailboxKind::maildir;
    settings.folder = folder_.path();
    settings.mostBytes = 1000;
    return readFrom(settings, cursor, most);
  }
  test::TemporaryFolder folder_;
};

TEST_F(OnDisk, GivesTheMailsOfNewAndCurByTimeAndName) {
  folder_.write("new/1000.b.host", "second");
  folder_.write("cur/1000.a.host:2,S", "first");
  folder_.write("cur/999.z.host:2,", "oldest");
  folder_.write("new/.hidden", "no mail");
  folder_.write("tmp/1.x.host", "half written");
  std::filesystem::create_symlink("/etc/hostname", folder_.path() / "new/5.link.host");
  std::filesystem::create_directory(folder_.path() / "cur/6.folder");
  EXPECT_THAT(read().mails, ElementsAre("oldest", "first", "second"));
}

TEST_F(OnDisk, GoesOnBehindTheCursorWhenAMailProgramMarkedAMail) {
  folder_.write("new/1.a.host", "a");
  const Read first = read();
  std::filesystem::rename(folder_.path() / "new/1.a.host", folder_.path() / "cur/1.a.host:2,S");
  folder_.write("new/2.b.host", "b");
  EXPECT_THAT(read(first.cursor).mails, ElementsAre("b"));
}

TEST_F(OnDisk, LosesNoMailThatWasMovedInWithAnOldName) {
  folder_.write("new/5.a.host", "a");
  const Read first = read();
  folder_.write("cur/1.old.host:2,S", "from another folder");
  EXPECT_THAT(read(first.cursor).mails, ElementsAre("from another folder", "a"));
}

TEST_F(OnDisk, TellsAMailThatIsTooLargeAndReadsTheNext) {
  folder_.write("new/1.a.host", std::string(1001, 'x'));
  folder_.write("new/2.b.host", "b");
  const Read all = read();
  EXPECT_EQ(all.unread.size(), 1U);
  EXPECT_THAT(all.mails, ElementsAre("b"));
}

TEST_F(OnDisk, StopsWhenToldTo) {
  folder_.write("new/1.a.host", "a");
  folder_.write("new/2.b.host", "b");
  const Read first = read("", 1);
  EXPECT_THAT(first.mails, ElementsAre("a"));
  EXPECT_THAT(read(first.cursor).mails, ElementsAre("b"));
}

TEST_F(OnDisk, RefusesAFolderThatIsNoMaildir) {
  std::filesystem::remove(folder_.path() / "cur");
  const Read all = read();
  ASSERT_TRUE(all.failure);
  EXPECT_EQ(all.failure->code(), Code::usage);
  EXPECT_EQ(all.failure->place().field, "mailbox.folder");
}

}  // namespace
}  // namespace thongbao::delivery
