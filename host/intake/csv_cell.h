#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace thongbao::intake {

/// One value for a CSV file that spreadsheets open: quoted where needed, and with a leading `'`
/// when it would act as a formula (begins with `=`, `+`, `-`, `@`, tab or CR).
std::string csvCell(std::string_view value);

/// The cells with `,` between them and CRLF behind (RFC 4180).
std::string csvLine(const std::vector<std::string>& cells);

}  // namespace thongbao::intake
