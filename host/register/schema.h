#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "register/database.h"

namespace thongbao::registry {

/// One step from the register's version before to `version`.
struct Migration {
  int version;
  std::vector<std::string> statements;
};

/// All of them, in order; the last one's version is the program's.
const std::vector<Migration>& migrations();

/// Marks an empty database as a register and brings it to the newest version.
void makeRegister(Database& database);

/// Throws Error(integrity) when the file is no register of this program.
void requireRegister(Database& database, const std::filesystem::path& file);

/// Applies what is missing, each step in a transaction of its own with an entry
/// `register.migrated`. Throws Error(usage) when the register is newer than the last step.
void migrate(Database& database, const std::vector<Migration>& steps = migrations());

}  // namespace thongbao::registry
