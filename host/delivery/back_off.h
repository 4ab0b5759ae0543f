#pragma once

#include <chrono>
#include <optional>

#include "base/random.h"

namespace thongbao::delivery {

/// How long a mail waits that was put off at its `attempts`-th try: from a quarter of an hour to a
/// day, and up to a fifth more or less by chance, so that many do not come back at once. nullopt
/// when it was tried for about five days and is given up (RFC 5321, 4.5.4.1).
std::optional<std::chrono::seconds> backOff(int attempts, base::Random& random);

}  // namespace thongbao::delivery
