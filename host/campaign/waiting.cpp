#include "campaign/waiting.h"

#include <algorithm>

#include "base/error.h"
#include "base/words.h"
#include "campaign/plan.h"

namespace thongbao::campaign {

using base::Code;
using base::Error;
using base::say;
using domain::Channel;
using domain::DispatchState;

void refuseUnlessSent(registry::Register& store, const std::string& campaignName) {
  using registry::CampaignState;
  const registry::Campaign campaign = findCampaign(store, campaignName);
  if (campaign.state == CampaignState::approved || campaign.state == CampaignState::finished)
    return;
  const std::string& name = campaign.spec.name;
  std::string advice;
  if (campaign.state == CampaignState::created)
    advice = say("Next: `thongbao campaign plan {}`.", name);
  if (campaign.state == CampaignState::planned)
    advice = say("Next: `thongbao campaign approve {} --by OFFICER`.", name);
  if (campaign.state == CampaignState::paused)
    advice = say("Next: `thongbao campaign resume {} --by OFFICER`.", name);
  throw Error(Code::usage,
              say("The campaign “{}” is {}; only an approved one is sent.", name,
                  registry::shown(campaign.state)),
              {}, advice);
}

bool hasWaiting(registry::Register& store, const std::string& name, Channel channel) {
  return std::any_of(domain::kWaiting.begin(), domain::kWaiting.end(), [&](DispatchState state) {
    return !store.waiting({name, channel, state}, 1).empty();
  });
}

std::uint64_t countWaiting(registry::Register& store, const std::string& name) {
  std::uint64_t waiting = 0;
  for (const auto& [state, dispatches] : store.dispatchCounts(name))
    if (domain::waits(state)) waiting += dispatches;
  return waiting;
}

}  // namespace thongbao::campaign
