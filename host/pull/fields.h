#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/draft.h"
#include "intake/table.h"
#include "plugin/manifest.h"

namespace thongbao::pull {

/// Puts `text` into the draft's field of that ABI name (`tax_code`); false when there is none.
bool setField(intake::Draft& draft, std::string_view name, std::string_view text);

/// The table of a list of this platform: the manifest's names tell headings from titles.
/// Throws as intake::openTable.
std::unique_ptr<intake::Table> openList(const std::filesystem::path& file,
                                        intake::TableOptions options,
                                        const plugin::Manifest& manifest);

/// The field of each column of `file`; empty for a column nobody knows. Throws Error(badInput)
/// when a required column is missing, naming the headings there are and those that would do.
std::vector<std::string> columnFields(const plugin::Manifest& manifest,
                                      const std::vector<std::string>& headings,
                                      const std::filesystem::path& file);

/// Names each problem's column as the list heads it; `fields` is columnFields of `headings`.
void nameColumns(std::vector<intake::RowProblem>& problems, const std::vector<std::string>& fields,
                 const std::vector<std::string>& headings);

}  // namespace thongbao::pull
