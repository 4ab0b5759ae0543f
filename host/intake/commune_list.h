#pragma once

#include <filesystem>
#include <vector>

#include "domain/communes.h"
#include "intake/table.h"

namespace thongbao::intake {

/// The communes of the official table (xã, phường, đặc khu) in any spreadsheet that openTable
/// reads, in its order. Columns are found by their usual headings: the code, the name, and if there
/// are any the kind and the province by name or code; without these a province's own row (code of
/// two digits) stands above its communes. Codes that lost leading zeros are mended.
/// Throws Error: what openTable throws; badInput when a column is missing, there is no commune, or
/// rows cannot be used (all of them counted, the first 20 told by number and reason).
std::vector<domain::Commune> readCommunes(const std::filesystem::path& file,
                                          const TableOptions& options);

}  // namespace thongbao::intake
