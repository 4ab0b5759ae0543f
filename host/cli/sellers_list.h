#pragma once

#include <CLI/App.hpp>

#include "cli/context.h"

namespace thongbao::cli {

/// `sellers list`: on the screen, or as CSV, XLSX or JSON. Memory stays flat whatever the size of
/// the register.
void addSellersList(CLI::App& sellersCommand, Context& context);

}  // namespace thongbao::cli
