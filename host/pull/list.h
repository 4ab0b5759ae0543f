#pragma once

#include <filesystem>
#include <vector>

#include "domain/party.h"
#include "intake/table.h"
#include "plugin/manifest.h"
#include "pull/pull.h"

namespace thongbao::pull {

/// The sellers of a list, without a register.
struct List {
  std::vector<domain::Party> parties;  ///< one per account, in the order of the list
  std::vector<RefusedRow> refused;
};

/// Reads a list with the columns that the platform's manifest names; runs no plugin.
/// Rows of one account become one party with all its listings. Throws Error(badInput) when a
/// required column is missing, or the list cannot be read.
List readList(const std::filesystem::path& file, const intake::TableOptions& options,
              const plugin::Manifest& manifest);

}  // namespace thongbao::pull
