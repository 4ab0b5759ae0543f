#pragma once

#include <string>

#include "base/json.h"
#include "pull/pull.h"

namespace thongbao::cli {

/// All that a pull tells, for programs. Refused and mended rows: the first pull::kMostToldRows.
base::Json toJson(const pull::Report& report);

/// What a dry run understood of the list: how it is written, what each column holds, its first
/// rows.
void showUnderstood(const pull::Report& report);

/// The refused and the mended rows, the first of each.
void showRows(const pull::Report& report);

/// What a pull left behind: the kept list, the file of refused rows, keys that link nobody.
void showKept(const pull::Report& report);

}  // namespace thongbao::cli
