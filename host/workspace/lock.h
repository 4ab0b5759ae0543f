#pragma once

#include <filesystem>

namespace thongbao::workspace {

/// Keeps a second process from doing the same thing in one workspace at the same time. Freed
/// when it goes out of scope or the process dies.
class Lock {
 public:
  /// `file` is made when there is none. Throws Error(unavailable) when another process holds it.
  explicit Lock(const std::filesystem::path& file);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int descriptor_;
};

}  // namespace thongbao::workspace
