#include "cli/dispatch_table.h"

#include <algorithm>

#include "base/first_of.h"
#include "base/words.h"
#include "cli/terminal.h"

namespace thongbao::cli {

using base::say;
using base::tr;
using domain::DispatchState;

std::vector<DispatchState> unfinishedStates() {
  return {DispatchState::sending, DispatchState::deferred, DispatchState::refused,
          DispatchState::unknown, DispatchState::bounced};
}

void showDispatches(registry::Register& store, const std::string& campaign,
                    const std::vector<DispatchState>& states) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& dispatch : store.dispatches(campaign, states, base::kMostShown))
    rows.push_back({std::to_string(dispatch.id), dispatch.address, domain::shown(dispatch.state),
                    dispatch.reply});
  if (rows.empty()) return;
  table({tr("Dispatch"), tr("To"), tr("State"), tr("Reply")}, rows, 60);
  showMore(countOf(store, campaign, states) - rows.size(), campaign);
}

std::uint64_t countOf(registry::Register& store, const std::string& campaign,
                      const std::vector<DispatchState>& states) {
  std::uint64_t all = 0;
  for (const auto& [state, dispatches] : store.dispatchCounts(campaign))
    if (std::find(states.begin(), states.end(), state) != states.end()) all += dispatches;
  return all;
}

void showMore(std::uint64_t more, const std::string& campaign) {
  if (more > 0)
    line(say("… and {} more; `thongbao campaign status {} --json` tells all.", more, campaign));
}

base::Json toJson(const domain::Dispatch& dispatch) {
  return {{"id", dispatch.id},
          {"party", dispatch.partyId},
          {"channel", domain::toString(dispatch.channel)},
          {"address", dispatch.address},
          {"state", domain::toString(dispatch.state)},
          {"attempts", dispatch.attempts},
          {"notice", dispatch.noticeHash},
          {"reply", dispatch.reply}};
}

}  // namespace thongbao::cli
