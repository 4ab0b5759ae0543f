#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thongbao::intake {

/// A cell's place: its column counts from 0, its row from 1 (0: the name has none).
struct CellName {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
};

/// `C5` → {2, 5}; `$` and small letters are taken too. nullopt for what is no name of a cell.
std::optional<CellName> cellNamed(std::string_view name);

/// 2 → `C`.
std::string columnName(std::size_t column);

}  // namespace thongbao::intake
