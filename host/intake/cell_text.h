#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "intake/table.h"
#include "intake/xml_part.h"

namespace thongbao::intake {

/// The text of the element that has just started (`si` or `is`): its own and its rich runs',
/// without phonetic guides, `_x000D_` decoded. Reads to the element's end.
/// Throws Error(badInput) when it is longer than `mostCellBytes`.
void readRichText(XmlPart& part, std::string_view element, const TableOptions& options,
                  const std::filesystem::path& file, std::string& text);

/// The text in the element that has just started, to its end, as it is written.
void readText(XmlPart& part, std::string_view element, const TableOptions& options,
              const std::filesystem::path& file, std::string& text);

/// `_x000D_` → the character it stands for (ECMA-376-1, 22.9.2.19).
void unescape(std::string& text);

}  // namespace thongbao::intake
