#pragma once

#include <cstdint>
#include <string_view>

namespace thongbao::intake {

/// The number at a place of bytes, lowest byte first; 0 where there are no such bytes.
template <class Number>
Number numberAt(std::string_view bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < sizeof(Number)) return 0;
  std::uint64_t number = 0;
  for (std::size_t i = sizeof(Number); i-- > 0;)
    number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
  return static_cast<Number>(number);
}

}  // namespace thongbao::intake
