#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "thongbao/table.hpp"

namespace thongbao::sdk {

/// ASCII letters in lower case; other bytes as they are.
inline std::string lowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

inline bool isDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether the text has between `least` and `most` characters, all lower-case ASCII letters,
/// digits or out of `others`.
inline bool isWord(std::string_view text, std::size_t least, std::size_t most,
                   std::string_view others) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  others.find(c) != std::string_view::npos;
         });
}

/// `%41` → `A`; a `%` that no two hex digits follow stays.
inline std::string percentDecoded(std::string_view text) {
  if (text.find('%') == std::string_view::npos) return std::string(text);
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? digit(text[i + 1]) : -1;
    const int low = high >= 0 ? digit(text[i + 2]) : -1;
    if (low >= 0) {
      plain += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// The parts of a web address (RFC 3986, section 3) that name an account.
struct Url {
  std::string host;               ///< lower case, without user, port and final dot
  std::vector<std::string> path;  ///< segments, decoded, empty ones left out
  std::string query;              ///< behind `?`, as written

  /// The segment, or an empty text behind the last.
  std::string_view at(std::size_t index) const {
    return index < path.size() ? std::string_view(path[index]) : std::string_view();
  }
  /// The decoded value of a key of the query; empty when it is not there.
  std::string value(std::string_view key) const {
    for (std::string_view rest = query; !rest.empty();) {
      const std::string_view part = rest.substr(0, rest.find('&'));
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      if (part.substr(0, part.find('=')) == key && part.find('=') != std::string_view::npos)
        return percentDecoded(part.substr(part.find('=') + 1));
    }
    return {};
  }
  /// Whether the host is the domain or below it.
  bool isOf(std::string_view domain) const {
    return host == domain ||
           (host.size() > domain.size() && std::string_view(host).ends_with(domain) &&
            host[host.size() - domain.size() - 1] == '.');
  }
};

/// Reads an http or https address, also one without `https://`. nullopt for other schemes, blanks
/// inside, or a host without a dot.
inline std::optional<Url> parseUrl(std::string_view text) {
  text = trimmed(text);
  if (const std::size_t scheme = text.find("://"); scheme < text.find_first_of("/?#")) {
    const std::string name = lowerCase(text.substr(0, scheme));
    if (name != "http" && name != "https") return std::nullopt;
    text.remove_prefix(scheme + 3);
  }
  text = text.substr(0, text.find('#'));
  if (std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0 && c <= ' '; }))
    return std::nullopt;
  Url url;
  std::string_view host = text.substr(0, text.find_first_of("/?"));
  text.remove_prefix(host.size());
  host = host.substr(host.rfind('@') + 1);
  host = host.substr(0, host.find(':'));
  if (host.ends_with('.')) host.remove_suffix(1);
  url.host = lowerCase(host);
  const auto isOdd = [](char c) { return (c & 0x80) == 0 && !isWord({&c, 1}, 1, 1, ".-_"); };
  if (url.host.find('.') == std::string::npos || url.host.front() == '.' ||
      std::any_of(url.host.begin(), url.host.end(), isOdd))
    return std::nullopt;
  const std::size_t question = text.find('?');
  if (question != std::string_view::npos) url.query = text.substr(question + 1);
  for (std::string_view rest = text.substr(0, question); !rest.empty();) {
    rest.remove_prefix(1);
    const std::string_view segment = rest.substr(0, rest.find('/'));
    if (!segment.empty()) url.path.push_back(percentDecoded(segment));
    rest.remove_prefix(segment.size());
  }
  return url;
}

}  // namespace thongbao::sdk
