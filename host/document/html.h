#pragma once

#include <string>

#include "document/tree.h"
#include "domain/notice.h"

namespace thongbao::document {

/// The whole notice as one HTML page for a mail reader: inline styles only, no script, no
/// outside resource, readable at 360 px and in the dark; letterhead, number, body, signature.
std::string writeHtml(const domain::Notice& notice, const Document& body);

}  // namespace thongbao::document
