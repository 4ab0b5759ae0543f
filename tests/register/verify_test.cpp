#include <fstream>
#include <sstream>

#include "register/chain.h"
#include "register/support.h"
#include "support/run.h"

namespace thongbao::registry {

/// A register in which everything happened at least once.
class VerifyTest : public RegisterTest {
 protected:
  VerifyTest() {
    keep({record("1", [](domain::Seller& s) { s.phone = "+84912345678"; }),
          record("2", [](domain::Seller& s) { s.email = "b@post.example"; }),
          record("3",
                 [](domain::Seller& s) {
                   s.phone = "+84912345678";
                   s.email = "b@post.example";
                   s.listings = {{"Túi", "", "", ""}};
                 }),
          record("4")});
    keep({record("1"), record("4", [](domain::Seller& s) { s.province = "01"; })}, "bb22");
    reg().unlink(1, 3, "Hai người khác nhau");
    reg().link(1, 3, "Cùng một chủ");
    reg().unlink(2, 1, "Khác người");
    approve("dot-1", {1, 2});
    settle("dot-1", domain::DispatchState::deferred);
    settle("dot-1", domain::DispatchState::refused);
    take("dot-1");
    reg().markAbandoned("dot-1");
    reg().resolve({2}, true, "Trần Thị Mẫu");
    approve("dot-2", {1}, true);
    reg().cancel("dot-2", "Không cần nữa");
    reg().importCommunes({"xa-phuong.csv", std::string(64, 'b')},
                         {{"00199", "Phường Láng", "01"}, {"31186", "Phường Tân An", "92"}});
    reg().unlink(4, 2, "Khác người");
    const std::int64_t failed = pull("cc33");
    reg().endPull(failed, {0, 0, 0, 0, 0, "Tệp của Nguyễn Văn Mẫu không đọc được"});
  }

  void settle(const std::string& campaign, domain::DispatchState state) {
    const auto taken = take(campaign).value();
    settle(taken.id, state, "451 shop1@post.example");
    clock_.advance(std::chrono::seconds(1));
  }

  std::int64_t sequenceOf(const std::string& kind) {
    for (const Entry& entry : reg().entries(1, 1'000))
      if (entry.kind == kind) return entry.sequence;
    ADD_FAILURE() << "no entry " << kind;
    return 0;
  }

  /// The entry that a damage names: `{kind}`, or so many behind or before it: `{kind} -1`.
  std::int64_t broken(const std::string& text) {
    std::istringstream words(filled(text));
    std::int64_t sequence = 0, offset = 0;
    words >> sequence >> offset;
    return sequence + offset;
  }

  /// `{kind}` in the text stands for the sequence of the first entry of that kind.
  std::string filled(std::string text) {
    for (std::size_t start = 0; (start = text.find('{')) != std::string::npos;) {
      const std::size_t end = text.find('}', start);
      const std::string kind = text.substr(start + 1, end - start - 1);
      text.replace(start, end - start + 1, std::to_string(sequenceOf(kind)));
    }
    return text;
  }

  void damage(const std::string& statements) {
    close();
    sql("DROP TRIGGER entries_stay; DROP TRIGGER entries_remain; DROP TRIGGER entries_follow;" +
        statements);
    open();
  }

  /// What the script says that shares no code with the program.
  std::string script() const {
    return test::run(
        fmt::format("/usr/bin/python3 '{}/samples/verify_register.py' '{}'; echo \"exit $?\"",
                    SOURCE_FOLDER, file_.string()));
  }

  void expectBroken(std::int64_t sequence) {
    const Verdict verdict = reg().verify();
    EXPECT_FALSE(verdict.whole);
    EXPECT_EQ(verdict.firstBroken, sequence) << verdict.sentence;
    EXPECT_FALSE(verdict.sentence.empty());
    const std::string said = script();
    EXPECT_NE(said.find(sequence ? fmt::format("(mục sai đầu tiên: {})", sequence)
                                 : "(không xác định mục)"),
              std::string::npos)
        << said << verdict.sentence;
    EXPECT_NE(said.find("exit 6"), std::string::npos) << said;
  }
};

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

struct Damage {
  const char* what;
  const char* statement;
  const char* firstBroken;
};

void PrintTo(const Damage& damage, std::ostream* out) {
  *out << damage.statement;
}

class DamageTest : public VerifyTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamageTest, IsFoundAndTheFirstBrokenEntryNamed) {
  const std::int64_t sequence = broken(GetParam().firstBroken);
  damage(filled(GetParam().statement));
  expectBroken(sequence);
}

const Damage kDamages[] = {
    {"PayloadChanged",
     "UPDATE entries SET payload = payload || ' ' WHERE sequence = {sellers.kept}",
     "{sellers.kept}"},
    {"PayloadCountChanged",
     "UPDATE entries SET payload = replace(payload, '\"read\":0', '\"read\":9') WHERE sequence = "
     "{pull.ended}",
     "{pull.ended}"},
    {"PayloadNoJson", "UPDATE entries SET payload = 'no' WHERE sequence = {party.linked}",
     "{party.linked}"},
    {"PayloadInvalidUtf8",
     "UPDATE entries SET payload = CAST(X'7B22FF227D' AS TEXT) WHERE sequence = {party.linked}",
     "{party.linked}"},
    {"KindChanged", "UPDATE entries SET kind = 'sellers.seen' WHERE sequence = {sellers.kept}",
     "{sellers.kept}"},
    {"TimeChanged",
     "UPDATE entries SET time = '2026-11-23T03:00:00.000Z' WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"HashChanged",
     "UPDATE entries SET hash = replace(hash, 'a', 'b') WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"PreviousChanged", "UPDATE entries SET previous = 'x' WHERE sequence = {campaign.created}",
     "{campaign.created}"},
    {"EntryDeleted", "DELETE FROM entries WHERE sequence = {dispatch.begun}", "{dispatch.begun}"},
    {"FirstEntryDeleted", "DELETE FROM entries WHERE sequence = 1", "1"},
    {"AllEntriesDeleted", "DELETE FROM entries; DELETE FROM sealed", "1"},
    {"EndCutOff", "DELETE FROM entries WHERE sequence >= {campaign.cancelled}",
     "{campaign.cancelled}"},
    {"EndCutOffWithItsTexts",
     "DELETE FROM entries WHERE sequence >= {campaign.cancelled}; DELETE FROM sealed WHERE "
     "sequence >= {campaign.cancelled}",
     "{campaign.cancelled} -2"},
    {"SellerChanged", "UPDATE records SET content = replace(content, 'Shop 1', 'Shop 9')",
     "{sellers.kept}"},
    {"RecordMovedToAnotherSeller", "UPDATE records SET seller_id = 2 WHERE id = 1",
     "{sellers.kept}"},
    {"RecordMovedToAnotherRow", "UPDATE records SET row_number = 9 WHERE id = 2", "{sellers.kept}"},
    {"RecordMovedToAnotherPull", "UPDATE records SET pull_id = 2 WHERE id = 2", "{sellers.kept}"},
    {"RecordSaltChanged", "UPDATE records SET salt = salt || '0' WHERE id = 1", "{sellers.kept}"},
    {"RecordDeleted", "DELETE FROM records WHERE id = 2", "{sellers.kept}"},
    {"LastRecordDeleted", "DELETE FROM records WHERE id = 6", "{campaign.created} -5"},
    {"RecordAdded",
     "INSERT INTO records SELECT 7, 500, seller_id, pull_id, 3, 0, '', '' FROM records "
     "WHERE id = 1",
     "0"},
    {"RecordAddedToAnEntryBefore",
     "INSERT INTO records SELECT 7, 1, seller_id, pull_id, 3, 0, '', '' FROM records WHERE id = 1",
     "0"},
    {"RecordsSwapped",
     "UPDATE records SET id = 0 WHERE id = 1; UPDATE records SET id = 1 WHERE id = 2; "
     "UPDATE records SET id = 2 WHERE id = 0",
     "{sellers.kept}"},
    {"SaltChanged", "UPDATE sealed SET salt = salt || '0' WHERE sequence = {campaign.approved}",
     "{campaign.approved}"},
    {"NoticeChanged",
     "UPDATE sealed SET content = replace(content, 'Party', 'Firma') WHERE part = 'notice'",
     "{notice.issued}"},
    {"AddressChanged", "UPDATE sealed SET content = 'x@post.example' WHERE part = 'address'",
     "{dispatch.approved}"},
    {"ReplyChanged", "UPDATE sealed SET content = '250 OK' WHERE part = 'reply'",
     "{dispatch.deferred}"},
    {"SealedTextDeleted", "DELETE FROM sealed WHERE sequence = {party.unlinked}",
     "{party.unlinked}"},
    {"SealedTextAdded", "INSERT INTO sealed VALUES ({pull.begun}, 'note', '00', 'x')",
     "{pull.begun}"},
    {"SealedTextOfNoEntry", "INSERT INTO sealed VALUES (-1, 'note', '00', 'x')", "0"},
    {"MigrationChanged", "UPDATE migrations SET applied_at = ''", "1"},
    {"PullReopened", "UPDATE pulls SET state = 'begun' WHERE id = 1", "{pull.ended}"},
    {"SellerDeleted", "DELETE FROM sellers WHERE id = 2", "{campaign.created} -1"},
    {"SellerMoved", "UPDATE sellers SET province = '79' WHERE id = 4", "{campaign.created} -5"},
    {"SellerRenamed", "UPDATE sellers SET account_id = '99' WHERE id = 4", "{campaign.created} -5"},
    {"UnlinkForgotten", "DELETE FROM unlinks", "{campaign.created} -1"},
    {"LinkInvented", "INSERT INTO party_links VALUES (1, 'officer', 1, 4)", "0"},
    {"CampaignReopened", "UPDATE campaigns SET state = 'approved' WHERE name = 'dot-1'",
     "{campaign.finished}"},
    {"PlanChanged",
     "UPDATE plan SET content = replace(content, 'post', 'mail') WHERE campaign = 'dot-1'",
     "{campaign.finished}"},
    {"CommuneRenamed", "UPDATE communes SET name = 'Phường Mẫu' WHERE code = '00199'",
     "{area.imported}"},
    {"CommuneMoved", "UPDATE communes SET province = '79' WHERE code = '31186'", "{area.imported}"},
    {"CommuneDeleted", "DELETE FROM communes WHERE code = '00199'", "{area.imported}"},
    {"CommuneAdded", "INSERT INTO communes VALUES ('00001', 'Phường Mẫu', '01')",
     "{area.imported}"},
    {"NumberSetBack", "UPDATE numbers SET last_number = 1", "{campaign.cancelled} -4"},
    {"NoticeRenumbered", "UPDATE notices SET number = 9 WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"DispatchStateChanged", "UPDATE dispatches SET state = 'accepted' WHERE id = 1",
     "{dispatch.refused}"},
    {"DispatchAttemptsChanged", "UPDATE dispatches SET attempts = 0 WHERE id = 1",
     "{dispatch.refused}"},
    {"DispatchDeleted", "DELETE FROM dispatches WHERE id = 2", "{dispatch.resolved}"},
    {"DispatchInvented",
     "INSERT INTO dispatches SELECT 9, campaign, 7, party_id, channel, notice_sequence, "
     "approved_sequence, last_sequence, reply_sequence, state, attempts, again, message, domain "
     "FROM dispatches "
     "WHERE id = 1",
     "0"},
};

INSTANTIATE_TEST_SUITE_P(Every, DamageTest, testing::ValuesIn(kDamages),
                         [](const auto& test) { return std::string(test.param.what); });

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
