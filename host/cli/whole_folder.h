#pragma once

#include <filesystem>

namespace thongbao::cli {

/// A new folder that is filled beside its place and comes there with everything in it, or not at
/// all. Throws Error: usage when something of its name is there that is no empty folder,
/// unavailable when it cannot be written.
class WholeFolder {
 public:
  explicit WholeFolder(std::filesystem::path target);
  /// What was not kept is removed.
  ~WholeFolder();
  WholeFolder(const WholeFolder&) = delete;
  WholeFolder& operator=(const WholeFolder&) = delete;

  /// Where to write.
  const std::filesystem::path& path() const { return path_; }
  void keep();

 private:
  std::filesystem::path target_, path_;
};

}  // namespace thongbao::cli
