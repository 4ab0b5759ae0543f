#pragma once

#include <cstdint>
#include <vector>

#include "register/database.h"

namespace thongbao::registry {

/// The sequences of the officers' words that accounts of the one party do not belong to the other.
std::vector<std::int64_t> unlinksBetween(Database& database, std::int64_t partyA,
                                         std::int64_t partyB);

}  // namespace thongbao::registry
