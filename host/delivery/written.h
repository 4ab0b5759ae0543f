#pragma once

#include <string>
#include <string_view>

namespace thongbao::delivery {

/// The first line of a mail's text that its writer wrote: no quoted line, no line that says who
/// is quoted, nothing of a quoted mail. Empty when there is none.
std::string firstWrittenLine(std::string_view text);

}  // namespace thongbao::delivery
