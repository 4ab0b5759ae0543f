#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/plain_words.h"

namespace thongbao::domain {

/// What a commune is, as its name says before the name proper.
enum class CommuneKind : unsigned char { unsaid, ward, village, zone, town };

/// The kind that `name` begins with: `phường` or `P.`, `xã` or `X.`, `đặc khu`, `thị trấn`.
CommuneKind communeKindOf(std::string_view name);

/// A unit below the province (xã, phường, đặc khu), as the official table has it.
struct Commune {
  std::string code;  ///< five digits
  std::string name;  ///< with its kind, `Phường Bến Nghé`
  std::string provinceCode;
  bool operator==(const Commune&) const = default;
};

/// The communes of the official table, to be found by the names that people write: without marks,
/// in any case, in one word or several, with their kind or without.
class CommuneTable {
 public:
  explicit CommuneTable(std::vector<Commune> communes);

  const std::vector<Commune>& all() const { return communes_; }

  /// The commune that a list's column (`P. Bến Nghé`) or an address in one line names; its parts
  /// are looked at from the end, the longest name wins. nullptr when none is named, or the name
  /// may be several communes' or a province's and no kind or mark tells which. A number is a
  /// name only with its kind. Without a province only a kind and name that is unique in the
  /// country.
  const Commune* find(std::string_view provinceCode, std::string_view text) const;

  /// All that a name or a code may mean, in the table's order; `name, province` leaves those of
  /// the province.
  std::vector<const Commune*> named(std::string_view text) const;

 private:
  using Indexes = std::vector<std::uint32_t>;

  const Indexes& called(std::string_view name) const;
  /// The one of the name; `written` is the text that its marks are compared with.
  const Commune* onlyOne(std::string_view name, CommuneKind kind, std::string_view provinceCode,
                         std::string_view written) const;
  const Commune* saidIn(std::string_view part, std::string_view provinceCode) const;
  const Commune* meantBy(std::string_view part, std::string_view provinceCode) const;

  std::vector<Commune> communes_;
  std::vector<CommuneKind> kinds_;  ///< of communes_
  std::unordered_map<std::string, Indexes, NameHash, std::equal_to<>> byName_;
  std::size_t mostWords_ = 1;  ///< of a name
};

}  // namespace thongbao::domain
