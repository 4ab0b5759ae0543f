#include "register/plan_rows.h"

#include <utility>

#include "register/campaigns.h"
#include "register/plan_reader.h"

namespace thongbao::registry {

namespace {

PlannedDispatch plannedFromJson(const base::Json& json) {
  PlannedDispatch planned{
      json.at("party"), json.at("name"), {}, json.at("skipped"), json.at("detail")};
  for (const auto& way : json.at("ways"))
    planned.ways.push_back(
        {domain::channelFrom(way.at("channel").get<std::string>()).value(), way.at("address")});
  return planned;
}

}  // namespace

PlanReader::PlanReader(Database& database, const std::string& campaign)
    : campaign_(campaign),
      select_((database.sql().prepare
                   << "SELECT content FROM plan WHERE campaign = :campaign AND salt <> '' ORDER BY "
                      "position",
               soci::use(campaign_), soci::into(content_))) {
  select_.execute();
}

std::optional<PlannedDispatch> PlanReader::next() {
  if (!select_.fetch()) return std::nullopt;
  return readKept(content_, plannedFromJson);
}

PlanRows::PlanRows(std::unique_ptr<Database> database, const std::string& campaign)
    : database_(std::move(database)) {
  database_->readInOrder();
  database_->guarded([&] {
    requireCampaign(*database_, campaign);
    reader_ = std::make_unique<PlanReader>(*database_, campaign);
  });
}

PlanRows::~PlanRows() = default;

std::optional<PlannedDispatch> PlanRows::next() {
  return database_->guarded([&] { return reader_->next(); });
}

}  // namespace thongbao::registry
