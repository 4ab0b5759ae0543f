#include "register/mail_counts.h"

#include <chrono>

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

constexpr const char* kMinute = "minute";
constexpr const char* kHour = "hour";

/// A window of time is as many whole slots as touch it, and one more: a mail reaches the wire a
/// little after it was counted.
constexpr std::int64_t kSlots = 60 + 2;

std::int64_t slotOf(base::Instant at, std::int64_t slotSeconds) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  return seconds / slotSeconds;
}

}  // namespace

std::string MailCounts::ofDomain(std::int64_t domain) const {
  return sender(kHour) + ' ' + std::to_string(domain);
}

MailCounts::Window& MailCounts::window(const std::string& scope, bool isMinute) {
  const auto [found, isNew] = windows_.try_emplace(scope);
  Window& window = found->second;
  if (!isNew) return window;
  window.slotSeconds = isMinute ? 1 : 60;
  window.slots = kSlots;
  const std::int64_t now = slotOf(now_, window.slotSeconds);
  const std::int64_t first = now - window.slots + 1;
  std::int64_t slot = 0, mails = 0;
  soci::statement select =
      (database_.sql().prepare
           << "SELECT slot, mails FROM mail_counts WHERE scope = :scope AND slot >= :first",
       use(scope), use(first), into(slot), into(mails));
  select.execute();
  while (select.fetch()) {
    // What the clock showed before it was set back may have been a moment ago.
    const bool isAhead = slot > now;
    window.mails[isAhead ? now : slot] += static_cast<std::uint64_t>(mails);
    window.changed = window.changed || isAhead;
  }
  return window;
}

std::optional<base::Instant> MailCounts::fullUntil(Window& window, std::uint64_t most) const {
  std::uint64_t sum = 0;
  for (auto slot = window.mails.rbegin(); most > 0 && slot != window.mails.rend(); ++slot) {
    sum += slot->second;
    if (sum >= most)
      return base::Instant{std::chrono::seconds((slot->first + window.slots) * window.slotSeconds)};
  }
  return std::nullopt;
}

domain::Grant MailCounts::ask(std::int64_t domain) {
  const auto minute = fullUntil(window(sender(kMinute), true), limits_.perMinute);
  const auto hour = fullUntil(window(sender(kHour), false), limits_.perHour);
  if (minute || hour)
    return {domain::Grant::later, std::max(minute.value_or(now_), hour.value_or(now_)), false};
  const auto here = fullUntil(window(ofDomain(domain), false), limits_.perHourAndDomain);
  if (here) return {domain::Grant::later, *here, true};
  return {domain::Grant::given, {}, false};
}

void MailCounts::count(std::int64_t domain) {
  for (const auto& [scope, isMinute] :
       {std::pair{sender(kMinute), true}, {sender(kHour), false}, {ofDomain(domain), false}}) {
    Window& one = window(scope, isMinute);
    ++one.mails[slotOf(now_, one.slotSeconds)];
    one.changed = true;
  }
}

void MailCounts::keep() {
  std::string scope;
  std::int64_t slot = 0, mails = 0;
  soci::statement insert =
      (database_.sql().prepare << "INSERT INTO mail_counts (scope, slot, mails) VALUES (:scope, "
                                  ":slot, :mails) ON CONFLICT (scope, slot) DO UPDATE SET "
                                  "mails = excluded.mails",
       use(scope), use(slot), use(mails));
  for (auto& [name, window] : windows_) {
    if (!window.changed) continue;
    window.changed = false;
    const std::int64_t now = slotOf(now_, window.slotSeconds), first = now - window.slots + 1;
    database_.sql() << "DELETE FROM mail_counts WHERE scope = :scope AND (slot < :first OR slot > "
                       ":now)",
        use(name), use(first), use(now);
    scope = name;
    slot = now;
    mails = static_cast<std::int64_t>(window.mails[now]);
    insert.execute(true);
  }
}

}  // namespace thongbao::registry
