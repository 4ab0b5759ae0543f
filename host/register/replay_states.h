#pragma once

#include <optional>
#include <string_view>

#include "domain/dispatch.h"
#include "register/records.h"

namespace thongbao::registry {

/// The kind of a `dispatch.unknown` behind the entry that put the register back, when none about
/// the dispatch stands between them.
inline constexpr std::string_view kUnknownSinceRestored = "dispatch.unknown since restored";

/// The state that an entry of this kind brings a dispatch into, from the state that it was in. The
/// payload's word decides between those that the kind may bring. Throws std::invalid_argument when
/// the kind cannot do that.
domain::DispatchState changed(std::string_view kind, domain::DispatchState from,
                              std::string_view word);

/// The state that an entry of this kind leaves a campaign in. Throws std::invalid_argument when it
/// cannot come while the campaign is in `from`.
CampaignState changed(std::string_view kind, CampaignState from);

}  // namespace thongbao::registry
