#pragma once

#include <string>
#include <string_view>

namespace thongbao::intake {

/// Whether a number in this format is shown as a date (ECMA-376-1, 18.8.30 and 18.8.31).
bool isDateFormat(int formatId, std::string_view formatCode);

/// A number of a workbook as a person would write it: whole numbers without `.0`, exponents
/// written out where no digit was lost (below 10^15). Anything else stays as it is.
std::string plainNumber(std::string_view text);

/// `05/02/2026`, with ` 14:30:00` behind when the number has a time, or the time alone; the days
/// are counted from 1900, or from 1904. The text itself when it is no such number.
std::string dateOfNumber(std::string_view text, bool from1904);

}  // namespace thongbao::intake
