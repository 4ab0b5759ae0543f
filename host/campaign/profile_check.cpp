#include "campaign/profile_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::campaign {

void refuseUnfinished(const std::vector<std::string>& missingKeys,
                      const workspace::Workspace& place) {
  if (missingKeys.empty()) return;
  throw base::Error(base::Code::usage,
                    base::say("The profile still lacks: {}.", fmt::join(missingKeys, ", ")),
                    {.file = place.profile().string()},
                    base::tr("Fill in these keys; thongbao.schema.json explains each."));
}

}  // namespace thongbao::campaign
