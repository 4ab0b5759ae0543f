#pragma once

#include <string>
#include <vector>

namespace thongbao::cli {

/// Tells on standard error which characters of `stem`.pdf no font has; `U+1F600` each.
void tellBoxes(const std::string& stem, const std::vector<std::string>& replaced);

}  // namespace thongbao::cli
