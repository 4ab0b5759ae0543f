#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "workspace/workspace.h"

namespace thongbao::workspace {

/// How far the register had come when something was last sent from the workspace. It stands beside
/// the register, so that an older register is told when it is put in its place.
struct SentMark {
  std::int64_t sequence = 0;  ///< of an entry
  std::string hash;           ///< of that entry
};

/// nullopt when nothing was sent yet, or a power cut took the mark.
std::optional<SentMark> readSentMark(const Workspace& workspace);

/// Does not wait for the disk. Throws Error(unavailable).
void keepSentMark(const Workspace& workspace, const SentMark& mark);

}  // namespace thongbao::workspace
