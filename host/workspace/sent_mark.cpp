#include "workspace/sent_mark.h"

#include <fmt/format.h>

#include <fstream>

#include "base/files.h"

namespace thongbao::workspace {

std::optional<SentMark> readSentMark(const Workspace& workspace) {
  constexpr std::size_t kHashDigits = 64;
  std::ifstream file(workspace.sentMark());
  SentMark mark;
  if (!(file >> mark.sequence >> mark.hash) || mark.hash.size() != kHashDigits) return std::nullopt;
  return mark;
}

void keepSentMark(const Workspace& workspace, const SentMark& mark) {
  base::writeFileSoon(workspace.sentMark(), fmt::format("{} {}\n", mark.sequence, mark.hash));
}

}  // namespace thongbao::workspace
