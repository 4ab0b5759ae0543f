#pragma once

#include <cstdint>
#include <string>

#include "register/register.h"

namespace thongbao::campaign {

/// Throws Error: notFound, or usage with what to do when the campaign is not approved.
void refuseUnlessSent(registry::Register& store, const std::string& campaign);

/// Whether anything waits for that channel.
bool hasWaiting(registry::Register& store, const std::string& campaign, domain::Channel channel);
std::uint64_t countWaiting(registry::Register& store, const std::string& campaign);

}  // namespace thongbao::campaign
