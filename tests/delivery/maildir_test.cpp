#include <gmock/gmock.h>

#include "delivery/reading.h"

namespace thongbao::delivery {
namespace {

using base::Code;
using testing::ElementsAre;

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
