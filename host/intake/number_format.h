#pragma once

#include <string>
#include <string_view>

namespace thongbao::intake {

/// How a number is shown (ECMA-376-1, 18.8.30 and 18.8.31).
struct NumberFormat {
  enum class Kind {
    plain,      ///< as a person would write it
    amount,     ///< with that many decimals
    percent,    ///< an amount of hundredths
    code,       ///< digits in a pattern: `0000000000`, `0000 000 000`
    day,        ///< a date without its time
    dayOrTime,  ///< a date with its time, or the time alone
    elapsed     ///< hours, minutes or seconds beyond a day: `[h]:mm`
  };
  Kind kind = Kind::plain;
  int decimals = 0;
  /// Of a code: `0`, `#` and `?` for digits, a literal character behind a `\`.
  std::string pattern = {};
  char unit = 'h';          ///< of elapsed time: `h`, `m`, `s`
  bool hasSeconds = false;  ///< of elapsed time
};

/// `code` is the format's own, or empty for one of the numbers that every program knows. A format
/// that would hide or distort what is in the cell (scaled, `;;;`, fractions, exponents,
/// conditions) is plain.
NumberFormat numberFormatOf(int id, std::string_view code);

/// A number of a workbook as a spreadsheet shows it, but: days are always `05/02/2026`, thousands
/// are not grouped and words of currencies left out, because both are written differently
/// everywhere. Days count from 1900, or from 1904. The text itself when it is no such number.
std::string shownNumber(std::string_view text, const NumberFormat& format, bool from1904);

/// A number of a workbook as a person would write it: whole numbers without `.0`, exponents
/// written out where no digit was lost (below 10^15). Beyond, digits that are all there stay; a
/// number whose last digits a spreadsheet has lost is given with an exponent, which refine()
/// refuses where it is an id.
std::string plainNumber(std::string_view text);

/// `2026-02-05T00:00:00` (or with a blank) as Vietnamese lists write it; other texts as they are.
std::string shownIsoDate(const std::string& iso);

/// Whether a number has more digits than the 15 that spreadsheets keep.
bool isBeyondSpreadsheets(std::string_view text);

}  // namespace thongbao::intake
