#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::domain {

/// One of the 34 provincial units since 01/7/2025 (Nghị quyết 202/2025/QH15).
struct Province {
  const char* code;  ///< two digits
  const char* name;
  std::vector<const char*> formerNames;  ///< units merged into it
};

const std::vector<Province>& provinces();

/// By code, today's or a former name, with or without diacritics, `tỉnh`, `T.`, `thành phố` or
/// `TP.`, in English (`Ho Chi Minh City`) and by abbreviations that can mean no other (`HCM`).
const Province* findProvince(std::string_view text);

/// The same for what PlainWords makes of a text in one word: `tinhnghean`, `tphcm`.
const Province* provinceOfPlainName(std::string_view plain);

/// The province that an address ends in (`…, Quận 3, TP. Hồ Chí Minh`), old names included;
/// nullptr when none of its last parts is one.
const Province* provinceOfAddress(std::string_view address);

}  // namespace thongbao::domain
