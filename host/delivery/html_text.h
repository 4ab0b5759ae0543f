#pragma once

#include <string>
#include <string_view>

namespace thongbao::delivery {

/// The text that a reader sees of HTML in UTF-8, a line a block; quoted blocks have `> ` before
/// each line, and a ruler is a line of `_`. Scripts, styles and comments are left out.
std::string textOfHtml(std::string_view html);

}  // namespace thongbao::delivery
