#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "intake/table.h"

namespace thongbao::cli {

struct TableArguments {
  std::string sheet;
  std::string encoding;
  std::string delimiter;
  std::uint64_t headingRow = 0;
  std::vector<std::string> columns;  ///< as typed: each names one column or several
};

/// `--sheet`, `--encoding`, `--delimiter`, `--heading-row` and `--columns`: how a list is read when
/// finding it out by itself goes wrong. `pull` and `render` share them.
void addTableOptions(CLI::App& command, TableArguments& arguments);

/// Throws Error(usage) for a delimiter that no list has.
intake::TableOptions tableOptionsOf(const TableArguments& arguments);

/// A delimiter as an officer types and reads it: `tab` for the invisible one.
std::string shownDelimiter(const std::string& delimiter);

}  // namespace thongbao::cli
