#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::domain {

/// The words of a text as place names are compared: small letters a–z and digits, without marks,
/// blanks and punctuation (`TP. Hồ Chí Minh` → `tp`, `ho`, `chi`, `minh`).
class PlainWords {
 public:
  /// No words for text that is not UTF-8.
  explicit PlainWords(std::string_view text);

  std::size_t count() const { return starts_.size(); }
  /// All words in one: `tphochiminh`. Lists write some names in one word, others in several.
  std::string_view joined() const { return joined_; }
  /// The words from the one of this index on, in one.
  std::string_view from(std::size_t first) const { return joined().substr(starts_[first]); }
  /// The words [first, end), in one.
  std::string_view run(std::size_t first, std::size_t end) const {
    return from(first).substr(0, startOf(end) - starts_[first]);
  }
  std::string_view operator[](std::size_t index) const { return run(index, index + 1); }

 private:
  std::size_t startOf(std::size_t index) const {
    return index < starts_.size() ? starts_[index] : joined_.size();
  }
  std::string joined_;
  std::vector<std::uint32_t> starts_;
};

/// Hash of names by their bytes; finds them by string_view too.
struct NameHash {
  using is_transparent = void;  // NOLINT(readability-identifier-naming): the library asks for it
  std::size_t operator()(std::string_view name) const {
    return std::hash<std::string_view>{}(name);
  }
};

}  // namespace thongbao::domain
