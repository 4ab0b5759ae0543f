#include "workspace/sent_mark.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "base/output_file.h"

namespace thongbao::workspace {

std::optional<SentMark> readSentMark(const Workspace& workspace) {
  constexpr std::size_t kHashDigits = 64;
  std::ifstream file(workspace.sentMark());
  SentMark mark;
  if (!(file >> mark.sequence >> mark.hash) || mark.hash.size() != kHashDigits) return std::nullopt;
  return mark;
}

/// In its place, since it is written with every few mails, and a new file each time costs more than
/// all the rest of it. What a longer mark left behind it is not read.
void keepSentMark(const Workspace& workspace, const SentMark& mark) {
  const std::filesystem::path file = workspace.sentMark();
  const std::string text = fmt::format("{} {}\n", mark.sequence, mark.hash);
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) base::failToWrite(file, errno);
  const ssize_t written = ::write(descriptor, text.data(), text.size());
  const int reason = written < 0 ? errno : ENOSPC;
  ::close(descriptor);
  if (written != static_cast<ssize_t>(text.size())) base::failToWrite(file, reason);
}

}  // namespace thongbao::workspace
