#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/database.h"
#include "register/records.h"

namespace thongbao::registry {

// What the files about campaigns share. All of it runs inside a transaction.

std::optional<CampaignState> campaignStateFrom(const std::string& word);

/// Throws Error(notFound) when there is none of this name.
Campaign requireCampaign(Database& database, const std::string& name);
std::optional<Campaign> findCampaign(Database& database, const std::string& name);
std::vector<PlannedDispatch> planOf(Database& database, const std::string& name);

/// Throws Error(notFound) when there is none of this name.
CampaignState stateOf(Database& database, const std::string& campaign);
void setState(Database& database, const std::string& campaign, CampaignState state);

/// Entry `campaign.finished` when no dispatch of an approved campaign can change any more.
void finishIfDone(Database& database, const std::string& campaign);

/// The sealed text of an entry; empty when it has none.
std::string sealedText(Database& database, std::int64_t sequence, const std::string& part);

}  // namespace thongbao::registry
