#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::registry {

/// A JSON object in the one byte form of FORMAT.md, looked at where its bytes stand: they must
/// outlive this. Values stay unread until they are asked for.
class CanonicalObject {
 public:
  /// False when the text is not an object in its canonical form, or nested more than 64 levels
  /// deep. What was read before is gone.
  bool read(std::string_view text);

  bool has(std::string_view key) const { return find(key) != nullptr; }
  std::size_t size() const { return members_.size(); }

  // These throw std::invalid_argument when there is no such member or it is of another type.
  std::string text(std::string_view key) const;
  std::int64_t number(std::string_view key) const;
  std::vector<std::int64_t> numbers(std::string_view key) const;
  CanonicalObject object(std::string_view key) const;
  /// The bytes of a list's values.
  std::vector<std::string_view> list(std::string_view key) const;
  /// The bytes of a member's value.
  std::string_view bytes(std::string_view key) const;

  /// Whether the member is a text of these characters, none of which JSON escapes.
  bool holds(std::string_view key, std::string_view plain) const;

 private:
  struct Member {
    std::string_view key;  ///< as it stands between the quotation marks
    std::string_view value;
  };
  const Member* find(std::string_view key) const;

  std::vector<Member> members_;
};

/// The values whose bytes these are. Throw std::invalid_argument for those of another type.
std::string textOf(std::string_view bytes);
std::int64_t numberOf(std::string_view bytes);
/// The bytes of the values of a list.
std::vector<std::string_view> listOf(std::string_view bytes);

}  // namespace thongbao::registry
