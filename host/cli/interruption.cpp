#include "cli/interruption.h"

#include <csignal>

namespace thongbao::cli {

namespace {

/// The only state a signal can reach.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void onSignal(int) {
  interrupted = true;
}

}  // namespace

const std::atomic<bool>& catchInterruption() {
  std::signal(SIGINT, onSignal);
  std::signal(SIGTERM, onSignal);
  return interrupted;
}

}  // namespace thongbao::cli
