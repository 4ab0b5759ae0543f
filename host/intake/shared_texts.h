#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::intake {

/// Texts that cells name by number. Few bytes of them are kept in memory; more go to a file
/// without a name, which is gone with this object.
class SharedTexts {
 public:
  SharedTexts() = default;
  ~SharedTexts();
  SharedTexts(SharedTexts&& other) noexcept;
  SharedTexts& operator=(SharedTexts&& other) = delete;

  /// Throws Error(unavailable) when the disk is full.
  void add(std::string_view text);
  std::size_t size() const { return count_; }
  std::uint64_t bytes() const { return onDisk_ + latest_.size(); }
  /// `index` is below size(). The view is good until the next call. Throws Error(unavailable)
  /// when the disk does not give it back.
  std::string_view at(std::size_t index);

 private:
  static constexpr std::size_t kWindowBytes = 8U << 10U;
  static constexpr std::size_t kWindows = 128;
  struct Window {
    std::uint64_t number = ~0ULL;
    std::vector<char> bytes = {};
  };

  void moveToDisk();
  void read(std::uint64_t offset, char* into, std::size_t size);
  const Window& windowAt(std::uint64_t number);
  std::uint32_t sizeAt(std::uint64_t offset);

  int file_ = -1;
  std::uint64_t onDisk_ = 0;
  std::string latest_;  ///< behind those on disk: each text, its size before it
  std::size_t count_ = 0;
  std::vector<std::uint64_t> blocks_;  ///< where every kBlock-th text begins
  std::array<Window, kWindows> windows_;
  std::string found_;
  std::size_t nextIndex_ = 0;  ///< behind the text asked for last, and where it begins
  std::uint64_t nextOffset_ = 0;
};

}  // namespace thongbao::intake
