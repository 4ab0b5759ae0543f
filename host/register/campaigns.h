#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "register/database.h"
#include "register/records.h"

namespace thongbao::registry {

// What the files about campaigns share. All of it runs inside a transaction.

std::optional<CampaignState> campaignStateFrom(const std::string& word);

/// Throws Error(usage) when the officer who decides is not named.
void requireOfficer(const std::string& officer);

/// A kept word of a channel or state. Throws Error(integrity) for any other.
domain::Channel readChannel(const std::string& word);
domain::DispatchState readDispatchState(const std::string& word);

/// SQL: the states of a dispatch that is not at its end. Such a one may still be written, or an
/// officer has to decide on it.
inline constexpr const char* kUnderWay = "('approved', 'queued', 'sending', 'deferred', 'unknown')";

/// Throws Error(notFound) when there is none of this name.
Campaign requireCampaign(Database& database, const std::string& name);
std::optional<Campaign> findCampaign(Database& database, const std::string& name);

/// The first party of a plan that is none, or none any more; 0 when all are.
std::int64_t partyThatIsNone(Database& database, const std::string& campaign);

/// Throws Error(notFound) when there is none of this name.
CampaignState stateOf(Database& database, const std::string& campaign);
void setState(Database& database, const std::string& campaign, CampaignState state);

/// Calls `change` with the ids of the campaign's dispatches in these states, a state after the
/// other, and holds a thousand of them at most. `change` may bring one into any state but these.
/// Returns how many there were.
std::uint64_t changeEach(Database& database, const std::string& campaign,
                         const std::vector<domain::DispatchState>& states,
                         const std::function<void(std::int64_t)>& change);

/// Entry `campaign.finished` when no dispatch of an approved campaign can change any more.
void finishIfDone(Database& database, const std::string& campaign);

/// The sealed text of an entry; empty when it has none.
std::string sealedText(Database& database, std::int64_t sequence, const std::string& part);

}  // namespace thongbao::registry
