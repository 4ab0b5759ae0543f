#pragma once

#include <string>

#include "register/register.h"
#include "workspace/profile.h"

namespace thongbao::campaign {

/// How many of a campaign's mails are refused or come back.
enum class Share { fine, many, tooMany };

/// By the profile's `limits.warn_percent` and `limits.stop_percent`; so few that no share can be
/// told are fine.
Share shareOf(const registry::Troubles& troubles, const workspace::LimitSettings& limits);

/// Pauses the campaign when there are too many and it is being sent; true when it did.
bool pauseWhenTooMany(registry::Register& store, const std::string& campaign,
                      const registry::Troubles& troubles, const workspace::LimitSettings& limits);

}  // namespace thongbao::campaign
