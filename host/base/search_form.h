#pragma once

#include <string>
#include <string_view>

namespace thongbao::base {

/// The form in which people search: withoutMarks(fold(text)), fast for Vietnamese. Throws
/// Error(badInput) for what is not UTF-8.
std::string searchForm(std::string_view text);

}  // namespace thongbao::base
