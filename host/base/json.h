#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace thongbao::base {

using Json = nlohmann::json;

/// Reads one JSON text (RFC 8259) of `file` strictly: valid UTF-8, no key twice in one object,
/// at most 64 levels deep. Throws Error(badInput) with line and column.
Json parseJson(std::string_view text, const std::string& file);

/// The one byte form of a value that the register hashes: keys sorted, no blanks, UTF-8 as it
/// is (RFC 8785 for objects whose keys are ASCII and whose numbers are integers; a fraction is
/// refused with Error(defect), because its form would depend on the reader). Bytes that are no
/// UTF-8 are refused with Error(badInput).
std::string canonicalJson(const Json& value);

/// Appends what canonicalJson makes of a text, without a tree. Throws as it does.
void appendCanonical(std::string& out, std::string_view text);

}  // namespace thongbao::base
