#pragma once

#include <string>
#include <string_view>

namespace thongbao::intake {

/// The bytes of a stream inside an OLE file (MS-CFB) by the first of the names that is there; empty
/// when there is none or the file is damaged. Streams below 4096 bytes are not looked for: no
/// workbook is that small.
std::string oleStream(std::string_view file, std::string_view name, std::string_view otherName);

}  // namespace thongbao::intake
