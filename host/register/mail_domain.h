#pragma once

#include <cstdint>
#include <string>

namespace thongbao::registry {

/// Where the domain of an e-mail address is looked up, in whatever case it is written: XXH3 of what
/// stands behind the last `@`, with `A`–`Z` as small letters. 0 for a text without a domain. Two
/// domains may share it: it is for counting and picking, not for proof.
std::int64_t mailDomain(const std::string& address);

}  // namespace thongbao::registry
