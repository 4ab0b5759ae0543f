#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace thongbao::base {

/// Opens a regular file. Throws Error: notFound when there is none, badInput when it is a folder
/// or may not be read.
std::ifstream openForReading(const std::filesystem::path& file);

/// The whole file, at most `limit` bytes; larger files are refused with badInput.
std::string readFile(const std::filesystem::path& file, std::uint64_t limit = 64U << 20U);

/// Writes beside the target, syncs, and renames: the target is the old file or the whole new
/// one, never a part. Throws Error(unavailable) when the disk is full or may not be written.
void writeFile(const std::filesystem::path& file, std::string_view bytes);

/// A name for a file made of a free text (a shop's name): letters without their marks, digits
/// and `-`, at most `limit` bytes, never empty, never a path.
std::string fileNameOf(std::string_view text, std::size_t limit = 48);

}  // namespace thongbao::base
