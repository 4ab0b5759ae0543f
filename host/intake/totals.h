#pragma once

#include <string_view>

namespace thongbao::intake {

/// Whether the first text of a row says that sums follow: `Tổng cộng`, `TONG SO:`, `Cộng`,
/// `Grand total`, `Tổng cộng: 12 gian hàng`; with or without diacritics.
bool namesTotals(std::string_view text);

}  // namespace thongbao::intake
