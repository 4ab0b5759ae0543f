#include "domain/identifiers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "domain/host_name.h"

namespace thongbao::domain {

namespace {

using base::Code;
using base::Error;
using base::Result;
using base::say;
using base::tr;

constexpr std::size_t kMostBytes = 2000;

Error wrong(const std::string& sentence, const std::string& advice = {}) {
  return {Code::badInput, sentence, {}, advice};
}

/// Clean text of a sensible length, or what is wrong with it. `kept` owns it when it had to be
/// cleaned.
Result<std::string_view> cleanText(std::string_view text, std::string& kept) {
  if (text.size() > kMostBytes)
    return wrong(say("The text has {} bytes; at most {} are read.", text.size(), kMostBytes));
  if (base::isCleanLine(text)) return text;
  if (base::firstInvalidUtf8(text))
    return wrong(tr("The text is not valid UTF-8."), tr("Save the file as UTF-8 and try again."));
  kept = base::cleanLine(text);
  return std::string_view(kept);
}

/// A set of ASCII characters; searching a text for one of them is as fast as reading it.
class CharSet {
 public:
  explicit constexpr CharSet(std::string_view characters) {
    for (const char c : characters) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool operator()(char c) const { return has_[static_cast<unsigned char>(c)]; }
  /// Where the text has the first of them; its size when it has none.
  std::size_t firstIn(std::string_view text) const {
    return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), *this) - text.begin());
  }
  bool isIn(std::string_view text) const { return firstIn(text) < text.size(); }

 private:
  std::array<bool, 256> has_{};
};

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool areDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// Takes the digits at the front; false when there are none.
bool takeDigits(std::string_view& text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), isDigit);
  const auto size = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(size);
  return size > 0;
}

/// `9.12E+08`: a spreadsheet showed a number in short and its last digits are gone.
bool isExponentForm(std::string_view text) {
  if (!takeDigits(text) || text.empty()) return false;
  if (text[0] == '.' || text[0] == ',') {
    text.remove_prefix(1);
    if (!takeDigits(text)) return false;
  }
  if (!text.starts_with('e') && !text.starts_with('E')) return false;
  text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  return takeDigits(text) && text.empty();
}

Error lostDigits() {
  return wrong(tr("A spreadsheet shortened the number; its last digits are lost."),
               tr("Format the column as text in the source and enter the number again."));
}

constexpr std::string_view kHyphen = "\u2010", kNoBreakHyphen = "\u2011", kEnDash = "\u2013";

constexpr CharSet kBlank(" "), kBlankOrDot(" ."), kBlankDotHyphen(" .-"), kBetweenDigits(" .-()");

/// The text without the given characters; the hyphens and dashes of word processors are `-`.
std::string without(const CharSet& dropped, std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    const std::string_view three = c == kHyphen[0] ? text.substr(i, 3) : std::string_view();
    if (three == kHyphen || three == kNoBreakHyphen || three == kEnDash) {
      c = '-';
      i += 2;
    }
    if (!dropped(c)) kept += c;
  }
  return kept;
}

// Telephone numbers below are national numbers without the leading 0.

/// Mobile prefixes of 11 digits until 15/9/2018 and what they became (Ministry of Information
/// and Communications, plan of 22/5/2018).
constexpr std::pair<std::string_view, std::string_view> kOldPrefixes[] = {
    {"162", "32"}, {"163", "33"}, {"164", "34"}, {"165", "35"}, {"166", "36"}, {"167", "37"},
    {"168", "38"}, {"169", "39"}, {"120", "70"}, {"121", "79"}, {"122", "77"}, {"126", "76"},
    {"128", "78"}, {"123", "83"}, {"124", "84"}, {"125", "85"}, {"127", "81"}, {"129", "82"},
    {"186", "56"}, {"188", "58"}, {"199", "59"}};

/// `digits` are digits only.
bool isKnownNumber(std::string_view digits) {
  const auto secondIn = [digits](std::string_view few) {
    return few.find(digits[1]) != std::string_view::npos;
  };
  switch (digits.empty() ? '\0' : digits[0]) {
    case '1': {
      const bool isService = digits.starts_with("1800") || digits.starts_with("1900");
      return isService && (digits.size() == 8 || digits.size() == 10);
    }
    case '2':
      return digits.size() == 10;
    case '3':
      return digits.size() == 9 && secondIn("23456789");
    case '5':
      return digits.size() == 9 && secondIn("25689");
    case '7':
      return digits.size() == 9 && secondIn("06789");
    case '8':
      return digits.size() == 9 && secondIn("123456789");
    case '9':
      return digits.size() == 9;
    default:
      return false;
  }
}

/// The digits behind `+84`, `84`, `0084` or `0`; all of them when none of these stands there.
/// The second value says whether the number began in one of these ways.
std::pair<std::string, bool> nationalPart(const std::string& digits, bool hasPlus) {
  const auto behind = [&digits](std::size_t count) {
    std::string rest = digits.substr(count);
    if (rest.starts_with("0")) rest.erase(0, 1);  // `+84 (0) 912 …`
    return rest;
  };
  if (hasPlus) return {digits.starts_with("84") ? behind(2) : std::string(), true};
  if (digits.starts_with("0084")) return {behind(4), true};
  if (digits.starts_with("0")) return {digits.substr(1), true};
  if (digits.starts_with("84") && digits.size() >= 11) return {behind(2), true};
  return {digits, false};
}

int checkDigitOf(std::string_view tenDigits) {
  constexpr std::array<int, 9> kWeights{31, 29, 23, 19, 17, 13, 7, 5, 3};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (tenDigits[i] - '0');
  return 10 - sum % 11;
}

bool hasRightCheckDigit(std::string_view tenDigits) {
  return checkDigitOf(tenDigits) == tenDigits[9] - '0';
}

Normal withLostZero(const std::string& digits) {
  return {"0" + digits, {say("The leading 0 of “{}” was lost and put back.", digits)}};
}

/// 10, 10 + 3 or 12 digits without a hyphen.
Result<Normal> taxCodeOfDigits(const std::string& digits) {
  switch (digits.size()) {
    case 9:
      if (hasRightCheckDigit("0" + digits)) return withLostZero(digits);
      break;
    case 11:
      return withLostZero(digits);
    case 12:
      return Normal{digits, {}};
    case 13:
      if (digits.ends_with("000")) break;
      [[fallthrough]];
    case 10: {
      Normal normal{digits, {}};
      if (digits.size() == 13) normal.value.insert(10, "-");
      if (!hasRightCheckDigit(digits))
        normal.warnings.push_back(say("The check digit of the tax code “{}” is wrong.", digits));
      return normal;
    }
    default:
      break;
  }
  return wrong(tr("A tax code has 10 digits, 10 and 3 behind a hyphen, or 12 digits."),
               tr("Check the code, and format the column as text."));
}

/// The part of an address before the @ (RFC 5321, dot-string).
bool isDotString(std::string_view name) {
  static constexpr CharSet isAtom(
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+/=?^_`{|}~-.");
  return std::all_of(name.begin(), name.end(), isAtom) && !name.starts_with('.') &&
         !name.ends_with('.') && name.find("..") == std::string_view::npos;
}

bool isTracking(std::string_view parameter) {
  const std::string name = lowerAscii(parameter.substr(0, parameter.find('=')));
  return name.starts_with("utm_") || name == "fbclid" || name == "gclid";
}

/// The query with its `?`, without tracking parameters; empty when nothing is left.
std::string ownQuery(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    if (!parameter.empty() && !isTracking(parameter))
      kept.append(kept.empty() ? "?" : "&").append(parameter);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return kept;
}

/// `:8080` for a port that is not the scheme's own; nullopt when it is none.
std::optional<std::string> ownPort(std::string_view scheme, std::string_view port) {
  if (port.empty()) return std::string();
  if (!areDigits(port) || port.size() > 5) return std::nullopt;
  const int number = std::stoi(std::string(port));
  if (number < 1 || number > 65535) return std::nullopt;
  if (number == (scheme == "https" ? 443 : 80)) return std::string();
  return ":" + std::to_string(number);
}

/// Takes the scheme from the front of the address: `https` for a bare host, which has a dot
/// before any `:`. nullopt for any other scheme.
std::optional<std::string_view> takeScheme(std::string_view& address) {
  const std::size_t end = address.find("://");
  static constexpr CharSet kBehindAuthority("/?#"), kBehindHost(":/?#");
  if (end < kBehindAuthority.firstIn(address)) {
    const std::string name = lowerAscii(address.substr(0, end));
    address.remove_prefix(end + 3);
    if (name == "http") return "http";
    if (name == "https") return "https";
    return std::nullopt;
  }
  if (address.starts_with("//")) address.remove_prefix(2);
  const std::string_view host = address.substr(0, kBehindHost.firstIn(address));
  if (host.find('.') == std::string_view::npos) return std::nullopt;
  return "https";
}

}  // namespace

std::string_view withoutDecimals(std::string_view text) {
  const std::size_t point = std::min(text.find_last_of(".,"), text.size());
  const std::string_view whole = text.substr(0, point), zeros = text.substr(point);
  const bool isNumber = whole.size() >= 6 && whole[0] != '0' && areDigits(whole);
  if (zeros.size() < 2 || zeros.find_first_not_of('0', 1) != std::string_view::npos) return text;
  return zeros.size() == 2 || isNumber ? whole : text;
}

Result<Normal> normalPhone(std::string_view text) {
  std::string kept;
  const auto clean = cleanText(text, kept);
  if (!clean) return clean.error();
  if (isExponentForm(*clean)) return lostDigits();
  std::string digits = without(kBetweenDigits, withoutDecimals(*clean));
  const bool hasPlus = digits.starts_with("+");
  if (hasPlus) digits.erase(0, 1);
  if (!areDigits(digits))
    return wrong(tr("This is not one telephone number."),
                 tr("Write one number with its digits only."));

  auto [national, isWhole] = nationalPart(digits, hasPlus);
  Normal normal;
  for (const auto& [before, after] : kOldPrefixes)
    if (national.size() == 10 && national.starts_with(before)) {
      national.replace(0, 3, after);
      normal.warnings.push_back(
          say("The old mobile prefix 0{} became 0{} on 15/9/2018.", before, after));
      break;
    }
  if (!isKnownNumber(national))
    return wrong(tr("There is no Vietnamese telephone number of this prefix and length."),
                 tr("Check the number."));
  const bool isService = national.starts_with("1");
  if (!isWhole && !isService)
    normal.warnings.push_back(say("The leading 0 of “{}” was lost and put back.", digits));
  normal.value = "+84" + national;
  return normal;
}

Result<Normal> normalTaxCode(std::string_view text) {
  std::string kept;
  const auto clean = cleanText(text, kept);
  if (!clean) return clean.error();
  if (isExponentForm(*clean)) return lostDigits();
  std::string code = without(kBlank, withoutDecimals(*clean));
  if (code.size() == 14 && code[10] == '-') code.erase(10, 1);
  if (!areDigits(code)) code.clear();
  return taxCodeOfDigits(code);
}

Result<Normal> normalIdentityNumber(std::string_view text) {
  std::string kept;
  const auto clean = cleanText(text, kept);
  if (!clean) return clean.error();
  if (isExponentForm(*clean)) return lostDigits();
  const std::string digits = without(kBlankOrDot, withoutDecimals(*clean));
  if (areDigits(digits) && digits.size() == 12) return Normal{digits, {}};
  if (areDigits(digits) && digits.size() == 11) return withLostZero(digits);
  return wrong(tr("A personal identity number has 12 digits."),
               tr("Check the number, and format the column as text."));
}

Result<Normal> normalBankAccount(std::string_view text) {
  std::string kept;
  const auto clean = cleanText(text, kept);
  if (!clean) return clean.error();
  if (isExponentForm(*clean)) return lostDigits();
  const std::string digits = without(kBlankDotHyphen, withoutDecimals(*clean));
  if (areDigits(digits) && digits.size() >= 6 && digits.size() <= 19) return Normal{digits, {}};
  return wrong(tr("A bank account number has 6 to 19 digits."),
               tr("Write the number alone; the bank's name has a column of its own."));
}

Result<Normal> normalEmail(std::string_view text) {
  std::string kept;
  const auto clean = cleanText(text, kept);
  if (!clean) return clean.error();
  const std::string_view address = *clean;
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size())
    return wrong(tr("This is not an e-mail address."), tr("Write it as name@domain."));
  static constexpr CharSet kOfSeveral(" ,;<>");
  if (kOfSeveral.isIn(address) || address.find('@', at + 1) != std::string_view::npos)
    return wrong(tr("This is not one e-mail address alone."),
                 tr("Write one address, as name@domain."));
  const std::string_view name = address.substr(0, at);
  if (name.size() > 64 || !isDotString(name))
    return wrong(say("“{}” before the @ cannot stand in an e-mail address.", name),
                 tr("Write it with letters without marks, digits, dots and hyphens."));
  const auto host = hostName(address.substr(at + 1));
  if (!host || at + 1 + host->size() > 254)
    return wrong(say("“{}” is not a domain.", address.substr(at + 1)),
                 tr("Check the part behind the @."));
  Normal normal;
  normal.value.reserve(at + 1 + host->size());
  normal.value.append(name).append("@").append(*host);
  return normal;
}

Result<Normal> normalUrl(std::string_view text) {
  std::string kept;
  const auto clean = cleanText(text, kept);
  if (!clean) return clean.error();
  std::string_view address = *clean;
  static constexpr CharSet kForbidden(" \\\"<>^`{|}");
  if (kForbidden.isIn(address))
    return wrong(tr("A web address has no blanks and none of \\ \" < > ^ ` { | }."),
                 tr("Copy the address from the browser's address bar."));
  const auto scheme = takeScheme(address);
  if (!scheme)
    return wrong(tr("This is not a web address of http or https."),
                 tr("Copy the address from the browser's address bar."));
  address = address.substr(0, address.find('#'));
  static constexpr CharSet kBehindAuthority("/?");
  const std::size_t end = kBehindAuthority.firstIn(address);
  const std::string_view authority = address.substr(0, end), rest = address.substr(end);
  if (authority.find('@') != std::string_view::npos)
    return wrong(tr("The web address hides its host behind a user name."),
                 tr("Copy the address from the browser's address bar."));
  const std::size_t colon = std::min(authority.find(':'), authority.size());
  std::string_view written = authority.substr(0, colon);
  if (written.ends_with('.')) written.remove_suffix(1);
  const auto host = hostName(written);
  const auto port = ownPort(*scheme, authority.substr(std::min(colon + 1, authority.size())));
  if (!host || !port)
    return wrong(say("“{}” is not a host with a domain name.", authority),
                 tr("Check the web address."));

  const std::size_t question = std::min(rest.find('?'), rest.size());
  std::string_view path = rest.substr(0, question);
  const std::string query = ownQuery(rest.substr(std::min(question + 1, rest.size())));
  if (path == "/" && query.empty()) path = {};
  Normal normal;
  normal.value.reserve(scheme->size() + 3 + host->size() + port->size() + path.size() +
                       query.size());
  normal.value.append(*scheme).append("://").append(*host).append(*port).append(path);
  normal.value.append(query);
  return normal;
}

}  // namespace thongbao::domain
