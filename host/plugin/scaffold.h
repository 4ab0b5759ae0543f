#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace thongbao::plugin {

/// Makes the folder of a new platform's plugin from `sdk`/new: manifest, code, CMake, fixture and
/// README, ready to be built. `id`: 2 to 32 small letters, digits and `_`, a letter first. Returns
/// the files. Throws Error(usage) for another id or a folder that exists; nothing is left then.
std::vector<std::filesystem::path> scaffold(const std::string& id,
                                            const std::filesystem::path& folder,
                                            const std::filesystem::path& sdk);

}  // namespace thongbao::plugin
