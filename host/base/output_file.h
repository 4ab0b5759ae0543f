#pragma once

#include <filesystem>
#include <string_view>

namespace thongbao::base {

/// Throws Error(unavailable) for a file or folder that cannot be written; `reason` is an errno.
[[noreturn]] void failToWrite(const std::filesystem::path& file, int reason);

/// A new file that is being written. Everything throws like failToWrite, naming `shownAs`.
class OutputFile {
 public:
  /// `path` is relative to the open folder (or AT_FDCWD); no file of that name may be there.
  OutputFile(int folder, const std::filesystem::path& path, std::filesystem::path shownAs);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  /// Waits until the disk has it.
  void sync();
  /// Some file systems tell only here that the space did not suffice.
  void close();

 private:
  std::filesystem::path shownAs_;
  int descriptor_;
};

}  // namespace thongbao::base
