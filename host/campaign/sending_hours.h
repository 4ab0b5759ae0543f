#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace thongbao::campaign {

/// When the hours of the profile (`07:30-17:30`, Vietnamese time; over midnight where the first is
/// the later one; empty: always) allow sending again: nullopt when they allow it now.
std::optional<base::Instant> closedUntil(const std::string& hours, base::Instant now);

}  // namespace thongbao::campaign
