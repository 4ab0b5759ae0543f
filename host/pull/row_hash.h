#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plugin/manifest.h"

namespace thongbao::pull {

/// Tells rows that say the same from others: hashes of a row's texts, of the headings, and of the
/// plugin's version and settings, which decide what is read from them. A column that only counts
/// the rows does not matter.
class RowHash {
 public:
  RowHash(const plugin::Manifest& plugin, const std::map<std::string, std::string>& settings,
          const std::vector<std::string>& headings);
  /// Never 0. One text a heading.
  std::int64_t of(const std::vector<std::string>& cells);

 private:
  std::vector<bool> counts_;  ///< by column
  std::uint64_t seed_ = 0;
  std::string text_;
};

}  // namespace thongbao::pull
