#include "pdf/structure.h"

#include <array>

namespace thongbao::pdf {

const char* nameOf(Role role) {
  constexpr std::array kNames{"Document", "H1",  "H2",    "H3",    "H4", "P",  "L",
                              "LI",       "Lbl", "LBody", "Table", "TR", "TH", "TD"};
  return kNames[static_cast<std::size_t>(role)];
}

}  // namespace thongbao::pdf
