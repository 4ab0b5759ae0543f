#pragma once

#include <optional>
#include <string>

#include "register/database.h"
#include "register/records.h"

namespace thongbao::registry {

/// What PlanRows does, inside a transaction of somebody else. Rows that were erased are left out.
class PlanReader {
 public:
  PlanReader(Database& database, const std::string& campaign);
  std::optional<PlannedDispatch> next();

 private:
  std::string campaign_, content_;
  soci::statement select_;
};

}  // namespace thongbao::registry
