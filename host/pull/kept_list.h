#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "intake/table.h"
#include "register/records.h"

namespace thongbao::pull {

/// A list as evidence: a copy in the workspace's documents, named by its SHA-256.
struct KeptList {
  std::filesystem::path file;
  std::string sha256;
};

/// Copies the list, so that what is read is what is kept. A list that is there already is left as
/// it is. Throws Error: notFound, badInput, unavailable when the disk is full.
KeptList keepList(const std::filesystem::path& list, const std::filesystem::path& documents);

/// How the table was read, for registry::PullStart, and the options that read it so again.
base::Json readingOf(const intake::TableInfo& info, const intake::TableOptions& options);
intake::TableOptions optionsOf(const base::Json& reading);

/// The heading and text of each cell of the row that the evidence names, empty ones left out.
/// Throws Error: notFound when the list was taken away, integrity when it is not the one that was
/// kept or has no such row.
std::vector<std::pair<std::string, std::string>> rowOf(const registry::Evidence& evidence,
                                                       const std::filesystem::path& documents);

}  // namespace thongbao::pull
