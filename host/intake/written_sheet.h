#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "intake/written_book.h"

namespace thongbao::intake {

/// A workbook of one sheet, or of a few where it has more rows than a sheet holds.
class WrittenSheet {
 public:
  WrittenSheet(const std::filesystem::path& file, std::string sheetName,
               std::vector<std::string> headings)
      : book_(file) {
    book_.begin({std::move(sheetName), std::move(headings)});
  }
  void add(const std::vector<std::string>& cells) { book_.add(cells); }
  void keep() { book_.keep(); }

 private:
  WrittenBook book_;
};

}  // namespace thongbao::intake
