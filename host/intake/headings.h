#pragma once

#include <string>
#include <vector>

namespace thongbao::intake {

/// Headings by which columns can be told apart: trimmed; `cột N` for one without a heading, and
/// ` (2)` behind the second of two equal ones.
std::vector<std::string> distinctHeadings(const std::vector<std::string>& headings);

}  // namespace thongbao::intake
