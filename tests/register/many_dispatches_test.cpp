#include <algorithm>

#include "register/support.h"

namespace thongbao::registry {

using base::Code;
using domain::DispatchState;

/// More than are changed in one go.
class ManyDispatches : public RegisterTest {
 protected:
  static constexpr std::int64_t kAll = 2'005;

  ManyDispatches() {
    std::vector<SellerRecord> sellers;
    std::vector<std::int64_t> parties;
    for (std::int64_t i = 1; i <= kAll; ++i) {
      sellers.push_back(record(std::to_string(i)));
      parties.push_back(i);
    }
    keep(sellers);
    approve("dot-1", parties);
  }

  std::uint64_t countOf(DispatchState state) {
    for (const StateCount& one : reg().dispatchCounts("dot-1"))
      if (one.state == state) return one.dispatches;
    return 0;
  }
  /// Of each dispatch of the campaign.
  void expectOneEntryEach(const std::string& kind) {
    EXPECT_EQ(count(kind), static_cast<std::size_t>(kAll));
    const Verdict verdict = reg().verify();
    EXPECT_TRUE(verdict.whole) << verdict.sentence;
  }
};

TEST_F(ManyDispatches, AreCancelledTogether) {
  const auto onTheWire = take("dot-1").value();
  settle(onTheWire.id, DispatchState::deferred);
  reg().cancel("dot-1", "Nhầm mẫu");
  EXPECT_EQ(countOf(DispatchState::cancelled), static_cast<std::uint64_t>(kAll));
  EXPECT_EQ(reg().head().kind, "campaign.cancelled");
  EXPECT_NE(reg().head().payload.find("\"dispatches\":2005"), std::string::npos);
  expectOneEntryEach("dispatch.cancelled");
}

TEST_F(ManyDispatches, AreCancelledAllOrNone) {
  const Entry before = reg().head();
  sql("CREATE TRIGGER stop BEFORE UPDATE ON dispatches WHEN NEW.id = 2004 BEGIN SELECT "
      "RAISE(ABORT, 'no'); END");
  EXPECT_EQ(codeOf([&] { reg().cancel("dot-1", "Nhầm mẫu"); }), Code::integrity);
  EXPECT_EQ(countOf(DispatchState::approved), static_cast<std::uint64_t>(kAll));
  EXPECT_EQ(reg().head().hash, before.hash);
  EXPECT_EQ(reg().campaignState("dot-1"), CampaignState::approved);
}

TEST_F(ManyDispatches, AreUnknownWhenTheRegisterIsPutBackAndResolvedTogether) {
  const Restored restored = reg().restore("Trần Thị Mẫu");
  ASSERT_EQ(restored.doubtful.size(), 1U);
  EXPECT_EQ(restored.doubtful[0].campaign, "dot-1");
  EXPECT_EQ(restored.doubtful[0].dispatches, static_cast<std::uint64_t>(kAll));
  expectOneEntryEach("dispatch.unknown");
  EXPECT_EQ(codeOf([&] { reg().resolveAll("dot-1", true, " "); }), Code::usage);
  EXPECT_EQ(codeOf([&] { reg().resolveAll("dot-2", true, "Trần Thị Mẫu"); }), Code::notFound);
  reg().resolveAll("dot-1", true, "Trần Thị Mẫu");
  EXPECT_EQ(countOf(DispatchState::accepted), static_cast<std::uint64_t>(kAll));
  EXPECT_EQ(reg().campaignState("dot-1"), CampaignState::finished);
  expectOneEntryEach("dispatch.resolved");
}

TEST_F(ManyDispatches, OfACancelledCampaignAreNotSentAgain) {
  reg().restore("Trần Thị Mẫu");
  reg().cancel("dot-1", "Nhầm mẫu");
  reg().resolveAll("dot-1", false, "Trần Thị Mẫu");
  EXPECT_EQ(countOf(DispatchState::cancelled), static_cast<std::uint64_t>(kAll));
  expectOneEntryEach("dispatch.resolved");
}

TEST_F(ManyDispatches, AreListedFromTheFirstAsManyAsAreAskedFor) {
  const auto begun = take("dot-1").value();
  const auto some = reg().dispatches("dot-1", {DispatchState::queued, DispatchState::sending}, 3);
  ASSERT_EQ(some.size(), 3U);
  EXPECT_EQ(some[0].id, begun.id);
  EXPECT_EQ(some[2].id, begun.id + 2);
  EXPECT_EQ(reg().dispatches("dot-1", {DispatchState::queued}).size(),
            static_cast<std::size_t>(kAll - 1));
  EXPECT_TRUE(reg().dispatches("dot-1", {DispatchState::refused}, 3).empty());
}

TEST_F(ManyDispatches, AreFoundByTheirNotice) {
  const auto third = reg().dispatches("dot-1", {}, 3).at(2);
  const auto found = reg().dispatchesOfNotice(third.noticeHash);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, third.id);
  EXPECT_TRUE(reg().dispatchesOfNotice(std::string(64, '0')).empty());
}

TEST_F(ManyDispatches, MayNameADocumentTogether) {
  const std::string document(64, 'd');
  const auto begin = [&](std::int64_t id, const std::string& named) {
    reg().exchange("dot-1", {}, {{id, "", std::string(64, 'a'), named, {}, "", ""}}, {});
    return reg().head().sequence;
  };
  reg().queue("dot-1");
  const std::int64_t first = begin(1, document);
  begin(2, document);
  const std::int64_t other = begin(3, std::string(64, 'e'));
  begin(4, "");
  const auto documents = reg().namedDocuments();
  EXPECT_EQ(documents->find(document).value().sequence, first);
  EXPECT_EQ(documents->find(std::string(64, 'e')).value().sequence, other);
  EXPECT_FALSE(documents->find(std::string(64, 'f')));
  EXPECT_FALSE(documents->find(""));
  std::vector<std::int64_t> begun;
  documents->each([&](const NamedDocument& one) {
    EXPECT_LE(one.place, documents->lastPlace());
    if (one.sequence >= first) begun.push_back(one.sequence);
  });
  EXPECT_EQ(begun, (std::vector<std::int64_t>{first, other}));
  const auto remade = reg().begunDocuments();
  EXPECT_EQ(remade->next().value().sequence, first);
  EXPECT_EQ(remade->next().value().sequence, other);
}

}  // namespace thongbao::registry
