#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "register/database.h"
#include "register/sending.h"

namespace thongbao::registry {

/// The mails that were begun lately, counted in slots of time; inside one transaction.
class MailCounts {
 public:
  MailCounts(Database& database, const MailLimits& limits, base::Instant now)
      : database_(database), limits_(limits), now_(now) {}

  /// `given` when a mail to the domain may be begun now, else `later`.
  domain::Grant ask(std::int64_t domain);
  void count(std::int64_t domain);
  /// Writes what was counted and forgets what is older than any limit.
  void keep();

 private:
  struct Window {
    std::int64_t slotSeconds = 0;
    std::int64_t slots = 0;                       ///< that count, with the one at hand
    std::map<std::int64_t, std::uint64_t> mails;  ///< slot → how many
    bool changed = false;
  };
  Window& window(const std::string& scope, bool isMinute);
  std::string sender(const char* span) const { return span + (' ' + limits_.sender); }
  std::string ofDomain(std::int64_t domain) const;
  std::optional<base::Instant> fullUntil(Window& window, std::uint64_t most) const;

  Database& database_;
  const MailLimits& limits_;
  base::Instant now_;
  std::map<std::string, Window> windows_;
};

}  // namespace thongbao::registry
