#pragma once

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>

#include "base/files.h"

namespace thongbao::cli {

/// Where an export goes: a file that comes whole or not at all, or standard output.
class Export {
 public:
  explicit Export(const std::filesystem::path& out = {}) {
    if (!out.empty()) file_.emplace(out);
  }
  void write(std::string_view bytes) {
    if (file_) return file_->write(bytes);
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
      base::failToWrite("/dev/stdout", errno);
  }
  void finish() {
    if (file_)
      file_->keep();
    else if (std::fflush(stdout) != 0)
      base::failToWrite("/dev/stdout", errno);
  }

 private:
  std::optional<base::WholeFile> file_;
};

}  // namespace thongbao::cli
