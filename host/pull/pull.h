#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
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
  std::filesystem::path documents;  ///< where the list is kept as evidence
  std::string officer;              ///< who brings the list, or empty
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

/// Refused and mended rows that a report tells in full. All refused rows are in the file of refused
/// rows, and all warnings with their sellers.
constexpr std::size_t kMostToldRows = 1000;

struct Report {
  intake::TableInfo table;
  std::vector<std::string> fields;  ///< what each heading's column is, or empty: kept as it is
  std::vector<std::vector<std::string>> firstRows;  ///< of a dry run: cells, one per heading
  registry::PullEnd counts;
  std::uint64_t skippedTo = 0;  ///< rows up to this one were kept by an earlier, interrupted pull
  std::uint64_t warned = 0;     ///< rows with warnings
  std::vector<RefusedRow> refused;
  std::vector<MendedRow> mended;
  std::vector<registry::SharedKey> sharedKeys;  ///< that link nobody since this pull
  std::filesystem::path rejectedFile;           ///< empty when nothing was refused
  std::filesystem::path keptFile;               ///< the list in the documents
  std::optional<base::Error> failure;  ///< the pull stopped before its end; what was kept stays
};

/// Reads the list through the platform's plugin into the register, and links the accounts. Every
/// row ends as a kept seller or as a refused row with its reasons, also when the plugin forgot it;
/// a row that stood in the platform's list before is not read again. `random` is used at the same
/// time as the register's own; `told` is called while rows are kept, on another thread. Throws
/// Error when the list itself cannot be opened (nothing is changed then); a failing plugin is in
/// the report.
Report pull(registry::Register& store, const Request& request, base::Random& random,
            const std::function<void(const registry::PullEnd&)>& told);

}  // namespace thongbao::pull
