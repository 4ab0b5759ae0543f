#pragma once

#include <cstdint>
#include <vector>

#include "register/database.h"

namespace thongbao::registry {

/// The accounts of a party in groups that still hold together: by a key that links, or by an
/// officer's word. The group of the oldest account comes first; each is in the order in which the
/// accounts were first seen.
std::vector<std::vector<std::int64_t>> componentsOf(Database& database, std::int64_t party);

}  // namespace thongbao::registry
