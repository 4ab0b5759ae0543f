#include "intake/xls_facts.h"

#include <fmt/format.h>

#include <bit>
#include <optional>

#include "base/text.h"
#include "intake/little_endian.h"

namespace thongbao::intake {

namespace {

enum Id : std::uint16_t {
  kFormula = 0x0006,
  kEnd = 0x000A,
  kDateMode = 0x0022,
  kColumns = 0x007D,
  kSheet = 0x0085,
  kNumbers = 0x00BD,
  kStyle = 0x00E0,
  kMerged = 0x00E5,
  kNumber = 0x0203,
  kBoolOrError = 0x0205,
  kString = 0x0207,
  kRow = 0x0208,
  kShortNumber = 0x027E,
  kFormat = 0x041E,
  kBegin = 0x0809,
};

constexpr std::uint16_t kBiff8 = 0x0600;
constexpr std::size_t kMostFacts = 1'000'000;

std::uint16_t shortAt(std::string_view bytes, std::size_t at) {
  return numberAt<std::uint16_t>(bytes, at);
}

std::uint32_t keyOf(std::string_view body) {
  return static_cast<std::uint32_t>(shortAt(body, 0)) << 16U | shortAt(body, 2);
}

double doubleAt(std::string_view bytes, std::size_t at) {
  return std::bit_cast<double>(numberAt<std::uint64_t>(bytes, at));
}

/// A number in 30 bits: whole or the head of a double, perhaps of hundredths.
double shortNumberAt(std::string_view bytes, std::size_t at) {
  const auto raw = numberAt<std::uint32_t>(bytes, at);
  const double number = raw & 2U ? static_cast<std::int32_t>(raw) >> 2
                                 : std::bit_cast<double>(std::uint64_t{raw & ~3U} << 32U);
  return raw & 1U ? number / 100 : number;
}

std::string boolOrError(std::uint8_t value, bool isError) {
  if (!isError) return value ? "TRUE" : "FALSE";
  switch (value) {
    case 0x00:
      return "#NULL!";
    case 0x07:
      return "#DIV/0!";
    case 0x0F:
      return "#VALUE!";
    case 0x17:
      return "#REF!";
    case 0x1D:
      return "#NAME?";
    case 0x24:
      return "#NUM!";
    default:
      return "#N/A";
  }
}

/// `size` characters of UTF-16, or of Latin-1 where each has one byte. nullopt when they go on in
/// another record.
std::optional<std::string> textAt(std::string_view bytes, std::size_t at, std::size_t size,
                                  bool isWide) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t place = at + i * (isWide ? 2 : 1);
    if (place + (isWide ? 2 : 1) > bytes.size()) return std::nullopt;
    char32_t c = isWide ? shortAt(bytes, place) : static_cast<unsigned char>(bytes[place]);
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < size) {
      const char32_t low = shortAt(bytes, place + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        ++i;
      }
    }
    base::appendUtf8(text, c >= 0xD800 && c < 0xE000 ? U'�' : c);
  }
  return text;
}

}  // namespace

XlsRecords::XlsRecords(std::string stream) : stream_(std::move(stream)) {
  readGlobals();
}

bool XlsRecords::read(std::size_t& at, Record& record) const {
  const std::string_view all = stream_;
  if (at > all.size() || all.size() - at < 4) return false;
  record = {shortAt(all, at), all.substr(at + 4, shortAt(all, at + 2))};
  at += 4 + record.body.size();
  return true;
}

void XlsRecords::readGlobals() {
  std::size_t at = 0;
  for (Record record; read(at, record) && record.id != kEnd;) {
    const std::string_view body = record.body;
    if (record.id == kBegin) isBiff8_ = shortAt(body, 0) == kBiff8;
    if (record.id == kDateMode) from1904_ = shortAt(body, 0) == 1;
    if (record.id == kStyle) formatOfStyle_.push_back(shortAt(body, 2));
    if (record.id == kFormat) {
      const bool isWide = isBiff8_ && body.size() > 4 && (body[4] & 1);
      const std::size_t size = isBiff8_ ? shortAt(body, 2) : numberAt<std::uint8_t>(body, 2);
      codes_[shortAt(body, 0)] = textAt(body, isBiff8_ ? 5 : 3, size, isWide).value_or("");
    }
    if (record.id == kSheet) {
      starts_.push_back(numberAt<std::uint32_t>(body, 0));
      isHidden_.push_back((numberAt<std::uint8_t>(body, 4) & 3U) != 0);
    }
  }
  for (const int id : formatOfStyle_)
    if (formats_.find(id) == formats_.end()) formats_[id] = numberFormatOf(id, codes_[id]);
}

const NumberFormat& XlsRecords::formatOf(std::uint16_t style) const {
  static const NumberFormat plain;
  return style < formatOfStyle_.size() ? formats_.at(formatOfStyle_[style]) : plain;
}

XlsFacts XlsRecords::factsOf(std::size_t sheet) const {
  XlsFacts facts;
  if (sheet >= starts_.size()) return facts;
  std::size_t at = starts_[sheet];
  int depth = 0;
  for (Record record; read(at, record) && facts.values.size() < kMostFacts;) {
    if (record.id == kBegin) ++depth;
    if (record.id == kEnd && --depth <= 0) break;
    if (depth != 1) continue;  // a chart within the sheet
    Record next;
    std::size_t behind = at;
    if (record.id == kFormula && read(behind, next))
      takeFormula(record, next, facts);
    else
      take(record, facts);
  }
  return facts;
}

void XlsRecords::take(const Record& record, XlsFacts& facts) const {
  const std::string_view body = record.body;
  switch (record.id) {
    case kNumber:
      return takeNumber(keyOf(body), shortAt(body, 4), doubleAt(body, 6), false, facts);
    case kShortNumber:
      return takeNumber(keyOf(body), shortAt(body, 4), shortNumberAt(body, 6), false, facts);
    case kNumbers:
      for (std::size_t i = 0; 4 + 6 * i + 8 <= body.size(); ++i)
        takeNumber(keyOf(body) + static_cast<std::uint32_t>(i), shortAt(body, 4 + 6 * i),
                   shortNumberAt(body, 6 + 6 * i), false, facts);
      return;
    case kBoolOrError:
      facts.values[keyOf(body)] =
          boolOrError(numberAt<std::uint8_t>(body, 6), numberAt<std::uint8_t>(body, 7) != 0);
      return;
    case kRow:
      if (shortAt(body, 12) & 0x20U) facts.hiddenRows.insert(shortAt(body, 0));
      return;
    case kColumns:
      for (std::uint32_t i = shortAt(body, 0);
           (shortAt(body, 8) & 1U) && i <= shortAt(body, 2) && i < 256; ++i)
        facts.hiddenColumns.insert(i);
      return;
    case kMerged:
      for (std::size_t i = 2; i + 8 <= body.size() && facts.merged.size() < kMostFacts; i += 8)
        facts.merged.push_back(
            {shortAt(body, i) + 1U, shortAt(body, i + 2) + 1U, shortAt(body, i + 4)});
      return;
    default:
      return;
  }
}

/// Days are left to freexl, which knows them, unless `always`.
void XlsRecords::takeNumber(std::uint32_t key, std::uint16_t style, double number, bool always,
                            XlsFacts& facts) const {
  using Kind = NumberFormat::Kind;
  const NumberFormat& format = formatOf(style);
  const bool isOurs =
      format.kind != Kind::plain && format.kind != Kind::day && format.kind != Kind::dayOrTime;
  if (isOurs || always)
    facts.values[key] = shownNumber(fmt::format("{}", number), format, from1904_);
}

void XlsRecords::takeFormula(const Record& record, const Record& next, XlsFacts& facts) const {
  const std::string_view body = record.body;
  if (shortAt(body, 12) != 0xFFFF)
    return takeNumber(keyOf(body), shortAt(body, 4), doubleAt(body, 6), true, facts);
  const auto kind = numberAt<std::uint8_t>(body, 6);
  if (kind == 1 || kind == 2) {
    facts.values[keyOf(body)] = boolOrError(numberAt<std::uint8_t>(body, 8), kind == 2);
  } else if (kind == 0) {
    const bool isWide = next.body.size() > 2 && (next.body[2] & 1);
    const auto text = next.id == kString && isBiff8_
                          ? textAt(next.body, 3, shortAt(next.body, 0), isWide)
                          : std::nullopt;
    if (text)
      facts.values[keyOf(body)] = *text;
    else
      facts.formulasWithoutResult.push_back(keyOf(body));
  }
}

}  // namespace thongbao::intake
