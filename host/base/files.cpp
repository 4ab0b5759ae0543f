#include "base/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::base {

namespace {

/// A free name beside the file, whose folder is made where it is missing.
std::filesystem::path besides(const std::filesystem::path& file) {
  std::error_code failed;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), failed);
  if (failed) failToWrite(file.parent_path(), failed.value());
  static std::atomic<unsigned> counter{0};
  std::filesystem::path path = file;
  path += ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
  return path;
}

}  // namespace

WholeFile::WholeFile(std::filesystem::path target)
    : target_(std::move(target)), path_(besides(target_)), file_(AT_FDCWD, path_, target_) {}

WholeFile::~WholeFile() {
  if (!kept_) ::unlink(path_.c_str());
}

void WholeFile::keepAs(const std::filesystem::path& target) {
  file_.sync();
  file_.close();
  if (::rename(path_.c_str(), target.c_str()) != 0) failToWrite(target, errno);
  kept_ = true;
}

std::ifstream openForReading(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  if (!std::filesystem::exists(status))
    throw Error(Code::notFound, tr("There is no such file."), {.file = file.string()},
                tr("Check the name and the folder."));
  if (!std::filesystem::is_regular_file(status))
    throw Error(Code::badInput, tr("This is not a file with content."), {.file = file.string()},
                tr("Name a file, not a folder or a device."));
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw Error(Code::badInput, tr("The file may not be read."), {.file = file.string()},
                tr("Ask for the right to read it, or copy it to your own folder."));
  return stream;
}

std::string readFile(const std::filesystem::path& file, std::uint64_t limit) {
  std::ifstream stream = openForReading(file);
  const auto size = std::filesystem::file_size(file);
  if (size > limit)
    throw Error(Code::badInput, say("The file has {} bytes; at most {} are read.", size, limit),
                {.file = file.string()});
  std::string bytes(size, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uint64_t>(stream.gcount()) != size)
    throw Error(Code::badInput, tr("The file cannot be read to its end."), {.file = file.string()});
  return bytes;
}

void writeFile(const std::filesystem::path& file, std::string_view bytes) {
  WholeFile whole(file);
  whole.write(bytes);
  whole.keep();
}

void writeRepeatable(const std::filesystem::path& file, std::string_view bytes) {
  std::error_code missing;
  if (std::filesystem::file_size(file, missing) == bytes.size() && !missing) return;
  if (!missing) return writeFile(file, bytes);
  std::optional<OutputFile> fresh;
  try {
    fresh.emplace(AT_FDCWD, file, file);
  } catch (const Error&) {
    if (!std::filesystem::exists(file, missing)) throw;
    return writeFile(file, bytes);
  }
  try {
    fresh->write(bytes);
    fresh->close();
  } catch (const Error&) {
    ::unlink(file.c_str());
    throw;
  }
}

std::string fileNameOf(std::string_view text, std::size_t limit) {
  std::string name;
  for (const char c : withoutMarks(fold(text))) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
    if (name.size() >= limit) break;
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "khong-ten" : name;
}

}  // namespace thongbao::base
