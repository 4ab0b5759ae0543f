#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace thongbao::domain {

/// A host's domain name as the network knows it: lower case, letters outside ASCII as `xn--` labels
/// (UTS 46, non-transitional). nullopt for what is no domain name: without a dot, an IP address,
/// an empty label, a character or an `xn--` label that IDNA forbids. `text` is clean UTF-8.
std::optional<std::string> hostName(std::string_view text);

/// ASCII letters small, everything else as it is.
std::string lowerAscii(std::string_view text);

}  // namespace thongbao::domain
