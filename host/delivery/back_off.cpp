#include "delivery/back_off.h"

#include <array>
#include <string>

namespace thongbao::delivery {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::optional<seconds> backOff(int attempts, base::Random& random) {
  static constexpr std::array<seconds, 11> kWaits{minutes(15), minutes(30), hours(1),  hours(2),
                                                  hours(4),    hours(8),    hours(12), hours(24),
                                                  hours(24),   hours(24),   hours(24)};
  if (attempts < 1) attempts = 1;
  if (static_cast<std::size_t>(attempts) > kWaits.size()) return std::nullopt;
  const seconds wait = kWaits.at(static_cast<std::size_t>(attempts) - 1);
  const auto chance = static_cast<std::int64_t>(std::stoul(random.hex(2), nullptr, 16));  // < 65536
  return wait * 4 / 5 + wait * 2 * chance / (5 * 65'536);
}

}  // namespace thongbao::delivery
