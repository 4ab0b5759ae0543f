#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "intake/draft.h"
#include "intake/table.h"
#include "plugin/manifest.h"
#include "plugin/session.h"
#include "register/register.h"

namespace thongbao::pull {

struct Request {
  std::filesystem::path program;  ///< this host, re-executed as the plugin's child
  plugin::Manifest plugin;
  std::map<std::string, std::string> settings;
  plugin::Limits limits;
  std::filesystem::path file;
  intake::TableOptions table;
  std::uint64_t mostRows = 0;  ///< 0: all
  bool dryRun = false;         ///< read and check everything, keep nothing, write nothing
};

struct RefusedRow {
  std::uint64_t row = 0;
  std::vector<intake::RowProblem> problems;
};

struct MendedRow {
  std::uint64_t row = 0;
  std::vector<std::string> warnings;
};

struct Report {
  intake::TableInfo table;
  registry::PullEnd counts;
  std::uint64_t skippedTo = 0;  ///< rows up to this one were kept by an earlier, interrupted pull
  std::vector<RefusedRow> refused;
  std::vector<MendedRow> mended;
  std::filesystem::path rejectedFile;  ///< empty when nothing was refused
  std::optional<base::Error> failure;  ///< the pull stopped before its end; what was kept stays
};

/// Reads the list through the platform's plugin into the register. Every row ends as a kept
/// seller or as a refused row with its reasons, also when the plugin forgot it. `told` is called
/// after each kept batch. Throws Error when the list itself cannot be opened (nothing is changed
/// then); a failing plugin is in the report.
Report pull(registry::Register& store, const Request& request,
            const std::function<void(const registry::PullEnd&)>& told);

}  // namespace thongbao::pull
