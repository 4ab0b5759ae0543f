#include "register/canonical_scanner.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace thongbao::registry {

namespace {

constexpr int kMostLevels = 64;

/// Escapes of one character behind the backslash.
struct Escape {
  char written, meant;
};
constexpr std::array<Escape, 7> kEscapes{
    {{'"', '"'}, {'\\', '\\'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}}};

/// The control character of `\u00XX`, whose digits are given; -1 when it is not written so.
int controlOf(std::string_view digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (digits.size() != 4 || digits.substr(0, 2) != "00" || digits[2] > '1' || digits[2] < '0')
    return -1;
  const std::size_t low = kDigits.find(digits[3]);
  if (low == std::string_view::npos) return -1;
  const int control = (digits[2] - '0') * 16 + static_cast<int>(low);
  for (const Escape& escape : kEscapes)
    if (escape.meant == control) return -1;
  return control;
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool CanonicalScanner::value(std::string_view& bytes) {
  const std::size_t start = at_;
  if (!value(2)) return false;
  bytes = text_.substr(start, at_ - start);
  return true;
}

bool CanonicalScanner::value(int level) {
  if (atEnd()) return false;
  std::string_view ignored;
  switch (text_[at_]) {
    case '"':
      return text(ignored);
    case '{':
      return level <= kMostLevels && object(level);
    case '[':
      return level <= kMostLevels && list(level);
    case 't':
      return word("true");
    case 'f':
      return word("false");
    case 'n':
      return word("null");
    default:
      return number();
  }
}

bool CanonicalScanner::object(int level) {
  ++at_;
  if (take('}')) return true;
  std::string_view before, key;
  for (bool isFirst = true;; isFirst = false) {
    if (!text(key) || (!isFirst && !isBefore(before, key)) || !take(':') || !value(level + 1))
      return false;
    before = key;
    if (take('}')) return true;
    if (!take(',')) return false;
  }
}

bool CanonicalScanner::list(int level) {
  ++at_;
  if (take(']')) return true;
  for (;;) {
    if (!value(level + 1)) return false;
    if (take(']')) return true;
    if (!take(',')) return false;
  }
}

bool CanonicalScanner::text(std::string_view& bytes) {
  if (!take('"')) return false;
  const std::size_t start = at_;
  for (; at_ < text_.size(); ++at_) {
    const auto c = static_cast<unsigned char>(text_[at_]);
    if (c == '"') {
      bytes = text_.substr(start, at_++ - start);
      return true;
    }
    if (c < 0x20 || (c == '\\' && !escape())) return false;
  }
  return false;
}

/// Stops at the last character of the escape.
bool CanonicalScanner::escape() {
  if (++at_ == text_.size()) return false;
  const char c = text_[at_];
  for (const Escape& known : kEscapes)
    if (known.written == c) return true;
  if (c != 'u' || controlOf(text_.substr(at_ + 1, 4)) < 0) return false;
  at_ += 4;
  return true;
}

/// Whole numbers that fit into 64 bits.
bool CanonicalScanner::number() {
  std::int64_t ignored = 0;
  const char* const start = text_.data() + at_;
  const auto [end, error] = std::from_chars(start, text_.data() + text_.size(), ignored);
  if (error != std::errc()) return false;
  const std::string_view bytes(start, static_cast<std::size_t>(end - start));
  const std::size_t first = bytes.front() == '-' ? 1 : 0;
  if ((bytes[first] == '0' && bytes.size() > 1) || !isDigit(bytes[first])) return false;
  at_ += bytes.size();
  return true;
}

bool CanonicalScanner::word(std::string_view wanted) {
  if (text_.substr(at_, wanted.size()) != wanted) return false;
  at_ += wanted.size();
  return true;
}

bool isBefore(std::string_view key, std::string_view next) {
  if (key.find('\\') == std::string_view::npos && next.find('\\') == std::string_view::npos)
    return key < next;
  return unescaped(key) < unescaped(next);
}

std::string unescaped(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\\') {
      text += bytes[i];
      continue;
    }
    const char c = bytes[++i];
    if (c == 'u') {
      text += static_cast<char>(controlOf(bytes.substr(i + 1, 4)));
      i += 4;
    }
    for (const Escape& known : kEscapes)
      if (known.written == c) text += known.meant;
  }
  return text;
}

}  // namespace thongbao::registry
