#pragma once

#include <string>

#include "document/tree.h"
#include "domain/notice.h"

namespace thongbao::document {

/// The whole notice as plain text, lines of at most 76 characters (longer only for a word that
/// does not fit), LF line ends.
std::string writeText(const domain::Notice& notice, const Document& body);

}  // namespace thongbao::document
