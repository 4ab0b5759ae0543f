#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "register/database.h"
#include "register/erasures.h"
#include "register/mismatches.h"
#include "register/records.h"
#include "register/replay_act.h"
#include "register/replay_dispatches.h"
#include "register/replay_mails.h"
#include "register/replay_records.h"
#include "register/replay_sellers.h"
#include "register/replay_table.h"
#include "register/walked.h"

namespace thongbao::registry {

/// Makes the views once more out of the chain alone, and compares them with those of the register.
/// What has many rows is compared along the way, so that little is held.
class Replay {
 public:
  explicit Replay(Database& database);

  /// The next entry, which is whole by itself. Throws any std::exception when it does not fit what
  /// came before.
  void enter(const WalkedBatch& batch, const WalkedEntry& entry);
  /// Behind the last entry: compares what is left.
  void finish();

  /// The last record that an entry kept.
  std::int64_t keptRecords() const { return records_.last(); }
  /// The first entry whose text is gone though none erased it; 0 when there is none.
  std::int64_t firstUnexplained() const { return erasures_.firstUnexplained(); }
  const std::optional<Mismatch>& mismatch() const { return found_.first(); }

 private:
  struct Campaign {
    std::uint32_t number;
    CampaignState state = CampaignState::created;
  };
  struct Plan {
    std::string digest;
    std::int64_t sequence = 0;
  };
  using Function = void (Replay::*)(const Act&);
  static const std::unordered_map<std::string_view, Function>& functions();

  void migrated(const Act& act);
  void sealed(const Act& act);
  void restored(const Act& act);
  void listErased(const Act& act);
  void nothing(const Act& act);
  void pullBegun(const Act& act);
  void pullEnded(const Act& act);
  void sellersKept(const Act& act);
  void partyLinked(const Act& act);
  void partyUnlinked(const Act& act);
  void partyErased(const Act& act);
  void areaImported(const Act& act);
  void campaignCreated(const Act& act);
  void campaignPlanned(const Act& act);
  void campaignApproved(const Act& act);
  void campaignQueued(const Act& act);
  void campaignResumed(const Act& act);
  void campaignChanged(const Act& act);
  void noticeIssued(const Act& act);
  void dispatchApproved(const Act& act);
  void dispatchChanged(const Act& act);
  void mailReceived(const Act& act);

  Campaign& campaignOf(const Act& act);
  Campaign& changeCampaign(const Act& act);
  void comparePlans();
  void comparePlan(const std::string& campaign, const Plan& plan, std::int64_t& rows);
  void compareCommunes();

  Database& database_;
  Mismatches found_;
  Erasures erasures_;
  ReplayedTable migrations_, pulls_, unlinks_, campaignRows_, numbers_;
  std::unordered_set<std::string> lists_;  ///< SHA-256 of those that were pulled
  std::unordered_map<std::string, Campaign> campaigns_;
  std::map<std::string, Plan> plans_;
  Plan communes_;  ///< the table that was imported last
  RecordReader records_;
  ReplayedSellers sellers_;
  ReplayedLinks links_;
  ReplayedNotices notices_;
  ReplayedDispatches dispatches_;
  ReplayedMails mails_;
};

}  // namespace thongbao::registry
