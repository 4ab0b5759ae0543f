#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace thongbao::base {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;

/// The only source of time. Passed in, so that tests are exact.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock : public Clock {
 public:
  Instant now() const override;
};

/// Stands still until told otherwise.
class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void advance(std::chrono::milliseconds by) { at_ += by; }

 private:
  Instant at_;
};

/// `2026-11-24T03:05:09.120Z`
std::string toIso(Instant instant);
/// The reverse of toIso; nullopt for any other form.
std::optional<Instant> instantFromIso(std::string_view text);

/// The calendar day in Vietnam (UTC+7, no summer time).
Date vietnameseDay(Instant instant);
/// `2026-11-24`
std::string toIso(Date date);
/// `24/11/2026`, as officers write it.
std::string toVietnamese(Date date);
/// `ngày 05 tháng 02 năm 2026`: days below 10 and the months 1 and 2 take a zero (Nghị định
/// 30/2020/NĐ-CP, Phụ lục I, ô số 4).
std::string dayInWords(Date date);
/// `24/11/2026 10:05`, Vietnamese time.
std::string toVietnamese(Instant instant);
/// The same of a moment as toIso writes it, and of its Vietnamese day; any other text as it is.
std::string shownMoment(const std::string& iso);
std::string shownDay(const std::string& iso);
/// Reads `2026-11-24`, `24/11/2026`, `24-11-2026`, `24.11.2026`; day before month always.
/// nullopt when it is no such date or the day does not exist.
std::optional<Date> parseDate(std::string_view text);

}  // namespace thongbao::base
