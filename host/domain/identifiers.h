#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace thongbao::domain {

/// A value in its normal form, and what was mended on the way (sentences for the officer).
struct Normal {
  std::string value;
  std::vector<std::string> warnings;
};

/// Drops the decimals that a spreadsheet puts behind a whole number: `.0`, and more zeros where
/// they cannot be a group of the number's own digits.
std::string_view withoutDecimals(std::string_view text);

/// Vietnamese phone number to E.164. Takes blanks, dots, hyphens, `+84`, `84`, `0084`, a lost
/// leading 0, decimals of zeros, and the 11-digit mobile prefixes of before 15/9/2018, which are
/// mapped. Error: exponent form (lossy), wrong number of digits, unknown prefix.
base::Result<Normal> normalPhone(std::string_view text);

/// Mã số thuế: 10 digits with check digit, 10 + `-` + 001–999, or the 12 digits of a personal
/// identity number (since 01/7/2025). A wrong check digit is a warning, not an error: the code
/// is kept as the list wrote it. A leading 0 that a spreadsheet lost is put back with a warning:
/// before 11 digits, and before 9 when the check digit then fits. Error: any other length or
/// characters.
base::Result<Normal> normalTaxCode(std::string_view text);

/// Số định danh cá nhân: 12 digits; 11 digits get the lost 0 back with a warning.
base::Result<Normal> normalIdentityNumber(std::string_view text);

/// An e-mail address for SMTP without SMTPUTF8: local part of RFC 5321 (dot-string), domain as
/// hostName makes it; at most 254 bytes. No control character can pass.
base::Result<Normal> normalEmail(std::string_view text);

/// A bank account number: 6 to 19 digits, blanks, dots and hyphens between them dropped. Error:
/// exponent form, anything else.
base::Result<Normal> normalBankAccount(std::string_view text);

/// An http or https URL without fragment and tracking parameters (utm_*, fbclid, gclid), host as
/// hostName makes it, no default port, no trailing `/` of a bare host; `https://` is put before a
/// bare host. Error: other schemes, blanks or control characters, no host.
base::Result<Normal> normalUrl(std::string_view text);

}  // namespace thongbao::domain
