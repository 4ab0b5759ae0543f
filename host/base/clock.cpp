#include "base/clock.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace thongbao::base {

namespace {

constexpr std::chrono::hours kVietnam{7};

struct Parts {
  int year, month, day, hour, minute, second, millisecond;
};

Parts partsOf(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const Date date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count()),
          static_cast<int>(time.subseconds().count())};
}

/// Reads exactly the digits of `text`; nullopt when there is anything else.
std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-')
    return std::nullopt;
  return value;
}

std::optional<Date> validDate(std::optional<int> year, std::optional<int> month,
                              std::optional<int> day) {
  if (!year || !month || !day || *year < 1000 || *year > 9999) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string toIso(Instant instant) {
  const Parts p = partsOf(instant);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", p.year, p.month, p.day, p.hour,
                     p.minute, p.second, p.millisecond);
}

std::optional<Instant> instantFromIso(std::string_view text) {
  if (text.size() != 24 || text[4] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != '.' || text[23] != 'Z')
    return std::nullopt;
  const auto date = parseDate(text.substr(0, 10));
  const auto hour = number(text.substr(11, 2)), minute = number(text.substr(14, 2)),
             second = number(text.substr(17, 2)), milli = number(text.substr(20, 3));
  if (!date || !hour || !minute || !second || !milli || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  using namespace std::chrono;
  return Instant{sys_days{*date} + hours{*hour} + minutes{*minute} + seconds{*second} +
                 milliseconds{*milli}};
}

Date vietnameseDay(Instant instant) {
  return Date{std::chrono::floor<std::chrono::days>(instant + kVietnam)};
}

std::string toIso(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string toVietnamese(Date date) {
  return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()),
                     static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

std::string dayInWords(Date date) {
  const auto month = static_cast<unsigned>(date.month());
  return fmt::format("ngày {:02} tháng {} năm {}", static_cast<unsigned>(date.day()),
                     month < 3 ? fmt::format("{:02}", month) : std::to_string(month),
                     static_cast<int>(date.year()));
}

std::string toVietnamese(Instant instant) {
  const Parts p = partsOf(instant + kVietnam);
  return fmt::format("{:02}/{:02}/{:04} {:02}:{:02}", p.day, p.month, p.year, p.hour, p.minute);
}

std::string shownMoment(const std::string& iso) {
  const auto instant = instantFromIso(iso);
  return instant ? toVietnamese(*instant) : iso;
}

std::string shownDay(const std::string& iso) {
  const auto instant = instantFromIso(iso);
  return instant ? toVietnamese(vietnameseDay(*instant)) : iso;
}

std::optional<Date> parseDate(std::string_view text) {
  std::array<std::string_view, 3> parts;
  std::size_t count = 0, start = 0;
  char separator = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool end = i == text.size();
    if (!end && text[i] >= '0' && text[i] <= '9') continue;
    if (!end) {
      if (separator && text[i] != separator) return std::nullopt;
      separator = text[i];
      if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    }
    if (count == 3) return std::nullopt;
    parts[count++] = text.substr(start, i - start);
    start = i + 1;
  }
  if (count != 3) return std::nullopt;
  if (parts[0].size() == 4 && separator == '-')
    return validDate(number(parts[0]), number(parts[1]), number(parts[2]));
  if (parts[2].size() != 4 || parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
  return validDate(number(parts[2]), number(parts[1]), number(parts[0]));
}

}  // namespace thongbao::base
