#include "delivery/our_keys.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace thongbao::delivery {

namespace {

constexpr std::size_t kKeyDigits = 32;
constexpr std::size_t kMostKeys = 20;
/// How far behind `Message-ID:` the id may stand, on a line of its own or quoted.
constexpr std::size_t kReach = 200;

/// Where mail servers write the envelope's recipient, the surest first.
constexpr std::array kRecipientFields{
    "delivered-to",   "x-original-to", "envelope-to", "x-envelope-to",
    "x-delivered-to", "x-rcpt-to",     "to",          "cc",
    "received"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isLetterOrDigit(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

bool isHexDigit(char c) {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

bool standsAt(std::string_view text, std::size_t at, std::string_view word) {
  if (at > text.size() || text.size() - at < word.size()) return false;
  return std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return lower(a) == lower(b); });
}

/// Whether a local part or a domain goes on with the character at `at`.
bool goesOn(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (text[at] == '.') return at + 1 < text.size() && isLetterOrDigit(text[at + 1]);
  return isLetterOrDigit(text[at]) || text[at] == '-' || text[at] == '_';
}

/// Every `before` + 32 hex digits + `@` + `domain` in the text that is not part of a longer word.
std::vector<std::string> keysIn(std::string_view text, std::string_view before,
                                std::string_view domain) {
  std::vector<std::string> keys;
  if (domain.empty()) return keys;
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at < kKeyDigits + before.size() || !standsAt(text, at + 1, domain)) continue;
    if (goesOn(text, at + 1 + domain.size())) continue;
    const std::string_view digits = text.substr(at - kKeyDigits, kKeyDigits);
    const std::size_t start = at - kKeyDigits - before.size();
    if (!std::all_of(digits.begin(), digits.end(), isHexDigit)) continue;
    if (!standsAt(text, start, before)) continue;
    const bool isLonger =
        start > 0 && (isLetterOrDigit(text[start - 1]) ||
                      std::string_view("._+-=/").find(text[start - 1]) != std::string_view::npos);
    if (isLonger) continue;
    keys.emplace_back(digits);
    std::transform(digits.begin(), digits.end(), keys.back().begin(), lower);
  }
  return keys;
}

/// Collects evidence in the order in which it is told.
class Evidence {
 public:
  explicit Evidence(const OurMarks& ours) : ours_(ours) {
    const auto at = ours.bounceAddress.rfind('@');
    if (at == std::string::npos) return;
    beforeKey_ = ours.bounceAddress.substr(0, at) + "+";
    bounceDomain_ = ours.bounceAddress.substr(at + 1);
  }

  void addRecipients(std::string_view text) { add(keysIn(text, beforeKey_, bounceDomain_)); }
  void addIds(std::string_view text) { add(keysIn(text, "", ours_.senderDomain)); }
  /// The last id is the nearest (RFC 5322, 3.6.4).
  void addThread(std::string_view references) {
    auto found = keysIn(references, "", ours_.senderDomain);
    std::reverse(found.begin(), found.end());
    add(found);
  }
  void addLinesOfIds(std::string_view text);

  std::vector<std::string> keys;

 private:
  void add(const std::vector<std::string>& found) {
    for (const std::string& key : found)
      if (keys.size() < kMostKeys && std::find(keys.begin(), keys.end(), key) == keys.end())
        keys.push_back(key);
  }

  const OurMarks& ours_;
  std::string beforeKey_, bounceDomain_;
};

void Evidence::addLinesOfIds(std::string_view text) {
  constexpr std::string_view kName = "message-id:";
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    const auto word = std::min(text.find_first_not_of(" \t>|", start), text.size());
    if (standsAt(text, word, kName)) {
      const std::string_view behind = text.substr(word + kName.size(), kReach);
      addIds(behind.substr(0, behind.find('>', behind.find('<'))));
    }
    start = end + 1;
  }
}

}  // namespace

std::vector<std::string> ourKeys(const OpenedMail& mail, const OurMarks& ours, bool trustsText) {
  Evidence evidence(ours);
  for (const char* field : kRecipientFields)
    for (const auto& [name, value] : mail.headers)
      if (name == field) evidence.addRecipients(value);
  for (const Fields& group : fieldGroups(mail.deliveryStatus))
    evidence.addRecipients(valueOf(group, "original-recipient"));
  for (const Fields& returned : mail.returned)
    evidence.addRecipients(valueOf(returned, "return-path"));
  for (const Fields& returned : mail.returned) evidence.addIds(valueOf(returned, "message-id"));
  for (const Fields& group : fieldGroups(mail.disposition))
    evidence.addIds(valueOf(group, "original-message-id"));
  evidence.addThread(valueOf(mail.headers, "in-reply-to"));
  evidence.addThread(valueOf(mail.headers, "references"));
  if (trustsText) evidence.addLinesOfIds(mail.text);
  return evidence.keys;
}

}  // namespace thongbao::delivery
