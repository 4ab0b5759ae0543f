#pragma once

#include <string>
#include <string_view>

namespace thongbao::intake {

/// Fonts of the time before Unicode, which show Vietnamese where the text has Western letters:
/// `.VnTime` (TCVN3; its capitals with a tone are lower-case codes in a font of capitals) and
/// `VNI-Times` (VNI, one or two letters for one).
enum class LegacyFont { tcvn3, vni };

/// What such a font shows, in NFC: `Cöûa haøng` (VNI) → `Cửa hàng`. Other characters stay as they
/// are. `text` must be valid UTF-8.
std::string fromLegacyFont(std::string_view text, LegacyFont font);

/// How many bytes of `text` can be converted before the text behind them is known: VNI writes a
/// letter's marks behind it.
std::size_t convertibleStart(std::string_view text, LegacyFont font);

}  // namespace thongbao::intake
