#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace thongbao::fuzz {

struct Outcome {
  std::string fault;  ///< empty when the renderer kept its promises
  std::string bytes;  ///< of the PDF; empty when the notice was refused
};

/// Renders what hostileNotice makes of the bytes, twice. Either base::Error says what to do, or
/// there is a PDF of 1 to 500 pages, the same one both times.
Outcome renderHostile(std::span<const std::uint8_t> bytes);

}  // namespace thongbao::fuzz
