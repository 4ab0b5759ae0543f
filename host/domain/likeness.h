#pragma once

#include <string>
#include <string_view>

namespace thongbao::domain {

// Keys by which two accounts look like one person's. Equal keys are a reason to propose a link,
// never to make one. Both are empty for text that says too little, or is not UTF-8.

/// A name without case, marks and punctuation, and without what it begins with that many have:
/// the legal form (`Công ty TNHH`, `Hộ kinh doanh`), `cửa hàng`, `shop`.
std::string nameKey(std::string_view name);

/// An address without case, marks and punctuation: abbreviations written out (`P. 5` → `phuong 5`),
/// `số` and `đường` dropped, the province at its end as its code today. Empty without a house
/// number, with fewer than three words before the province, or than five when there is none.
std::string addressKey(std::string_view address);

}  // namespace thongbao::domain
