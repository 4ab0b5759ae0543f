#pragma once

#include <cstdint>
#include <string_view>

#include "register/database.h"
#include "register/mismatches.h"
#include "register/rows.h"

namespace thongbao::registry {

/// The mails that were received once more: each is compared at once.
class ReplayedMails {
 public:
  explicit ReplayedMails(Database& database);
  void receive(std::int64_t sequence, std::string_view mail, Mismatches& found);
  /// Behind the last entry.
  void finish(Database& database, Mismatches& found) const;

 private:
  Rows find_;
  std::int64_t received_ = 0;
};

}  // namespace thongbao::registry
