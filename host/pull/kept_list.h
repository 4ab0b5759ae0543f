#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "intake/table.h"
#include "register/records.h"

namespace thongbao::pull {

/// A list as evidence: a copy in the workspace's documents, named by its SHA-256.
struct KeptList {
  std::filesystem::path file;
  std::string sha256;
  bool isNew = false;  ///< it was not there before
};

/// Copies the list, so that what is read is what is kept. A list that is there already is left as
/// it is. Throws Error: notFound, badInput, unavailable when the disk is full.
KeptList keepList(const std::filesystem::path& list, const std::filesystem::path& documents);

/// Where the copy of a list stands that had this name.
std::filesystem::path keptFile(const std::filesystem::path& documents, const std::string& sha256,
                               const std::filesystem::path& list);

/// What is wrong with the copy, told of the officer's own file.
base::Error toldOf(const base::Error& error, const KeptList& kept,
                   const std::filesystem::path& list);

/// Reads the copy by `read`. When it cannot be used a new copy goes again, and the Error is
/// `toldOf` the officer's file.
void readKept(const KeptList& kept, const std::filesystem::path& list,
              const std::function<void()>& read);

/// How the table was read, for registry::PullStart, and the options that read it so again.
base::Json readingOf(const intake::TableInfo& info, const intake::TableOptions& options);
intake::TableOptions optionsOf(const base::Json& reading);

/// The heading and text of each cell of a row, empty ones left out.
using NamedCells = std::vector<std::pair<std::string, std::string>>;

/// The rows that the evidence of one pull names, in the evidence's order.
/// Throws Error: notFound when the list was taken away, integrity when it is not the one that was
/// kept or has no such row.
std::vector<NamedCells> rowsOf(std::span<const registry::Evidence> ofOnePull,
                               const std::filesystem::path& documents);
NamedCells rowOf(const registry::Evidence& evidence, const std::filesystem::path& documents);

}  // namespace thongbao::pull
