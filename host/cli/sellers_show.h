#pragma once

#include <CLI/App.hpp>

#include "cli/context.h"

namespace thongbao::cli {

/// `sellers show`: the story of one account, and of the party behind it.
void addSellersShow(CLI::App& sellersCommand, Context& context);

}  // namespace thongbao::cli
