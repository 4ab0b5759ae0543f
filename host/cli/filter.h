#pragma once

#include <CLI/App.hpp>
#include <string>

#include "domain/communes.h"
#include "register/register.h"

namespace thongbao::cli {

struct FilterArguments {
  std::string platform;
  std::string area;
  std::string query;
};

/// `--platform`, `--area`, `--query`, as `sellers list` and `campaign new` share them.
void addFilter(CLI::App& command, FilterArguments& arguments);

/// What `--area` takes, for its help.
std::string areaHelp();

/// Throws Error(usage) like areaOf.
registry::SellerFilter filterOf(const FilterArguments& arguments, registry::Register& store);

/// Codes of a province, and of a commune of it where one is meant.
struct Area {
  std::string province, commune;
};

/// A province by code, new or former name, or else a commune by code or name, behind which its
/// province may stand (`Phường Tân An, Cần Thơ`). Throws Error(usage) for what is neither, and for
/// a name that several communes have.
Area areaOf(const std::string& text, const domain::CommuneTable& communes);

}  // namespace thongbao::cli
