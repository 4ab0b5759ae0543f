#pragma once

#include <array>
#include <cstdint>

namespace thongbao::registry {

/// A file of the workspace's `documents/` that the chain names: a notice's PDF, a list, a mail, a
/// scan.
struct NamedDocument {
  std::array<unsigned char, 32> sha256{};
  std::uint32_t sequence = 0;  ///< the first entry that names it
  bool mayMiss = false;        ///< its notice was erased, or it is a list that was let go
  bool isLetGo = false;        ///< only entries before its `list.erased` name it
};

}  // namespace thongbao::registry
