#pragma once

#include <CLI/App.hpp>

#include "cli/context.h"

namespace thongbao::cli {

/// `campaign send`.
void addSending(CLI::App& campaignCommand, Context& context);

/// `campaign status`, `resolve`, `pause`, `resume` and `receipt`.
void addSteering(CLI::App& campaignCommand, Context& context);

}  // namespace thongbao::cli
