#include "intake/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/clock.h"

namespace thongbao::intake {

namespace {

using Kind = NumberFormat::Kind;

constexpr double kExact = 1e15;
constexpr int kMostDecimals = 15;
constexpr std::size_t kMostPattern = 64;

std::optional<double> numberOf(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

bool isOneOf(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

/// The formats that files name by a number only.
std::string_view codeOf(int id) {
  struct Known {
    int first, last;
    std::string_view code;
  };
  static constexpr Known kKnown[] = {
      {1, 1, "0"},          {2, 2, "0.00"},        {3, 3, "#,##0"},
      {4, 4, "#,##0.00"},   {9, 9, "0%"},          {10, 10, "0.00%"},
      {14, 17, "d/m/yyyy"}, {18, 21, "h:mm:ss"},   {22, 22, "d/m/yyyy h:mm"},
      {27, 31, "d/m/yyyy"}, {32, 35, "h:mm:ss"},   {36, 36, "d/m/yyyy"},
      {37, 38, "#,##0"},    {39, 40, "#,##0.00"},  {41, 42, "#,##0"},
      {43, 44, "#,##0.00"}, {45, 45, "mm:ss"},     {46, 46, "[h]:mm:ss"},
      {47, 47, "mm:ss.0"},  {50, 54, "d/m/yyyy"},  {55, 56, "h:mm:ss"},
      {57, 58, "d/m/yyyy"}, {71, 74, "d/m/yyyy"},  {75, 78, "h:mm:ss"},
      {79, 79, "mm:ss"},    {80, 80, "[h]:mm:ss"}, {81, 81, "d/m/yyyy h:mm"}};
  for (const Known& known : kKnown)
    if (id >= known.first && id <= known.last) return known.code;
  return {};
}

/// What stands in the first section of a format code.
class Section {
 public:
  explicit Section(std::string_view code) {
    std::size_t i = 0;
    while (i < code.size() && code[i] != ';') i += read(code.substr(i));
  }

  NumberFormat format() const {
    if (elapsed_) return {.kind = Kind::elapsed, .unit = elapsed_, .hasSeconds = hasSeconds_};
    if (hasDay_ || hasTime_ || hasMonthOrMinute_)
      return {.kind = hasTime_ ? Kind::dayOrTime : Kind::day};
    const bool isPlain = isStrange_ || digits_ == 0 || hasExtraComma_ || hasLetters_;
    if (isPlain || decimals_ > kMostDecimals || pattern_.size() > kMostPattern) return {};
    if (isPercent_) return {.kind = Kind::percent, .decimals = decimals_};
    if (isAmount_) return {.kind = Kind::amount, .decimals = decimals_};
    return {.kind = Kind::code, .pattern = pattern_};
  }

 private:
  /// Takes what stands at the start of `rest`; returns its size.
  std::size_t read(std::string_view rest) {
    const char c = rest.front();
    if (c == '"') return readQuoted(rest);
    if (c == '[') return readBracket(rest);
    if (c == '_' || c == '*') return 2;
    if (c == '\\') {
      if (rest.size() > 1) addLiteral(rest[1]);
      return 2;
    }
    for (const std::string_view half : {"AM/PM", "am/pm", "A/P", "a/p"})
      if (rest.starts_with(half)) {
        hasTime_ = true;
        return half.size();
      }
    readSign(c);
    return 1;
  }

  std::size_t readQuoted(std::string_view rest) {
    const std::size_t end = std::min(rest.find('"', 1), rest.size());
    for (const char c : rest.substr(1, end - 1)) addLiteral(c);
    return end + 1;
  }

  std::size_t readBracket(std::string_view rest) {
    const std::size_t end = std::min(rest.find(']'), rest.size());
    const std::string_view inside = rest.substr(1, end - 1);
    if (!inside.empty() && isOneOf(inside.front(), "<>=")) isStrange_ = true;
    if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
      elapsed_ = static_cast<char>(inside.front() | 0x20);
    return end + 1;
  }

  void readSign(char c) {
    if (isOneOf(c, "0#?")) {
      ++digits_;
      hasExtraComma_ = false;
      if (isFraction_)
        ++decimals_;
      else
        pattern_ += c;
    } else if (c == '.') {
      isAmount_ = isFraction_ = true;
    } else if (c == ',') {
      isAmount_ = true;
      hasExtraComma_ = digits_ > 0;
    } else if (c == '%') {
      if (isPercent_) isStrange_ = true;
      isPercent_ = true;
    } else if (isOneOf(c, "dDyY")) {
      hasDay_ = true;
    } else if (isOneOf(c, "hHsS")) {
      hasTime_ = true;
      if ((c | 0x20) == 's') hasSeconds_ = true;
    } else if (isOneOf(c, "mM")) {
      hasMonthOrMinute_ = true;
    } else if (isOneOf(c, "@eE") || (c == '/' && digits_ > 0)) {
      isStrange_ = true;
    } else {
      hasLetters_ = hasLetters_ || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      addLiteral(c);
    }
  }

  void addLiteral(char c) {
    pattern_ += '\\';
    pattern_ += c;
  }

  std::string pattern_;
  int digits_ = 0;
  int decimals_ = 0;
  char elapsed_ = 0;
  bool hasDay_ = false, hasTime_ = false, hasMonthOrMinute_ = false, hasSeconds_ = false;
  bool isAmount_ = false, isFraction_ = false, isPercent_ = false;
  bool hasLetters_ = false, isStrange_ = false;
  bool hasExtraComma_ = false;  ///< behind the last digit: thousands are cut off
};

/// Rounded as a person does it: 2.675 is 2.68, though the machine's number is a little smaller.
std::string rounded(double number, int decimals) {
  std::string text = fmt::format("{:.{}f}", number * (1 + 1e-15), decimals);
  if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
  return text;
}

/// The digits in the pattern, from the right; those without a place stand before its first one.
std::string inPattern(std::string_view pattern, std::string_view digits) {
  if (digits == "0") digits = {};
  std::size_t places = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (pattern[i] == '\\')
      ++i;
    else
      ++places;
  std::string shown;
  for (std::size_t i = 0, next = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      shown += pattern[++i];
      continue;
    }
    while (next < digits.size() && digits.size() - next >= places) shown += digits[next++];
    if (digits.size() < places && pattern[i] == '0') shown += '0';
    --places;
  }
  return shown;
}

std::string dayOf(int day, bool from1904) {
  using namespace std::chrono;
  // The first spreadsheets took 1900 for a leap year, and its files are read so since then.
  const sys_days start = from1904   ? sys_days{year{1904} / January / 1}
                         : day < 60 ? sys_days{year{1899} / December / 31}
                                    : sys_days{year{1899} / December / 30};
  return base::toVietnamese(base::Date{start + days{day}});
}

std::string shownDay(double number, std::string_view text, bool withTime, bool from1904) {
  constexpr double kLastDay = 2'958'465;  // 31/12/9999
  if (number < 0 || number > kLastDay) return plainNumber(text);
  auto day = static_cast<int>(number);
  auto second = static_cast<int>(std::lround((number - day) * 86'400));
  if (second == 86'400) {
    ++day;
    second = 0;
  }
  const std::string time =
      second == 0 || !withTime
          ? ""
          : fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (day == 0 && !from1904) return time.empty() ? plainNumber(text) : time;
  return time.empty() ? dayOf(day, from1904) : dayOf(day, from1904) + " " + time;
}

std::string shownElapsed(double number, std::string_view text, const NumberFormat& format) {
  if (number < 0 || number >= 1e9) return plainNumber(text);
  const auto seconds = static_cast<std::int64_t>(std::llround(number * 86'400));
  const std::string end = format.hasSeconds ? fmt::format(":{:02}", seconds % 60) : "";
  if (format.unit == 's') return std::to_string(seconds);
  if (format.unit == 'm') return std::to_string(seconds / 60) + end;
  return fmt::format("{}:{:02}{}", seconds / 3600, seconds / 60 % 60, end);
}

bool isAllDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `1000.5`, which no rounding changes.
bool isPlainDecimal(std::string_view text) {
  const std::size_t point = text.find('.');
  return point != std::string_view::npos && point > 0 && text.size() <= 16 && text.back() != '0' &&
         point + 1 < text.size() && (text.front() != '0' || point == 1) &&
         isAllDigits(text.substr(0, point)) && isAllDigits(text.substr(point + 1));
}

std::string withExponent(double number) {
  std::string text = fmt::format("{:.14E}", number);
  const std::size_t exponent = text.find('E');
  std::size_t end = exponent;
  while (text[end - 1] == '0') --end;
  if (text[end - 1] == '.') --end;
  return text.erase(end, exponent - end);
}

}  // namespace

NumberFormat numberFormatOf(int id, std::string_view code) {
  if (code.empty()) code = codeOf(id);
  if (code == "General" || code == "Standard" || code == "GENERAL" || code == "@") return {};
  return Section(code).format();
}

bool isBeyondSpreadsheets(std::string_view text) {
  const auto number = numberOf(text);
  return number && std::abs(*number) >= kExact;
}

std::string plainNumber(std::string_view text) {
  const bool isWhole = isAllDigits(text);
  if ((isWhole && text.size() <= 15) || isPlainDecimal(text)) return std::string(text);
  const auto number = numberOf(text);
  if (!number) return std::string(text);
  if (std::abs(*number) < kExact) {
    if (isWhole) return std::string(text);
    return std::trunc(*number) == *number ? fmt::format("{:.0f}", *number)
                                          : fmt::format("{:.15g}", *number);
  }
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string written(text);
    if (text.substr(exponent + 1).find_first_not_of("0123456789") == std::string_view::npos)
      written.insert(exponent + 1, "+");
    return written;
  }
  if (text.ends_with(".0")) text.remove_suffix(2);
  return text.ends_with("0") ? withExponent(*number) : std::string(text);
}

std::string shownIsoDate(const std::string& iso) {
  const auto date = base::parseDate(std::string_view(iso).substr(0, 10));
  if (!date) return iso;
  const std::string time = iso.size() >= 19 ? iso.substr(11, 8) : "";
  return base::toVietnamese(*date) + (time.empty() || time == "00:00:00" ? "" : " " + time);
}

std::string shownNumber(std::string_view text, const NumberFormat& format, bool from1904) {
  if (format.kind == Kind::plain) return plainNumber(text);
  if (format.kind == Kind::code && !text.empty() && isAllDigits(text) && text.size() <= 15) {
    const std::size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
    return inPattern(format.pattern, text.substr(first));
  }
  const auto number = numberOf(text);
  if (!number || std::abs(*number) >= kExact) return plainNumber(text);
  switch (format.kind) {
    case Kind::amount:
      return rounded(*number, format.decimals);
    case Kind::percent:
      return rounded(*number * 100, format.decimals) + "%";
    case Kind::code:
      return (*number <= -0.5 ? "-" : "") +
             inPattern(format.pattern, rounded(std::abs(*number), 0));
    case Kind::elapsed:
      return shownElapsed(*number, text, format);
    default:
      return shownDay(*number, text, format.kind == Kind::dayOrTime, from1904);
  }
}

}  // namespace thongbao::intake
