#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace thongbao::base {

/// Files that come into a folder together or not at all, without waiting for the disk once a
/// file. They are written into a hidden folder inside it and renamed into place at the end.
///
/// Everything throws Error(unavailable) that names the file when the disk is full or a folder may
/// not be written.
class StagedFolder {
 public:
  /// Makes `folder` when there is none. Hidden folders that killed processes left in it are
  /// removed; those of living ones are not touched.
  explicit StagedFolder(const std::filesystem::path& folder);
  /// Leaves `folder` as it was found, unless the files were put in place.
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  /// `name` without folders, each once. Refused when a folder of that name is in the way. May be
  /// called by several threads.
  void write(const std::string& name, std::string_view bytes) const;

  /// Called once, when everything is written: syncs the file system, then renames each file over
  /// the one of its name, if there is one. Should the system refuse a rename after all, the files
  /// before it stay in place.
  void putInPlace();

 private:
  struct Inside;  ///< the open folders
  std::unique_ptr<Inside> inside_;
};

}  // namespace thongbao::base
