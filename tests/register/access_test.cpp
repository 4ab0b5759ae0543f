#include <sys/wait.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "register/schema.h"
#include "register/support.h"

namespace thongbao::registry {

using base::Code;

class AccessTest : public RegisterTest {
 protected:
  /// Runs `act` in a process of its own; what it exits with.
  static int inChild(const std::function<int()>& act) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(act());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  /// The exit code of a write to the register by someone who has no more than the rights of others.
  int writeAsOther() {
    close();
    return inChild([&] {
      if (::geteuid() == 0 && ::setuid(65'534) != 0) return 99;
      try {
        open();
        pull();
      } catch (const base::Error& error) {
        return error.exitCode();
      }
      return 0;
    });
  }

  void setRights(unsigned folder, unsigned file) {
    std::filesystem::permissions(folder_, static_cast<std::filesystem::perms>(folder));
    std::filesystem::permissions(file_, static_cast<std::filesystem::perms>(file));
  }
};

TEST_F(AccessTest, TellsAFileThatIsNoDatabase) {
  close();
  std::ofstream(file_) << std::string(8'192, 'x');
  std::string sentence;
  EXPECT_EQ(codeOf([&] { open(); }, &sentence), Code::integrity);
  EXPECT_NE(sentence.find("no SQLite database"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find(file_.string()), std::string::npos) << sentence;
}

TEST_F(AccessTest, TellsADatabaseThatIsNoRegister) {
  close();
  sql("PRAGMA application_id = 77");
  std::string sentence;
  EXPECT_EQ(codeOf([&] { open(); }, &sentence), Code::integrity);
  EXPECT_NE(sentence.find("no register of this program"), std::string::npos) << sentence;
}

TEST_F(AccessTest, TellsAnEmptyFile) {
  close();
  std::filesystem::resize_file(file_, 0);
  EXPECT_EQ(codeOf([&] { open(); }), Code::integrity);
}

TEST_F(AccessTest, TellsMissingTables) {
  close();
  sql("DROP TABLE migrations");
  EXPECT_EQ(codeOf([&] { open(); }), Code::integrity);
}

TEST_F(AccessTest, TakesEveryMigrationOnceAndLeavesANewerRegisterAlone) {
  keep({record("1")});
  std::vector<Migration> newer = migrations();
  newer.push_back({newer.back().version + 1, {"CREATE TABLE later (id INTEGER PRIMARY KEY)"}});
  {
    Database database(file_, clock_, random_);
    migrate(database, newer);
    migrate(database, newer);
  }
  EXPECT_EQ(kinds().back(), "register.migrated");
  EXPECT_EQ(count("register.migrated"), newer.size());
  EXPECT_TRUE(reg().verify().whole) << reg().verify().sentence;
  close();
  std::string sentence;
  EXPECT_EQ(codeOf([&] { open(); }, &sentence), Code::usage);
  EXPECT_NE(sentence.find("version 4"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("up to 3"), std::string::npos) << sentence;
}

TEST_F(AccessTest, LeavesARegisterOfBeforeTheFirstReleaseAlone) {
  close();
  sql("UPDATE migrations SET version = 1");
  std::string sentence;
  EXPECT_EQ(codeOf([&] { open(); }, &sentence), Code::usage);
  EXPECT_NE(sentence.find("thongbao init"), std::string::npos) << sentence;
}

TEST_F(AccessTest, UndoesAMigrationThatFails) {
  std::vector<Migration> bad = migrations();
  bad.push_back({bad.back().version + 1,
                 {"CREATE TABLE later (id INTEGER PRIMARY KEY)", "CREATE TABLE entries (x)"}});
  Database database(file_, clock_, random_);
  EXPECT_EQ(codeOf([&] { migrate(database, bad); }), Code::integrity);
  EXPECT_EQ(database.number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'later'"), 0);
  EXPECT_EQ(count("register.migrated"), 1U);
}

TEST_F(AccessTest, LetsTheSecondWriterWaitForTheFirst) {
  Database other(file_, clock_, random_);
  std::thread second;
  other.write([&] {
    second = std::thread([&] { pull(); });
    other.append("pull.ended", {{"pull", 0}});
  });
  second.join();
  EXPECT_EQ(kinds(), (std::vector<std::string>{"register.migrated", "pull.ended", "pull.begun"}));
}

TEST_F(AccessTest, TellsTheSecondWriterWhenTheFirstDoesNotEnd) {
  Database other(file_, clock_, random_);
  std::string sentence;
  other.write([&] { EXPECT_EQ(codeOf([&] { pull(); }, &sentence), Code::unavailable); });
  EXPECT_NE(sentence.find("Another program"), std::string::npos) << sentence;
  pull();
  EXPECT_EQ(count("pull.begun"), 1U);
}

TEST_F(AccessTest, SeesWhatAnotherProgramWrote) {
  Register other(file_, clock_, random_);
  keep({record("1")});
  EXPECT_EQ(other.sellers({}).size(), 1U);
  other.beginPull({"shopee", "1", "x", "y"});
  keep({record("2")});
  EXPECT_TRUE(other.verify().whole) << other.verify().sentence;
}

TEST_F(AccessTest, TellsWhenTheFileMayNotBeWritten) {
  setRights(0777, 0444);
  EXPECT_EQ(writeAsOther(), static_cast<int>(Code::unavailable));
  setRights(0700, 0600);
}

TEST_F(AccessTest, TellsWhenTheFolderMayNotBeWritten) {
  setRights(0555, 0444);
  EXPECT_EQ(writeAsOther(), static_cast<int>(Code::unavailable));
  setRights(0700, 0600);
}

TEST_F(AccessTest, TellsWhenTheFileMayNotBeRead) {
  setRights(0755, 0600);
  if (::geteuid() != 0) setRights(0755, 0000);
  EXPECT_EQ(writeAsOther(), static_cast<int>(Code::unavailable));
  setRights(0700, 0600);
}

TEST_F(AccessTest, LosesNothingBetweenTwoTransactionsWhenTheProgramDies) {
  close();
  EXPECT_EQ(inChild([&] {
              open();
              const std::int64_t id = pull();
              reg().keepSellers(id, {record("1")}, "row 1");
              return 7;
            }),
            7);
  open();
  EXPECT_EQ(reg().sellers({}).size(), 1U);
  EXPECT_EQ(reg().cursorOf("shopee", "aa11"), "row 1");
  EXPECT_TRUE(reg().verify().whole);
}

TEST_F(AccessTest, KeepsNothingOfATransactionInWhichTheProgramDies) {
  keep({record("1"), record("2")});
  reg().addCampaign({"dot-1", "notice/counterfeit", 1, {domain::Channel::mail}, {}});
  plan("dot-1", {1, 2});
  close();
  EXPECT_EQ(inChild([&] {
              open();
              reg().approve("dot-1", "Trần Thị Mẫu", false,
                            [&](const PlannedDispatch& planned, int number) -> domain::Notice {
                              if (planned.partyId == 2) ::_exit(7);
                              return noticeFor(planned, number, kDay);
                            });
              return 0;
            }),
            7);
  open();
  EXPECT_EQ(count("notice.issued"), 0U);
  EXPECT_EQ(reg().campaign("dot-1").value().state, CampaignState::planned);
  EXPECT_TRUE(reg().verify().whole);
  approvePlanned("dot-1");
  EXPECT_EQ(reg().dispatches("dot-1").size(), 2U);
}

TEST_F(AccessTest, CopiesItselfWhileAnotherProgramWrites) {
  keep({record("1")});
  Database other(file_, clock_, random_);
  const auto copy = folder_ / "ban-sao.db";
  other.write([&] {
    other.append("pull.ended", {{"pull", 0}});
    reg().backup(copy);
  });
  Register restored(copy, clock_, random_);
  EXPECT_TRUE(restored.verify().whole);
  EXPECT_EQ(restored.sellers({}).size(), 1U);
  EXPECT_EQ(restored.verify().entries, static_cast<std::int64_t>(kinds().size()) - 1);
  EXPECT_EQ(codeOf([&] { reg().backup(copy); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().backup(folder_ / "none" / "b.db"); }), Code::unavailable);
}

TEST_F(AccessTest, NeverTellsBoundValuesInAnError) {
  close();
  sql("DROP TABLE records");
  open();
  std::string sentence;
  EXPECT_EQ(codeOf([&] { keep({record("Nguyễn Văn Mẫu")}); }, &sentence), Code::integrity);
  EXPECT_EQ(sentence.find("Nguyễn"), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find("SELECT"), std::string::npos) << sentence;
  sql("CREATE TRIGGER no_more BEFORE INSERT ON pulls BEGIN SELECT RAISE(ABORT, 'x'); END");
  EXPECT_EQ(codeOf([&] { pull("Trần"); }, &sentence), Code::integrity);
  EXPECT_EQ(sentence.find("Trần"), std::string::npos) << sentence;
}

}  // namespace thongbao::registry
