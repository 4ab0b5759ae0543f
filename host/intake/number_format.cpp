#include "intake/number_format.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/clock.h"

namespace thongbao::intake {

namespace {

std::optional<double> numberOf(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

}  // namespace

bool isDateFormat(int formatId, std::string_view formatCode) {
  if ((formatId >= 14 && formatId <= 22) || (formatId >= 27 && formatId <= 36) ||
      (formatId >= 45 && formatId <= 47) || (formatId >= 50 && formatId <= 58))
    return true;
  bool quoted = false, bracketed = false;
  for (std::size_t i = 0; i < formatCode.size(); ++i) {
    const char c = formatCode[i];
    if (c == '"')
      quoted = !quoted;
    else if (quoted)
      continue;
    else if (c == '\\' || c == '_' || c == '*')
      ++i;
    else if (c == '[')
      bracketed = true;
    else if (c == ']')
      bracketed = false;
    else if (c == ';')
      return false;
    else if (!bracketed && std::string_view("dDmMyYhHsS").find(c) != std::string_view::npos)
      return true;
  }
  return false;
}

std::string plainNumber(std::string_view text) {
  if (text.find_first_not_of("0123456789") == std::string_view::npos) return std::string(text);
  const auto number = numberOf(text);
  if (!number) return std::string(text);
  constexpr double kExact = 1e15;
  const bool hasExponent = text.find_first_of("eE") != std::string_view::npos;
  if (std::abs(*number) >= kExact) {
    if (!hasExponent && text.ends_with(".0")) text.remove_suffix(2);
    return std::string(text);
  }
  return std::trunc(*number) == *number ? fmt::format("{:.0f}", *number)
                                        : fmt::format("{:.15g}", *number);
}

std::string dateOfNumber(std::string_view text, bool from1904) {
  constexpr double kLastDay = 2'958'465;  // 31/12/9999
  const auto number = numberOf(text);
  if (!number || *number < 0 || *number > kLastDay) return plainNumber(text);
  using namespace std::chrono;
  auto day = static_cast<int>(*number);
  auto second = static_cast<int>(std::lround((*number - day) * 86'400));
  if (second == 86'400) {
    ++day;
    second = 0;
  }
  const std::string time =
      second == 0 ? ""
                  : fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (day == 0 && !from1904) return time.empty() ? plainNumber(text) : time;
  // The first spreadsheets took 1900 for a leap year, and its files are read so since then.
  const sys_days start = from1904   ? sys_days{year{1904} / January / 1}
                         : day < 60 ? sys_days{year{1899} / December / 31}
                                    : sys_days{year{1899} / December / 30};
  const std::string date = base::toVietnamese(base::Date{start + days{day}});
  return time.empty() ? date : date + " " + time;
}

}  // namespace thongbao::intake
