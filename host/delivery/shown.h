#pragma once

#include <string>
#include <string_view>

namespace thongbao::delivery {

/// Valid UTF-8 of any bytes: U+FFFD stands for those that are none.
std::string validUtf8(std::string_view bytes);

/// What a stranger wrote as one clean line of at most 500 bytes.
std::string shown(std::string_view bytes);

}  // namespace thongbao::delivery
