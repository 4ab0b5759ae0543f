#include <gmock/gmock.h>

#include "delivery/reading.h"

namespace thongbao::delivery {
namespace {

using base::Code;
using testing::ElementsAre;
using testing::HasSubstr;

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

}  // namespace
}  // namespace thongbao::delivery
