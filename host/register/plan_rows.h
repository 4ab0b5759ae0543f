#pragma once

#include <memory>
#include <optional>
#include <string>

#include "register/records.h"

namespace thongbao::registry {

class Database;
class PlanReader;

/// The rows of a plan one by one, in the order of the parties' ids, on the picture that the
/// register had when this was made.
class PlanRows {
 public:
  /// Throws Error(notFound) when there is no such campaign.
  PlanRows(std::unique_ptr<Database> database, const std::string& campaign);
  ~PlanRows();
  PlanRows(const PlanRows&) = delete;
  PlanRows& operator=(const PlanRows&) = delete;

  /// nullopt behind the last. Throws Error like Register.
  std::optional<PlannedDispatch> next();

 private:
  std::unique_ptr<Database> database_;
  std::unique_ptr<PlanReader> reader_;
};

}  // namespace thongbao::registry
