#pragma once

#include <string>

namespace thongbao::domain {

/// One cited place in one instrument: `122/2025/QH15` and `Điều 11`; an empty article cites the
/// whole instrument.
struct Provision {
  std::string instrument;  ///< its number, the key in the catalogue
  std::string article;
  bool operator==(const Provision&) const = default;
};

}  // namespace thongbao::domain
