#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace thongbao::workspace {

/// The known key path that someone who wrote `path` most likely meant: its last part differs by
/// few letters, and it preferably has the same parent. Empty when none is near.
std::string nearestKey(const std::string& path, const std::vector<std::string>& known);

}  // namespace thongbao::workspace
