#pragma once

#include <Poco/Logger.h>

#include <filesystem>

namespace thongbao::base {

/// Sends the log of every room to `file` (appended, rotated at 10 MB, five old ones kept).
/// Lines carry UTC time, level and room. Never log personal data or secrets: name sellers by
/// their register id.
void logTo(const std::filesystem::path& file);

/// The log of one room; silent until logTo was called.
Poco::Logger& log(const char* room);

}  // namespace thongbao::base
