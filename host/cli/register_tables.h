#pragma once

#include <functional>
#include <string>
#include <vector>

#include "register/register.h"

namespace thongbao::cli {

/// A table of the register as an officer or a court asks for it: texts, no salts.
struct RegisterTable {
  const char* name;                   ///< `entries`: of the sheet, the file, and for `--table`
  std::vector<const char*> headings;  ///< to be translated
  std::function<void(registry::Register&, const std::function<void(std::vector<std::string>)>&)>
      rows;  ///< calls with the cells of each row, however many there are
};

/// In the order of the sheets.
const std::vector<RegisterTable>& registerTables();

/// The headings in the officer's language.
std::vector<std::string> headingsOf(const RegisterTable& table);

}  // namespace thongbao::cli
