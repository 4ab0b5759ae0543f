#pragma once

#include <string>
#include <vector>

#include "plugin/manifest.h"

namespace thongbao::plugin {

/// For each heading of a list the field whose names in the manifest fit it, or an empty text. When
/// two headings fit one field, the left one has it.
/// Throws Error(badInput) when a required column is missing; it names the missing column, the
/// headings that were found and the names that would do.
std::vector<std::string> fieldsOfHeadings(const Manifest& manifest,
                                          const std::vector<std::string>& headings);

/// Whether the heading fits a column of the plugin's manifest, or one that only counts the rows.
bool isKnownHeading(const Manifest& manifest, const std::string& heading);

/// Whether the column only counts the rows (`STT`): it says nothing of the seller, and would make
/// a known one look changed in every list.
bool countsRows(const std::string& heading);

}  // namespace thongbao::plugin
