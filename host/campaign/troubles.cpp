#include "campaign/troubles.h"

namespace thongbao::campaign {

namespace {
constexpr std::uint64_t kFewestForAShare = 20;
}

Share shareOf(const registry::Troubles& troubles, const workspace::LimitSettings& limits) {
  const auto reached = [&](std::uint64_t percent) {
    return percent > 0 && troubles.tried >= kFewestForAShare &&
           troubles.trouble * 100 >= percent * troubles.tried;
  };
  if (reached(limits.stopPercent)) return Share::tooMany;
  return reached(limits.warnPercent) ? Share::many : Share::fine;
}

bool pauseWhenTooMany(registry::Register& store, const std::string& campaign,
                      const registry::Troubles& troubles, const workspace::LimitSettings& limits) {
  if (shareOf(troubles, limits) != Share::tooMany) return false;
  if (store.campaignState(campaign) != registry::CampaignState::approved) return false;
  store.pause(campaign, {.byRefusals = true, .counts = troubles});
  return true;
}

}  // namespace thongbao::campaign
