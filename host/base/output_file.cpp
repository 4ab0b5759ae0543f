#include "base/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::base {

void failToWrite(const std::filesystem::path& file, int reason) {
  throw Error(Code::unavailable, say("The file cannot be written: {}.", std::strerror(reason)),
              {.file = file.string()}, tr("Check the free space and the rights of the folder."));
}

OutputFile::OutputFile(int folder, const std::filesystem::path& path, std::filesystem::path shownAs)
    : shownAs_(std::move(shownAs)),
      descriptor_(::openat(folder, path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) failToWrite(shownAs_, errno);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) failToWrite(shownAs_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void OutputFile::sync() {
  if (::fsync(descriptor_) != 0) failToWrite(shownAs_, errno);
}

void OutputFile::close() {
  if (::close(std::exchange(descriptor_, -1)) != 0) failToWrite(shownAs_, errno);
}

}  // namespace thongbao::base
