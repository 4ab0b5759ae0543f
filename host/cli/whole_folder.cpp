#include "cli/whole_folder.h"

#include <unistd.h>

#include <utility>

#include "base/error.h"
#include "base/output_file.h"
#include "base/words.h"

namespace thongbao::cli {

namespace {

/// `out/` is the folder `out`.
std::filesystem::path withoutSlash(const std::filesystem::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

WholeFolder::WholeFolder(std::filesystem::path target)
    : target_(withoutSlash(target)),
      path_(target_.string() + ".part-" + std::to_string(::getpid())) {
  std::error_code failure;
  const auto status = std::filesystem::symlink_status(target_, failure);
  const bool isFree =
      !std::filesystem::exists(status) || (std::filesystem::is_directory(status) &&
                                           std::filesystem::is_empty(target_, failure) && !failure);
  if (!isFree)
    throw base::Error(base::Code::usage, base::tr("There is something of this name already."),
                      {.file = target_.string()}, base::tr("Name a new folder."));
  std::filesystem::create_directories(path_, failure);
  if (failure) base::failToWrite(target_, failure.value());
}

WholeFolder::~WholeFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void WholeFolder::keep() {
  std::error_code failure;
  std::filesystem::rename(path_, target_, failure);
  if (failure) base::failToWrite(target_, failure.value());
}

}  // namespace thongbao::cli
