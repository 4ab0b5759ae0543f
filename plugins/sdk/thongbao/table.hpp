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
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  const auto isBlank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  for (;;) {
    if (!text.empty() && isBlank(text.front()))
      text.remove_prefix(1);
    else if (!text.empty() && isBlank(text.back()))
      text.remove_suffix(1);
    else if (text.starts_with(kNoBreak))
      text.remove_prefix(kNoBreak.size());
    else if (text.ends_with(kNoBreak))
      text.remove_suffix(kNoBreak.size());
    else
      return text;
  }
}

namespace detail {

/// Puts one more text at `count`, into the memory of one that a row before had there.
inline void put(Texts& texts, std::size_t& count, const std::string& name, std::string_view text) {
  if (count == texts.size()) texts.emplace_back();
  texts[count].first = name;
  texts[count].second = text;
  ++count;
}

}  // namespace detail

/// Makes `seller` the row's: its cells as fields and extra columns; empty cells are left out. Give
/// it the seller of the row before, so that its memory is used again.
inline void readSeller(const Table& table, const Row& row, Seller& seller) {
  seller.row = row.number;
  std::size_t fields = 0, extra = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string_view text = trimmed(row.cells[i]);
    if (text.empty()) continue;
    if (const std::string& field = table.fields()[i]; !field.empty())
      detail::put(seller.fields, fields, field, text);
    else if (const std::string& heading = table.headings()[i]; !heading.empty())
      detail::put(seller.extra, extra, heading, text);
  }
  seller.fields.resize(fields);
  seller.extra.resize(extra);
}

/// A new seller of the row.
inline Seller sellerOf(const Table& table, const Row& row) {
  Seller seller;
  readSeller(table, row, seller);
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
  Seller seller;
  for (Row row; !host.cancelled() && table.next(row);) {
    if (row.number <= done) continue;
    readSeller(table, row, seller);
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
