#pragma once

#include <CLI/App.hpp>

#include "cli/context.h"

namespace thongbao::cli {

/// `campaign plan`: plans, and shows the plan on the screen, as JSON, or in a file. Memory stays
/// flat, however many are planned.
void addPlanning(CLI::App& campaignCommand, Context& context);

}  // namespace thongbao::cli
