#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace thongbao::intake {

/// What a person should know of how a workbook's sheet was read.
class SheetNotes {
 public:
  void sheetsLeftOut(const std::string& read, const std::vector<std::string>& others);
  void hiddenRow(std::uint64_t row);
  void hiddenColumn(std::size_t column) { hiddenColumns_.insert(column); }
  void formulaWithoutResult(std::uint64_t row, std::size_t column);
  void longNumber(std::uint64_t row, std::size_t column);
  void rowOutOfOrder(std::uint64_t row);

  /// A sentence each, none for what was not met.
  std::vector<std::string> sentences() const;

 private:
  struct Met {
    std::uint64_t times = 0;
    std::string first;  ///< cell
    void add(std::uint64_t row, std::size_t column);
  };

  std::vector<std::string> about_;
  std::uint64_t hiddenRows_ = 0;
  std::vector<std::uint64_t> firstHiddenRows_;
  std::set<std::size_t> hiddenColumns_;
  Met formulas_, longNumbers_;
  std::uint64_t firstOutOfOrder_ = 0;
};

}  // namespace thongbao::intake
