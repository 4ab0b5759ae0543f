#include "campaign/sending_hours.h"

namespace thongbao::campaign {

namespace {

using std::chrono::minutes;

/// `07:30`, of a form that was checked.
minutes timeOf(const std::string& text) {
  return std::chrono::hours(std::stoi(text.substr(0, 2))) + minutes(std::stoi(text.substr(3, 2)));
}

}  // namespace

std::optional<base::Instant> closedUntil(const std::string& hours, base::Instant now) {
  if (hours.empty()) return std::nullopt;
  const minutes opens = timeOf(hours.substr(0, 5)), closes = timeOf(hours.substr(6, 5));
  if (opens == closes) return std::nullopt;
  const auto local = now + std::chrono::hours(7);  // UTC+7, without summer time
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto time = local - day;
  const bool isOpen =
      opens <= closes ? time >= opens && time < closes : time >= opens || time < closes;
  if (isOpen) return std::nullopt;
  const auto opening = day + opens + (time < opens ? std::chrono::days(0) : std::chrono::days(1));
  return base::Instant(opening.time_since_epoch()) - std::chrono::hours(7);
}

}  // namespace thongbao::campaign
