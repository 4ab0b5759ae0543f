#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace thongbao::intake {

using TakeValue = std::function<void(const std::string& key, std::string& value)>;

/// Reads one object strictly (RFC 8259, no `\u0000`, at most 32 levels) and gives each of its
/// values with its key to `take`, in their order. An object inside gives its values with keys
/// `outer.inner`; an array gives one text, its values with `, ` between them (and `key: ` before
/// those of objects in it). Numbers keep their digits as written; null is an empty text.
///
/// Throws Error(badInput), whose line counts from the start of `text`, and what `take` throws.
void readJsonRow(std::string_view text, const TakeValue& take);

}  // namespace thongbao::intake
