#pragma once

#include <CLI/App.hpp>

#include "cli/context.h"

namespace thongbao::cli {

/// `campaign send`, `status` and `resolve`: what comes behind the approval.
void addSending(CLI::App& campaignCommand, Context& context);

}  // namespace thongbao::cli
