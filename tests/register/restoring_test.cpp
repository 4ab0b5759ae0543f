#include <algorithm>
#include <atomic>
#include <thread>

#include "register/verify_support.h"

namespace thongbao::registry {

using base::Code;
using domain::DispatchState;

class RestoringTest : public VerifyTest {
 protected:
  RestoringTest() {
    keep({record("6"), record("7"), record("8")}, "ee55");
    approve("dot-9", {6, 7, 8});
  }

  /// The copy takes the register's place.
  void putBack(const std::filesystem::path& copy) {
    close();
    for (const char* suffix : {"", "-wal", "-shm"})
      std::filesystem::remove(file_.string() + suffix);
    std::filesystem::rename(copy, file_);
    open();
  }

  std::vector<DispatchState> states(const std::string& campaign) {
    std::vector<DispatchState> all;
    for (const auto& dispatch : reg().dispatches(campaign)) all.push_back(dispatch.state);
    return all;
  }

  void expectWhole() {
    const Verdict verdict = reg().verify();
    EXPECT_TRUE(verdict.whole) << verdict.firstBroken << verdict.sentence;
    const std::string said = script();
    EXPECT_NE(said.find("exit 0"), std::string::npos) << said;
  }

  const std::filesystem::path copy_ = folder_ / "copy.db";
};

TEST_F(RestoringTest, ACopyKnowsWhenItWasMadeAndTheRegisterThatItIsNone) {
  reg().backup(copy_);
  EXPECT_FALSE(reg().copiedAt());
  const auto at = clock_.now();
  clock_.advance(std::chrono::hours(1));
  putBack(copy_);
  EXPECT_EQ(reg().copiedAt(), base::toIso(at));
  expectWhole();
}

TEST_F(RestoringTest, ABackupIsConsistentWhileAnotherConnectionWrites) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    base::SeededRandom random(11);
    Register other(file_, clock_, random);
    for (int i = 0; i < 10'000 && !stop; ++i)
      other.addCampaign(
          {fmt::format("song-song-{}", i), "notice/counterfeit", 1, {domain::Channel::mail}, {}});
  });
  for (int i = 0; i < 5; ++i) {
    const auto copy = folder_ / fmt::format("copy-{}.db", i);
    EXPECT_NO_THROW(reg().backup(copy));
    Register taken(copy, clock_, random_);
    const Verdict verdict = taken.verify();
    EXPECT_TRUE(verdict.whole) << verdict.sentence;
  }
  stop = true;
  writer.join();
}

TEST_F(RestoringTest, WhatWaitedInACopyIsUnknownUntilAnOfficerDecides) {
  const auto begun = take("dot-9");
  ASSERT_TRUE(begun);
  reg().backup(copy_);
  settle(begun->id, DispatchState::accepted);
  putBack(copy_);
  const Restored restored = reg().restore("Trần Thị Mẫu");
  EXPECT_EQ(restored.copiedAt, base::toIso(clock_.now()));
  std::uint64_t doubtful = 0;
  for (const auto& one : restored.doubtful)
    if (one.campaign == "dot-9") doubtful += one.dispatches;
  EXPECT_EQ(doubtful, 3U);
  EXPECT_EQ(states("dot-9"), std::vector<DispatchState>(3, DispatchState::unknown));
  EXPECT_FALSE(reg().copiedAt());
  EXPECT_FALSE(take("dot-9"));
  expectWhole();
  reg().resolve({begun->id}, true, "Trần Thị Mẫu");
  reg().resolve({begun->id + 1}, false, "Trần Thị Mẫu");
  EXPECT_EQ(take("dot-9").value().id, begun->id + 1);
  expectWhole();
}

TEST_F(RestoringTest, AnOlderRegisterThatIsNoCopyIsPutBackToo) {
  reg().queue("dot-9");
  EXPECT_TRUE(reg().restore("Trần Thị Mẫu").copiedAt.empty());
  EXPECT_EQ(states("dot-9"), std::vector<DispatchState>(3, DispatchState::unknown));
  expectWhole();
}

TEST_F(RestoringTest, NumbersGivenBehindTheCopyAreNotGivenAgain) {
  reg().backup(copy_);
  putBack(copy_);
  EXPECT_EQ(codeOf([&] {
              reg().restore("Trần Thị Mẫu", LastNumber{"QLTT", 2026, 1});
            }),
            Code::usage);
  EXPECT_TRUE(reg().copiedAt());
  EXPECT_EQ(codeOf([&] { reg().restore(" "); }), Code::usage);
  reg().restore("Trần Thị Mẫu", LastNumber{"QLTT", 2026, 120});
  expectWhole();
  approve("dot-10", {6});
  EXPECT_EQ(reg().notice(reg().dispatches("dot-10").at(0).noticeHash).value().notice.number, 121);
  expectWhole();
}

TEST_F(RestoringTest, WhatIsApprovedLaterDoesNotBecomeUnknownByTheOldEntry) {
  reg().restore("Trần Thị Mẫu");
  approve("dot-10", {6});
  const std::int64_t later = reg().dispatches("dot-10").at(0).id;
  byHand([&](ActsByHand& acts) { acts.tell(later, "unknown", "unknown"); });
  expectBroken(lastOf("dispatch.unknown"));
}

TEST_F(RestoringTest, ANumberThatIsNotBehindTheOthersIsBroken) {
  byHand([](ActsByHand& acts) {
    acts.enter("register.restored",
               {{"copied_at", ""}, {"symbol", "QLTT"}, {"year", 2026}, {"last_number", 1}});
  });
  expectBroken(lastOf("register.restored"));
}

TEST_F(RestoringTest, AListIsLetGoOnceUntilItIsPulledAgain) {
  const std::string list(64, '9');
  keep({record("9")}, list);
  const auto isLetGo = [&] {
    const auto document = reg().namedDocuments()->find(list);
    EXPECT_TRUE(document) << "the list is not named";
    return document && document->isLetGo && document->mayMiss;
  };
  EXPECT_FALSE(isLetGo());
  const base::Instant later = clock_.now() + std::chrono::hours(24);
  const std::vector<PulledList> before = reg().listsPulledBefore(later);
  EXPECT_NE(std::find(before.begin(), before.end(), PulledList{list, "danh-sach.xlsx"}),
            before.end());
  EXPECT_TRUE(reg().listsPulledBefore(clock_.now() - std::chrono::hours(24)).empty());
  reg().letListsGo({list, list}, "Trần Thị Mẫu");
  EXPECT_EQ(count("list.erased"), 1U);
  EXPECT_TRUE(isLetGo());
  expectWhole();
  keep({record("9")}, list);
  EXPECT_FALSE(isLetGo());
  reg().letListsGo({list}, "Trần Thị Mẫu");
  EXPECT_EQ(count("list.erased"), 2U);
  EXPECT_TRUE(isLetGo());
}

TEST_F(RestoringTest, AListThatWasNeverPulledCannotBeLetGo) {
  byHand([](ActsByHand& acts) {
    acts.enter("list.erased", {{"source_sha256", std::string(64, '8')}});
  });
  expectBroken(lastOf("list.erased"));
}

}  // namespace thongbao::registry
