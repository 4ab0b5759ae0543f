#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/output_file.h"

namespace thongbao::base {

/// Opens a regular file. Throws Error: notFound when there is none, badInput when it is a folder
/// or may not be read.
std::ifstream openForReading(const std::filesystem::path& file);

/// The whole file, at most `limit` bytes; larger files are refused with badInput.
std::string readFile(const std::filesystem::path& file, std::uint64_t limit = 64U << 20U);

/// A file that is written beside its target, in a folder that is made where it is missing: the
/// target is the old file or the whole new one, never a part. Everything throws Error(unavailable)
/// when the disk is full or may not be written.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path target);
  /// What was not kept is removed.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  void write(std::string_view bytes) { file_.write(bytes); }
  /// Waits until the disk has it, and puts it in the target's place.
  void keep() { keepAs(target_); }
  /// The same under another name in the target's folder.
  void keepAs(const std::filesystem::path& target);

 private:
  std::filesystem::path target_, path_;
  OutputFile file_;
  bool kept_ = false;
};

/// The same for bytes that are at hand.
void writeFile(const std::filesystem::path& file, std::string_view bytes);

/// A file whose name tells its content, and which can be made again: after a crash or a power cut
/// it may be missing or a part. One that is there already stays when it has as many bytes. Several
/// threads may make the same one at once.
void writeRepeatable(const std::filesystem::path& file, std::string_view bytes);

/// A name for a file made of a free text (a shop's name): letters without their marks, digits
/// and `-`, at most `limit` bytes, never empty, never a path.
std::string fileNameOf(std::string_view text, std::size_t limit = 48);

}  // namespace thongbao::base
