#include "intake/cell_name.h"

#include <charconv>

namespace thongbao::intake {

namespace {

constexpr int kMostLetters = 3;

bool isLetter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void dropDollar(std::string_view& name) {
  if (name.starts_with('$')) name.remove_prefix(1);
}

}  // namespace

std::optional<CellName> cellNamed(std::string_view name) {
  CellName cell;
  dropDollar(name);
  int letters = 0;
  for (; !name.empty() && isLetter(name.front()) && letters <= kMostLetters; ++letters) {
    cell.column = cell.column * 26 + static_cast<std::uint32_t>((name.front() & 0x1F));
    name.remove_prefix(1);
  }
  if (letters == 0 || letters > kMostLetters) return std::nullopt;
  --cell.column;
  dropDollar(name);
  if (name.empty()) return cell;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), cell.row);
  if (error != std::errc{} || end != name.data() + name.size() || cell.row == 0)
    return std::nullopt;
  return cell;
}

std::string columnName(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

}  // namespace thongbao::intake
