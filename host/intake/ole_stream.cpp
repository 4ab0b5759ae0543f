#include "intake/ole_stream.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "intake/little_endian.h"

namespace thongbao::intake {

namespace {

constexpr std::size_t kHeadBytes = 512;
constexpr std::size_t kEntryBytes = 128;
constexpr std::uint32_t kLastSector = 0xFFFFFFF9;
constexpr std::size_t kSectorsInHead = 109;
constexpr std::size_t kSmallestStream = 4096;

class OleFile {
 public:
  explicit OleFile(std::string_view bytes)
      : bytes_(bytes), sectorBytes_(numberAt<std::uint16_t>(bytes, 30) == 12 ? 4096 : 512) {
    readTable();
  }

  std::string stream(std::string_view name) const {
    const std::string directory = chain(numberAt<std::uint32_t>(bytes_, 48));
    for (std::size_t at = 0; at + kEntryBytes <= directory.size(); at += kEntryBytes) {
      const std::string_view entry = std::string_view(directory).substr(at, kEntryBytes);
      if (nameOf(entry) != name) continue;
      const auto size = numberAt<std::uint32_t>(entry, 120);
      if (size < kSmallestStream) return {};
      std::string found = chain(numberAt<std::uint32_t>(entry, 116));
      found.resize(std::min<std::size_t>(found.size(), size));
      return found;
    }
    return {};
  }

 private:
  static std::string nameOf(std::string_view entry) {
    const std::size_t bytes = std::min<std::size_t>(numberAt<std::uint16_t>(entry, 64), 64);
    std::string name;
    for (std::size_t i = 0; i + 2 < bytes; i += 2) name += entry[i];
    return name;
  }

  std::string_view sector(std::uint32_t number) const {
    const std::size_t start = (std::size_t{number} + 1) * sectorBytes_;
    return start < bytes_.size() ? bytes_.substr(start, sectorBytes_) : std::string_view();
  }

  /// The sectors of the allocation table are named in the head and in a chain behind it.
  void readTable() {
    std::vector<std::uint32_t> sectors;
    for (std::size_t i = 0; i < kSectorsInHead; ++i)
      sectors.push_back(numberAt<std::uint32_t>(bytes_, 76 + 4 * i));
    auto more = numberAt<std::uint32_t>(bytes_, 68);
    for (std::size_t i = 0; i < mostSectors() && more <= kLastSector; ++i) {
      const std::string_view names = sector(more);
      if (names.size() < sectorBytes_) break;
      for (std::size_t at = 0; at + 8 <= names.size(); at += 4)
        sectors.push_back(numberAt<std::uint32_t>(names, at));
      more = numberAt<std::uint32_t>(names, sectorBytes_ - 4);
    }
    for (const std::uint32_t number : sectors) {
      if (number > kLastSector || next_.size() > mostSectors()) break;
      const std::string_view part = sector(number);
      for (std::size_t at = 0; at + 4 <= part.size(); at += 4)
        next_.push_back(numberAt<std::uint32_t>(part, at));
    }
  }

  std::string chain(std::uint32_t start) const {
    std::string bytes;
    std::size_t taken = 0;
    for (std::uint32_t at = start; at < next_.size() && taken < mostSectors(); ++taken) {
      bytes += sector(at);
      at = next_[at];
    }
    return bytes;
  }

  std::size_t mostSectors() const { return bytes_.size() / sectorBytes_ + 1; }

  std::string_view bytes_;
  std::size_t sectorBytes_;
  std::vector<std::uint32_t> next_;
};

}  // namespace

std::string oleStream(std::string_view file, std::string_view name, std::string_view otherName) {
  if (file.size() < kHeadBytes) return {};
  const OleFile ole(file);
  std::string found = ole.stream(name);
  return found.empty() ? ole.stream(otherName) : found;
}

}  // namespace thongbao::intake
