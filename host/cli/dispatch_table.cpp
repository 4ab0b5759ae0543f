#include "cli/dispatch_table.h"

#include "base/words.h"
#include "cli/terminal.h"

namespace thongbao::cli {

using base::say;
using base::tr;
using domain::DispatchState;

namespace {
constexpr std::size_t kMostRows = 200;
}

std::vector<DispatchState> unfinishedStates() {
  return {DispatchState::sending, DispatchState::deferred, DispatchState::refused,
          DispatchState::unknown, DispatchState::bounced};
}

void showDispatches(registry::Register& store, const std::string& campaign,
                    const std::vector<DispatchState>& states) {
  std::vector<std::vector<std::string>> rows;
  std::size_t more = 0;
  store.eachDispatch(campaign, states, [&](const domain::Dispatch& dispatch) {
    if (rows.size() == kMostRows)
      ++more;
    else
      rows.push_back({std::to_string(dispatch.id), dispatch.address, domain::shown(dispatch.state),
                      dispatch.reply});
  });
  if (rows.empty()) return;
  table({tr("Dispatch"), tr("To"), tr("State"), tr("Reply")}, rows, 60);
  if (more > 0) line(say("… and {} more.", more));
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
