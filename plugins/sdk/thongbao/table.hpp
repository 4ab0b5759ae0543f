#pragma once

/// Pulling an officer's list row by row: reading, resuming, checkpoints. A plugin adds only what
/// it knows of its platform.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "thongbao/plugin.hpp"

namespace thongbao::sdk {

constexpr std::uint64_t kRowsACheckpoint = 256;
constexpr std::size_t kBytesACheckpoint = 4U << 20U;

/// Without ASCII blanks and U+00A0 at both ends.
inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f\v", kNoBreak = "\xC2\xA0";
  for (;;) {
    if (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos)
      text.remove_prefix(1);
    else if (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos)
      text.remove_suffix(1);
    else if (text.substr(0, 2) == kNoBreak)
      text.remove_prefix(2);
    else if (text.size() >= 2 && text.substr(text.size() - 2) == kNoBreak)
      text.remove_suffix(2);
    else
      return text;
  }
}

/// The row's cells as fields and extra columns; empty cells are left out.
inline Seller sellerOf(const Table& table, const Row& row) {
  Seller seller;
  seller.row = row.number;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string_view text = trimmed(row.cells[i]);
    if (text.empty()) continue;
    const bool known = !table.fields()[i].empty();
    const std::string& name = known ? table.fields()[i] : table.headings()[i];
    if (!name.empty()) (known ? seller.fields : seller.extra).emplace_back(name, text);
  }
  return seller;
}

/// The row number that a table's cursor stands for; 0 for an empty one. Throws
/// Failure(THONGBAO_INTERNAL) for a text that is none of ours.
inline std::uint64_t rowOfCursor(std::string_view cursor) {
  std::uint64_t row = 0;
  const auto [end, wrong] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), row);
  if (!cursor.empty() && (wrong != std::errc() || end != cursor.data() + cursor.size()))
    throw Failure(THONGBAO_INTERNAL, mark("The place to go on from is no row number."));
  return row;
}

/// Pulls the whole list. `complete(Seller&)` brings what the row says into the platform's terms
/// and gives nullopt, or says why the row cannot be used; there `column` is the name of a field,
/// or empty. The row of the rejection is filled in here.
template <class Complete>
void pullTable(Host& host, Complete&& complete) {
  Table table = host.table();
  const std::uint64_t done = rowOfCursor(host.cursor());
  std::uint64_t rows = 0, last = done;
  std::size_t bytes = 0;
  const auto checkpoint = [&] {
    if (rows) host.checkpoint(std::to_string(last));
    rows = 0;
    bytes = 0;
  };
  for (Row row; !host.cancelled() && table.next(row);) {
    if (row.number <= done) continue;
    Seller seller = sellerOf(table, row);
    std::optional<Rejection> rejection = complete(seller);
    if (rejection) {
      rejection->row = row.number;
      if (!rejection->column.empty()) rejection->column = table.headingOf(rejection->column);
      host.reject(*rejection);
    } else {
      host.emit(seller);
    }
    last = row.number;
    for (const std::string_view cell : row.cells) bytes += cell.size();
    if (++rows == kRowsACheckpoint || bytes >= kBytesACheckpoint) checkpoint();
  }
  checkpoint();
}

}  // namespace thongbao::sdk
