#include "intake/shared_texts.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/output_file.h"

namespace thongbao::intake {

namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kMostInMemory = 4U << 20U;

/// A file of our own that nobody else can name.
int openNameless() {
  std::string name = (std::filesystem::temp_directory_path() / "thongbao-XXXXXX").string();
  const int file = mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) base::failToWrite(name, errno);
  unlink(name.c_str());
  return file;
}

}  // namespace

SharedTexts::~SharedTexts() {
  if (file_ >= 0) close(file_);
}

SharedTexts::SharedTexts(SharedTexts&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      onDisk_(other.onDisk_),
      latest_(std::move(other.latest_)),
      count_(other.count_),
      blocks_(std::move(other.blocks_)) {}

void SharedTexts::add(std::string_view text) {
  if (count_ % kBlock == 0) blocks_.push_back(bytes());
  const auto size = static_cast<std::uint32_t>(text.size());
  std::array<char, sizeof size> head{};
  std::memcpy(head.data(), &size, sizeof size);
  latest_.append(head.data(), head.size());
  latest_ += text;
  ++count_;
  if (latest_.size() > kMostInMemory) moveToDisk();
}

void SharedTexts::moveToDisk() {
  if (file_ < 0) file_ = openNameless();
  for (std::string_view rest = latest_; !rest.empty();) {
    const auto written = write(file_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) base::failToWrite(std::filesystem::temp_directory_path(), errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  onDisk_ += latest_.size();
  latest_.clear();
}

std::string_view SharedTexts::at(std::size_t index) {
  if (index != nextIndex_ || index % kBlock == 0) {
    nextIndex_ = index - index % kBlock;
    nextOffset_ = blocks_[index / kBlock];
  }
  for (; nextIndex_ < index; ++nextIndex_)
    nextOffset_ += sizeof(std::uint32_t) + sizeAt(nextOffset_);
  found_.resize(sizeAt(nextOffset_));
  nextOffset_ += sizeof(std::uint32_t);
  read(nextOffset_, found_.data(), found_.size());
  nextOffset_ += found_.size();
  ++nextIndex_;
  return found_;
}

std::uint32_t SharedTexts::sizeAt(std::uint64_t offset) {
  std::array<char, sizeof(std::uint32_t)> head{};
  read(offset, head.data(), head.size());
  std::uint32_t size = 0;
  std::memcpy(&size, head.data(), sizeof size);
  return size;
}

void SharedTexts::read(std::uint64_t offset, char* into, std::size_t size) {
  while (size > 0) {
    std::size_t got = 0;
    if (offset >= onDisk_) {
      got = latest_.copy(into, size, offset - onDisk_);
    } else {
      const Window& window = windowAt(offset / kWindowBytes);
      const std::size_t start = offset % kWindowBytes;
      got = std::min(size, window.bytes.size() - start);
      std::memcpy(into, window.bytes.data() + start, got);
    }
    offset += got;
    into += got;
    size -= got;
  }
}

const SharedTexts::Window& SharedTexts::windowAt(std::uint64_t number) {
  Window& window = windows_[number % kWindows];
  if (window.number == number) return window;
  const std::uint64_t start = number * kWindowBytes;
  window.bytes.resize(std::min<std::uint64_t>(kWindowBytes, onDisk_ - start));
  for (std::size_t done = 0; done < window.bytes.size();) {
    const auto got = pread(file_, window.bytes.data() + done, window.bytes.size() - done,
                           static_cast<off_t>(start + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) base::failToWrite(std::filesystem::temp_directory_path(), got < 0 ? errno : EIO);
    done += static_cast<std::size_t>(got);
  }
  window.number = number;
  return window;
}

}  // namespace thongbao::intake
