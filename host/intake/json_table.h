#pragma once

#include <memory>

#include "intake/json_elements.h"
#include "intake/table.h"

namespace thongbao::intake {

/// A JSON list as a table: one object a row, numbered from 1; its headings are the keys of the
/// first 1000 objects, in their order. `info` says the encoding. Throws Error: usage when options
/// name a heading row or columns; badInput as Table::next does.
///
/// The rows throw Error(badInput) with row and line: what JsonElements and readJsonRow refuse, a
/// key twice in one object, a key that none of the first 1000 objects has, a limit passed.
std::unique_ptr<Table> openJson(std::unique_ptr<TextFile> text, JsonForm form, TableInfo info,
                                const TableOptions& options);

}  // namespace thongbao::intake
