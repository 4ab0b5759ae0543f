#include "plugin/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/process.h"
#include "plugin/pulling.h"

namespace thongbao::plugin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

/// The naughty plugin hands over `rows` sellers and then fails in its `way`.
Outcome misbehave(const std::string& way, int rows = 0, Limits limits = {}) {
  List list = List::of(400);
  return pullWith("naughty", list.services(),
                  {{{"way", way}, {"rows", std::to_string(rows)}}, "", 0}, limits);
}

TEST(Session, PullsEveryRowWithItsFieldsAndUnknownColumns) {
  List list = List::of(600);
  const Outcome outcome = pullWith("honest", list.services());
  EXPECT_EQ(outcome.sentence, "");
  ASSERT_EQ(outcome.sellers(), 600u);
  const PulledSeller& first = outcome.kept[0].sellers[0];
  EXPECT_EQ(first.row, 2u);
  EXPECT_THAT(namedFields(first), ElementsAre(Pair("account_id", "id-2"), Pair("name", "Shop 2")));
  EXPECT_THAT(first.extra, ElementsAre(Pair("Ghi chú", "note 2")));
}

TEST(Session, LeavesOutAColumnThatOnlyCountsTheRows) {
  List list = List::of(1);
  list.headings = {"Mã gian hàng", "Tên quầy", "STT", "Số Thứ Tự", "Thứ tự ưu tiên"};
  list.rows = {{"id", "Shop", "1", "1", "9"}};
  const Outcome outcome = pullWith("honest", list.services());
  EXPECT_THAT(outcome.kept.at(0).sellers.at(0).extra, ElementsAre(Pair("Thứ tự ưu tiên", "9")));
}

TEST(Session, KeepsABatchAtEachCheckpointWithTheLastRowAsCursor) {
  List list = List::of(600);
  const Outcome outcome = pullWith("honest", list.services());
  ASSERT_EQ(outcome.kept.size(), 3u);
  EXPECT_EQ(outcome.kept[0].sellers.size(), 256u);
  EXPECT_EQ(outcome.kept[0].cursor, "257");
  EXPECT_EQ(outcome.kept[2].sellers.size(), 88u);
  EXPECT_EQ(outcome.kept[2].cursor, "601");
}

TEST(Session, GoesOnBehindTheCursor) {
  List list = List::of(600);
  const Outcome outcome = pullWith("honest", list.services(), {{}, "257", 0});
  EXPECT_EQ(outcome.sellers(), 344u);
  EXPECT_EQ(outcome.kept[0].sellers[0].row, 258u);
}

TEST(Session, KeepsNothingOfAnEmptyTable) {
  List list;
  const Outcome outcome = pullWith("honest", list.services());
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_TRUE(outcome.kept.empty());
}

TEST(Session, TellsRefusedRowsWithTheOfficersOwnHeading) {
  List list = List::of(2);
  list.rows[1][1] = "bad";
  const Outcome outcome = pullWith("honest", list.services());
  ASSERT_EQ(outcome.kept.size(), 1u);
  ASSERT_EQ(outcome.kept[0].rejects.size(), 1u);
  const PulledReject& reject = outcome.kept[0].rejects[0];
  EXPECT_EQ(reject.row, 3u);
  EXPECT_EQ(reject.column, "Tên quầy");
  EXPECT_EQ(reject.value, "bad");
  EXPECT_EQ(reject.reason, "This name is bad.");
  EXPECT_EQ(reject.advice, "Choose another one.");
}

TEST(Session, StopsAtTheLimitOfSellers) {
  List list = List::of(600);
  const Outcome outcome = pullWith("honest", list.services(), {{}, "", 5});
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_EQ(outcome.sellers(), 5u);
  EXPECT_EQ(outcome.cursor(), "6");
}

TEST(Session, ServesLongRowsInSmallFrames) {
  List list = List::of(100);
  for (auto& row : list.rows) row[2] = std::string(65'536, 'x');
  const Outcome outcome = pullWith("honest", list.services());
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_EQ(outcome.sellers(), 100u);
  EXPECT_EQ(outcome.kept.back().sellers.back().extra[0].second.size(), 65'536u);
}

TEST(Session, PullsThroughAPluginWrittenInC) {
  List list = List::of(3);
  const Outcome outcome = pullWith("plain_c", list.services());
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_EQ(outcome.sellers(), 3u);
  EXPECT_EQ(outcome.cursor(), "end");
}

TEST(Session, AcceptsANewerMinorVersion) {
  List list = List::of(3);
  EXPECT_EQ(pullWith("newer_minor", list.services()).sentence, "");
}

TEST(Session, KeepsWhatWasCheckedBeforeACrashAndNamesSignalAndRow) {
  const Outcome outcome = misbehave("crash", 120);
  EXPECT_EQ(outcome.code, base::Code::unavailable);
  EXPECT_EQ(outcome.sentence,
            "The plugin “naughty” crashed (SIGSEGV) after row 121; everything up to its last "
            "checkpoint is kept.");
  EXPECT_FALSE(outcome.place.known());  // the sentence names the row
  EXPECT_EQ(outcome.sellers(), 100u);
  EXPECT_EQ(outcome.cursor(), "101");
}

TEST(Session, NamesAnAbort) {
  EXPECT_THAT(misbehave("abort").sentence, HasSubstr("(SIGABRT)"));
}

TEST(Session, TellsThatAPluginEndedByItself) {
  EXPECT_THAT(misbehave("exit", 1).sentence, HasSubstr("ended by itself (exit code 3)"));
}

TEST(Session, KillsAPluginThatGivesNoSignOfLife) {
  Limits limits;
  limits.silence = std::chrono::milliseconds(300);
  const Outcome outcome = misbehave("hang", 60, limits);
  EXPECT_EQ(outcome.code, base::Code::unavailable);
  EXPECT_EQ(outcome.sentence,
            "The plugin “naughty” gave no sign of life for 0.3 s after row 61; everything up to "
            "its last checkpoint is kept.");
  EXPECT_EQ(outcome.sellers(), 50u);
}

TEST(Session, BearsASlowPluginThatLeavesItsRowsInTheSocket) {
  List list = List::of(100);
  for (auto& row : list.rows) row[2] = std::string(65'536, 'x');
  Limits limits;
  limits.silence = std::chrono::milliseconds(400);
  const Outcome outcome =
      pullWith("naughty", list.services(), {{{"way", "slow"}, {"rows", "2"}}, "", 0}, limits);
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_EQ(outcome.sellers(), 2u);
  EXPECT_GT(list.next, 16u);  // more than a frame of them was on its way
}

TEST(Session, KillsAPluginThatChattersForEver) {
  Limits limits;
  limits.total = std::chrono::milliseconds(500);
  EXPECT_THAT(misbehave("chatter", 0, limits).sentence, HasSubstr("was not done after 0.5 s"));
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Session, StopsAPluginThatFillsTheMemory) {
  Limits limits;
  limits.memoryBytes = 256U << 20U;
  const Outcome outcome = misbehave("memory", 60, limits);
  EXPECT_EQ(outcome.sentence,
            "The plugin “naughty” used more than its 256 MiB of memory after row 61; everything "
            "up to its last checkpoint is kept.");
  EXPECT_EQ(outcome.sellers(), 50u);
}
#endif

/// What the plugin does, what it must be called, and who must act.
struct Fault {
  const char* way;
  base::Code code;
  const char* part;
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.way;
}

class Faulty : public testing::TestWithParam<Fault> {};

TEST_P(Faulty, IsToldInASentence) {
  const Outcome outcome = misbehave(GetParam().way, 10);
  EXPECT_EQ(outcome.code, GetParam().code);
  EXPECT_THAT(outcome.sentence, HasSubstr(GetParam().part));
  EXPECT_THAT(outcome.sentence, HasSubstr("plugin “naughty”"));
}

INSTANTIATE_TEST_SUITE_P(
    Session, Faulty,
    testing::Values(
        Fault{"noise", base::Code::unavailable, "broke the protocol: a frame of 4294967295 bytes"},
        Fault{"old_row", base::Code::unavailable, "it spoke of row 2, which it does not have"},
        Fault{"no_such_row", base::Code::unavailable, "it spoke of row 999999"},
        Fault{"bad_utf8", base::Code::unavailable, "a text is not valid UTF-8"},
        Fault{"bad_field", base::Code::unavailable, "a seller has an unknown field"},
        Fault{"two_names", base::Code::unavailable, "a seller has two “name”"},
        Fault{"long_text", base::Code::unavailable, "a text of 65537 bytes is too long"},
        Fault{"greedy", base::Code::unavailable, "broke the protocol: a frame came out of order"},
        Fault{"endless", base::Code::unavailable, "more than 10000 rows without a checkpoint"},
        Fault{"status", base::Code::unavailable, "its status 99 is unknown"},
        Fault{"throw", base::Code::unavailable, "a defect of its own. The plugin lost its way."},
        Fault{"throw_int", base::Code::unavailable, "The plugin threw something unknown."},
        Fault{"config", base::Code::usage, "needs other settings. A key is missing."},
        Fault{"auth", base::Code::usage, "The token has expired."},
        Fault{"rate", base::Code::unavailable, "slow down. Too many."},
        Fault{"away", base::Code::unavailable, "No answer."},
        Fault{"odd", base::Code::unavailable, "Odd answer."},
        Fault{"unable", base::Code::usage, "cannot do this. Not here."}),
    [](const auto& test) { return std::string(test.param.way); });

TEST(Session, SaysWhenToTryAgain) {
  EXPECT_EQ(misbehave("rate").advice, "Try again in 90 seconds.");
}

TEST(Session, GivesAPluginNoEnvironmentNoTerminalAndNoOtherDescriptors) {
  EXPECT_EQ(misbehave("environment").sentence, "");
}

TEST(Session, CountsTheBytesBetweenCheckpointsToo) {
  Limits limits;
  limits.mostBatchBytes = 1000;
  EXPECT_THAT(misbehave("endless", 0, limits).sentence,
              HasSubstr("it spoke of row 2, which it does not have"));
  EXPECT_THAT(misbehave("endless", 1, limits).sentence,
              HasSubstr("more than 1000 bytes without a checkpoint"));
}

TEST(Session, RefusesAPluginOfAnotherMajorVersion) {
  List list = List::of(1);
  const Outcome outcome = pullWith("other_major", list.services());
  EXPECT_EQ(outcome.code, base::Code::badInput);
  EXPECT_EQ(outcome.sentence,
            "The library was made for version 2 of the plugin interface; this program has version "
            "1.");
}

TEST(Session, RefusesALibraryThatIsNoPlugin) {
  List list = List::of(1);
  EXPECT_EQ(pullWith("without_entry", list.services()).sentence,
            "The library is no plugin: it has no symbol thongbao_plugin_entry_v1.");
}

TEST(Session, RefusesAnEntryThatIsTooSmall) {
  List list = List::of(1);
  EXPECT_THAT(pullWith("short_entry", list.services()).sentence, HasSubstr("is too small"));
}

TEST(Session, RefusesTheManifestOfAnotherPlugin) {
  List list = List::of(1);
  const Outcome outcome = pullWith("crossed", list.services());
  EXPECT_EQ(outcome.code, base::Code::badInput);
  EXPECT_THAT(outcome.sentence, HasSubstr("manifest of “another” 2.0, not of “crossed” 1.0.0"));
}

TEST(Session, RefusesASettingThatThePluginDoesNotName) {
  List list = List::of(1);
  const Outcome outcome = pullWith("naughty", list.services(), {{{"colour", "red"}}, "", 0});
  EXPECT_EQ(outcome.code, base::Code::usage);
  EXPECT_EQ(outcome.place.field, "plugins.naughty.colour");
}

TEST(Session, RefusesATableWithoutARequiredColumnBeforeAnythingRuns) {
  List list = List::of(1);
  list.headings = {"Tên quầy", "Cột lạ", "Ghi chú"};
  const Outcome outcome = pullWith("honest", list.services());
  EXPECT_EQ(outcome.code, base::Code::badInput);
  EXPECT_EQ(outcome.sentence,
            "The list has no column “Mã gian hàng”. Its columns are: Tên quầy, Cột lạ, Ghi chú.");
  EXPECT_THAT(outcome.advice, HasSubstr("Shop ID"));
  EXPECT_THAT(outcome.advice, HasSubstr("Đường dẫn"));
  EXPECT_EQ(list.next, 0u);
}

TEST(Session, KeepsTheTextsOfABatchThatIsMovedAway) {
  List list = List::of(600);
  const Outcome outcome = pullWith("honest", list.services());
  std::size_t row = 2;
  for (const Batch& batch : outcome.kept)
    for (const PulledSeller& seller : batch.sellers) {
      const std::string number = std::to_string(row++);
      EXPECT_THAT(namedFields(seller),
                  ElementsAre(Pair("account_id", "id-" + number), Pair("name", "Shop " + number)));
      EXPECT_THAT(seller.extra, ElementsAre(Pair("Ghi chú", "note " + number)));
    }
}

TEST(Session, FollowsSellersWhoseColumnsComeAndGo) {
  List list = List::of(9);
  for (std::size_t i = 0; i < list.rows.size(); ++i)
    for (std::size_t column = 0; column < 3; ++column)
      if (i >> column & 1U) list.rows[i][column].clear();
  const Outcome outcome = pullWith("honest", list.services());
  ASSERT_EQ(outcome.sellers(), 9u);
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const PulledSeller& seller = outcome.kept[0].sellers[i];
    std::vector<std::pair<std::string, std::string>> wanted;
    if (!list.rows[i][0].empty()) wanted.emplace_back("account_id", list.rows[i][0]);
    if (!list.rows[i][1].empty()) wanted.emplace_back("name", list.rows[i][1]);
    EXPECT_EQ(namedFields(seller), wanted) << i;
    EXPECT_EQ(seller.extra.size(), list.rows[i][2].empty() ? 0u : 1u) << i;
  }
}

TEST(Session, GivesRowsAheadToAPluginThatSpeaksFirst) {
  List list = List::of(3000);
  for (auto& row : list.rows) row[2] = std::string(8'000, 'x');  // more than the socket holds
  const Outcome outcome = pullWith("honest", list.services());
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_EQ(outcome.sellers(), 3000u);
}

TEST(Session, StopsAtTheLimitWhileRowsAreOnTheirWay) {
  List list = List::of(3000);
  for (auto& row : list.rows) row[2] = std::string(8'000, 'x');
  const Outcome outcome = pullWith("honest", list.services(), {{}, "", 5});
  EXPECT_EQ(outcome.sentence, "");
  EXPECT_EQ(outcome.sellers(), 5u);
  EXPECT_EQ(outcome.cursor(), "6");
}

TEST(Session, EndsWhenItIsCancelledAndKeepsWhatWasDone) {
  List list = List::of(600);
  HostServices services = list.services();
  int asked = 0;
  services.cancelled = [&asked] { return ++asked > 1; };
  const Outcome outcome = pullWith("honest", services);
  EXPECT_EQ(outcome.code, base::Code::unavailable);
  EXPECT_THAT(outcome.sentence, HasSubstr("was cancelled"));
  EXPECT_EQ(outcome.sellers(), 256u);
  EXPECT_EQ(outcome.cursor(), "257");
}

TEST(Session, PassesOnWhatTheTableThrows) {
  HostServices services{{"Mã gian hàng", "Tên quầy"}, [](auto&, auto&) -> bool {
                          throw base::Error(base::Code::badInput, "Row 9 is broken.");
                        }};
  EXPECT_EQ(pullWith("honest", services).sentence, "Row 9 is broken.");
}

TEST(Session, TellsThatTheProgramCannotBeStarted) {
  List list = List::of(1);
  HostServices services = list.services();
  try {
    pull("/nowhere/program", testPlugin("honest"), {}, services, {}, [](Batch&&) {});
    FAIL() << "nothing was thrown";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::unavailable);
    EXPECT_THAT(error.sentence(), HasSubstr("cannot be started"));
  }
}

TEST(Session, ChecksASoundLibrary) {
  EXPECT_TRUE(check(TEST_HOST, testPlugin("honest").library).empty());
}

TEST(Session, ChecksWhatIsWrongWithALibrary) {
  const auto problems = [](const char* id) { return check(TEST_HOST, testPlugin(id).library); };
  EXPECT_THAT(problems("without_entry"), ElementsAre(HasSubstr("it has no symbol")));
  EXPECT_THAT(problems("other_major"), ElementsAre(HasSubstr("version 2")));
  EXPECT_THAT(problems("crossed"), ElementsAre(HasSubstr("manifest of “another”")));
  EXPECT_THAT(check(TEST_HOST, std::string(SOURCE_FOLDER) + "/README.md"),
              ElementsAre(HasSubstr("README.json"), HasSubstr("cannot be loaded")));
}

}  // namespace
}  // namespace thongbao::plugin
