#include "register/mail_domain.h"

#include <xxhash.h>

#include <algorithm>

namespace thongbao::registry {

std::int64_t mailDomain(const std::string& address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos || at + 1 == address.size()) return 0;
  std::string domain = address.substr(at + 1);
  std::transform(domain.begin(), domain.end(), domain.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return static_cast<std::int64_t>(XXH3_64bits(domain.data(), domain.size()));
}

}  // namespace thongbao::registry
