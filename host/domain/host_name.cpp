#include "domain/host_name.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

namespace thongbao::domain {

namespace {

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

bool isHostLabel(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

/// In lower case with at least one dot; the last label is no number.
bool isDomain(std::string_view host) {
  if (host.size() > 253) return false;
  std::size_t labels = 0;
  for (;;) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    if (!isHostLabel(label)) return false;
    ++labels;
    if (dot == std::string_view::npos)
      return labels > 1 && !std::all_of(label.begin(), label.end(), isDigit);
    host.remove_prefix(dot + 1);
  }
}

bool isPlain(std::string_view host) {
  const bool isAscii =
      std::none_of(host.begin(), host.end(), [](char c) { return (c & 0x80) != 0; });
  return isAscii && host.find("xn--") == std::string_view::npos;
}

/// nullopt for what IDNA forbids. The library's flag for STD3 is not used: it drops the forbidden
/// ASCII characters silently, while isDomain refuses them.
std::optional<std::string> byIdna(const std::string& host) {
  std::uint8_t* raw = nullptr;
  const int outcome =
      idn2_lookup_u8(reinterpret_cast<const std::uint8_t*>(host.c_str()), &raw,
                     static_cast<int>(IDN2_NFC_INPUT) | static_cast<int>(IDN2_NONTRANSITIONAL));
  const std::unique_ptr<std::uint8_t, decltype(&idn2_free)> owner(raw, &idn2_free);
  if (outcome != IDN2_OK) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(raw));
}

}  // namespace

std::optional<std::string> hostName(std::string_view text) {
  std::string host = lowerAscii(text);
  if (!isPlain(host)) {
    auto known = byIdna(host);
    if (!known) return std::nullopt;
    host = std::move(*known);
  }
  if (!isDomain(host)) return std::nullopt;
  return host;
}

std::string lowerAscii(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

}  // namespace thongbao::domain
