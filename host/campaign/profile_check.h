#pragma once

#include <string>
#include <vector>

#include "workspace/workspace.h"

namespace thongbao::campaign {

/// Throws Error(usage) that lists the profile's keys which are still empty and needed now.
void refuseUnfinished(const std::vector<std::string>& missingKeys,
                      const workspace::Workspace& place);

}  // namespace thongbao::campaign
