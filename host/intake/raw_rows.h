#pragma once

#include "intake/table.h"

namespace thongbao::intake {

/// The rows of a file before its heading row is found: not empty, as wide as each one is, cells
/// as the file has them.
class RawRows {
 public:
  virtual ~RawRows() = default;
  /// False at the end. Throws Error(badInput) with file and row.
  virtual bool next(Row& row) = 0;
  /// For TableInfo::notes; whole behind the last row.
  virtual std::vector<std::string> notes() const { return {}; }
};

/// Whether a cell holds anything but blanks.
bool isFilled(const std::string& cell);
bool isEmpty(const Row& row);

}  // namespace thongbao::intake
