#pragma once

#include <string>

#include "domain/communes.h"
#include "domain/seller.h"

namespace thongbao::registry {

class Database;

/// The imported table, inside a `read` or `write`; empty before the first import.
domain::CommuneTable communesOf(Database& database);

/// SHA-256 of the kept table: for each commune in the order of the codes its code, name and
/// province, with tabs between them and a line break behind.
std::string digestOfCommunes(Database& database);

/// The code of the commune that the list's column names, else the address; empty when neither
/// does.
std::string communeOf(const domain::CommuneTable& communes, const domain::Seller& seller);

}  // namespace thongbao::registry
