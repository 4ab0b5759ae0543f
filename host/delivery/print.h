#pragma once

#include <filesystem>
#include <string>

#include "delivery/smtp.h"

namespace thongbao::delivery {

/// The name in small ASCII letters, digits and `-`, its ending kept: `Thông báo 05.pdf` →
/// `thong-bao-05.pdf`. Never a path.
std::string plainFileName(const std::string& fileName);

/// Writes a letter for the printer as `folder/plainFileName(fileName)`, readable for its owner
/// alone. Accepted with the file's path and SHA-256 as the reply; the same letter again is
/// accepted, another letter of the same name gets its hash into the name: none is overwritten.
/// Deferred when the disk does not take it.
Outcome printLetter(const std::filesystem::path& folder, const std::string& fileName,
                    const std::string& bytes);

}  // namespace thongbao::delivery
