#include <fstream>

#include "register/chain.h"
#include "register/verify_support.h"

namespace thongbao::registry {

TEST_F(VerifyTest, FindsARegisterWholeAfterEveryKindOfAct) {
  const Verdict verdict = reg().verify();
  EXPECT_TRUE(verdict.whole) << verdict.sentence;
  EXPECT_EQ(verdict.sentence, "");
  EXPECT_EQ(verdict.firstBroken, 0);
  const auto entries = reg().entries(1, 1'000);
  EXPECT_EQ(verdict.entries, static_cast<std::int64_t>(entries.size()));
  EXPECT_EQ(verdict.head, entries.back().hash);
  EXPECT_EQ(script(), fmt::format("Sổ đăng ký nguyên vẹn: {} mục, mã băm cuối {}\nexit 0\n",
                                  entries.size(), entries.back().hash));
}

TEST_F(VerifyTest, KeepsPersonsOutOfTheChain) {
  for (const Entry& entry : reg().entries(1, 1'000))
    for (const char* personal : {"Shop", "912345678", "post.example", "Mẫu", "người", "Party",
                                 "Cùng", "Không", "account_id", "Túi"})
      EXPECT_EQ(entry.payload.find(personal), std::string::npos) << entry.kind << entry.payload;
}

TEST_F(VerifyTest, HashesEachEntryAsTheFormatSays) {
  std::string previous(64, '0');
  for (const Entry& entry : reg().entries(1, 1'000)) {
    const base::Json hashed{{"kind", entry.kind},
                            {"payload", base::Json::parse(entry.payload)},
                            {"previous", previous},
                            {"sequence", entry.sequence},
                            {"time", entry.time}};
    EXPECT_EQ(entry.hash, base::sha256(base::canonicalJson(hashed)));
    previous = entry.hash;
  }
}

TEST_F(VerifyTest, FindsAnEntryThatWasRewrittenWithAHashOfItsOwn) {
  Entry entry = reg().entry(sequenceOf("sellers.kept")).value();
  entry.time = "2026-01-01T00:00:00.000Z";
  damage(fmt::format("UPDATE entries SET time = '{}', hash = '{}' WHERE sequence = {}", entry.time,
                     hashOf(entry), entry.sequence));
  expectBroken(entry.sequence + 1);
}

TEST_F(VerifyTest, FindsALastEntryThatIsNotCanonical) {
  Entry last = reg().entries(1, 1'000).back();
  last.payload = "{ }";
  damage(fmt::format("UPDATE entries SET payload = '{}', hash = '{}' WHERE sequence = {}",
                     last.payload, hashOf(last), last.sequence));
  expectBroken(last.sequence);
}

TEST_F(VerifyTest, FindsAnAddedEntryOfAnUnknownKind) {
  const Entry last = reg().entries(1, 1'000).back();
  Entry added{last.sequence + 1, last.time, "seller.praised", "{}", last.hash, ""};
  damage(fmt::format("INSERT INTO entries VALUES ({}, '{}', '{}', '{{}}', '{}', '{}')",
                     added.sequence, added.time, added.kind, added.previous, hashOf(added)));
  expectBroken(added.sequence);
}

TEST_F(VerifyTest, FindsAnAddedEntryAboutADispatchThatNeverWas) {
  const Entry last = reg().entries(1, 1'000).back();
  Entry added{last.sequence + 1, last.time,
              "dispatch.begun",  R"({"dispatch":77,"state":"sending"})",
              last.hash,         ""};
  damage(fmt::format("INSERT INTO entries VALUES ({}, '{}', '{}', '{}', '{}', '{}')",
                     added.sequence, added.time, added.kind, added.payload, added.previous,
                     hashOf(added)));
  expectBroken(added.sequence);
}

TEST_F(VerifyTest, FindsACommuneThoughNoTableWasImported) {
  Register::create(folder_ / "new.db", clock_, random_);
  close();
  file_ = folder_ / "new.db";
  open();
  EXPECT_TRUE(reg().verify().whole);
  damage("INSERT INTO communes VALUES ('00001', 'Phường Mẫu', '01')");
  expectBroken(0);
}

TEST_F(VerifyTest, FindsAMissingTable) {
  damage("DROP TABLE party_links");
  expectBroken(0);
}

TEST_F(VerifyTest, HoldsThroughAClockThatGoesBack) {
  clock_.advance(-std::chrono::hours(48));
  keep({record("9")}, "dd44");
  EXPECT_TRUE(reg().verify().whole);
  EXPECT_LT(reg().entries(1, 1'000).back().time, reg().entry(1).value().time);
}

TEST_F(VerifyTest, RefusesToChangeOrDeleteAnEntryOrToLeaveAGap) {
  close();
  using namespace sqlite_api;
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
  for (const char* statement : {"UPDATE entries SET kind = 'x' WHERE sequence = 1",
                                "DELETE FROM entries WHERE sequence = 1",
                                "INSERT INTO entries VALUES (5000, '', 'x', '{}', '', '')"})
    EXPECT_EQ(sqlite3_exec(database, statement, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT)
        << statement;
  sqlite3_close(database);
  open();
}

TEST_F(VerifyTest, FindsADamagedPage) {
  const std::string hash = reg().entries(1, 1'000).back().hash;
  close();
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  constexpr std::size_t kPage = 8192;
  file.seekp(static_cast<std::streamoff>(bytes.find(hash) / kPage * kPage));
  file << std::string(100, '\xff');
  file.close();
  open();
  expectBroken(0);
}

TEST(RegisterFormat, GivesAWorkedExampleThatIsTrue) {
  std::ifstream file(std::string(SOURCE_FOLDER) + "/host/register/FORMAT.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const std::size_t start = page.find("```json\n") + 8;
  const std::string example = page.substr(start, page.find('\n', start) - start);
  EXPECT_NE(page.find("`" + base::sha256(example) + "`"), std::string::npos);
  const base::Json json = base::Json::parse(example);
  EXPECT_EQ(hashOf(Entry{json.at("sequence"), json.at("time"), json.at("kind"),
                         base::canonicalJson(json.at("payload")), json.at("previous"), ""}),
            base::sha256(example));
  EXPECT_NE(
      page.find(digestOf("d70d3259e4e1cb631c663cf4d73c4c04", R"({"Tên gian hàng":"Shop Mẫu"})")),
      std::string::npos);
}

}  // namespace thongbao::registry
