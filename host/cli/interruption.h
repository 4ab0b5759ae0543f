#pragma once

#include <atomic>

namespace thongbao::cli {

/// From now on Ctrl-C and SIGTERM only set the flag, which whoever works looks at between two
/// steps.
const std::atomic<bool>& catchInterruption();

}  // namespace thongbao::cli
