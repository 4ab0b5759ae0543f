#pragma once

#include <CLI/App.hpp>
#include <string>

#include "register/records.h"

namespace thongbao::cli {

struct FilterArguments {
  std::string platform;
  std::string area;
  std::string query;
};

/// `--platform`, `--area`, `--query`, as `sellers list` and `campaign new` share them.
void addFilter(CLI::App& command, FilterArguments& arguments);

/// Throws Error(usage) for an area that is no province of today or before 01/7/2025.
registry::SellerFilter filterOf(const FilterArguments& arguments);

}  // namespace thongbao::cli
