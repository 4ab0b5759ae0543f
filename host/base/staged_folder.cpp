#include "base/staged_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "base/output_file.h"

namespace thongbao::base {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHidden = ".thongbao-staging-";

/// An open folder, with the lock that may be held on it; none when it could not be opened.
class OpenFolder {
 public:
  explicit OpenFolder(const fs::path& folder)
      : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {}
  ~OpenFolder() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFolder(OpenFolder&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  OpenFolder& operator=(OpenFolder&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

  explicit operator bool() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }
  /// Whether `path` still leads to it.
  bool isAt(const fs::path& path) const {
    struct stat here {
    }, there{};
    return ::fstat(descriptor_, &here) == 0 && ::stat(path.c_str(), &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
  }

 private:
  int descriptor_;
};

/// A folder, made with those around it that there are not; they go again unless they are kept.
class MadeFolder {
 public:
  explicit MadeFolder(const fs::path& folder) {
    std::error_code failed;
    for (fs::path path = folder; !path.empty() && !fs::exists(path, failed);
         path = path.parent_path())
      made_.push_back(path);
    failed.clear();
    fs::create_directories(folder, failed);
    if (!failed) return;
    remove();
    failToWrite(folder, failed.value());
  }
  ~MadeFolder() { remove(); }
  MadeFolder(const MadeFolder&) = delete;
  MadeFolder& operator=(const MadeFolder&) = delete;

  void keep() { made_.clear(); }

 private:
  void remove() {
    std::error_code holdsMore;
    for (const fs::path& folder : made_) fs::remove(folder, holdsMore);
  }

  std::vector<fs::path> made_;  ///< from inside to outside
};

/// A new hidden folder, locked as long as it lives, and removed with everything in it.
class HiddenFolder {
 public:
  explicit HiddenFolder(const fs::path& around) : open_(make(around)) {}
  ~HiddenFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  HiddenFolder(const HiddenFolder&) = delete;
  HiddenFolder& operator=(const HiddenFolder&) = delete;

  const fs::path& path() const { return path_; }
  int get() const { return open_.get(); }

 private:
  OpenFolder make(const fs::path& around) {
    for (;;) {
      std::string name = (around / kHidden).string() + "XXXXXX";
      if (!::mkdtemp(name.data())) failToWrite(around, errno);
      path_ = name;
      OpenFolder made(path_);
      const int reason = errno;
      // A file system without such locks refuses it to everyone: nobody takes it for a leftover.
      if (made) ::flock(made.get(), LOCK_EX);
      if (made && made.isAt(path_)) return made;
      // Another process may have removed it as a leftover in the moment before the lock.
      if (made || reason == ENOENT) continue;
      ::rmdir(path_.c_str());
      failToWrite(around, reason);
    }
  }

  fs::path path_;
  OpenFolder open_;
};

/// Those that nobody holds the lock of any more.
void removeLeftovers(const fs::path& folder) {
  std::vector<fs::path> hidden;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed))
    if (entry->path().filename().string().starts_with(kHidden)) hidden.push_back(entry->path());
  for (const fs::path& path : hidden)
    if (const OpenFolder leftover(path);
        leftover && ::flock(leftover.get(), LOCK_EX | LOCK_NB) == 0)
      fs::remove_all(path, failed);
}

}  // namespace

struct StagedFolder::Inside {
  explicit Inside(const fs::path& folder)
      : path(folder), made(folder), target(open(folder / "")), hidden(folder) {}

  static OpenFolder open(const fs::path& folder) {
    OpenFolder opened(folder);
    if (!opened) failToWrite(folder, errno);
    return opened;
  }

  fs::path path;
  MadeFolder made;
  OpenFolder target;
  HiddenFolder hidden;
};

StagedFolder::StagedFolder(const fs::path& folder) {
  removeLeftovers(folder);
  inside_ = std::make_unique<Inside>(folder);
}

StagedFolder::~StagedFolder() = default;

void StagedFolder::write(const std::string& name, std::string_view bytes) const {
  struct stat there {};
  if (::fstatat(inside_->target.get(), name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
      S_ISDIR(there.st_mode))
    failToWrite(inside_->path / name, EISDIR);
  OutputFile file(inside_->hidden.get(), name, inside_->path / name);
  file.write(bytes);
  file.close();
}

void StagedFolder::putInPlace() {
  const int target = inside_->target.get(), hidden = inside_->hidden.get();
  if (::syncfs(target) != 0) failToWrite(inside_->path, errno);
  std::error_code failed;
  for (fs::directory_iterator entry(inside_->hidden.path(), failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const fs::path name = entry->path().filename();
    if (::renameat(hidden, name.c_str(), target, name.c_str()) != 0)
      failToWrite(inside_->path / name, errno);
  }
  if (failed) failToWrite(inside_->path, failed.value());
  // Not every file system can sync a folder; what it holds is synced.
  if (::fsync(target) != 0 && errno != EINVAL) failToWrite(inside_->path, errno);
  inside_->made.keep();
}

}  // namespace thongbao::base
