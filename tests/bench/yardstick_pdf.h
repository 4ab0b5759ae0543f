#pragma once

#include <string>
#include <vector>

#include "document/tree.h"
#include "domain/notice.h"

/// The same page as pdf::Renderer makes, by the usual ways to a PDF from C and C++: letterhead in
/// two columns with rules, justified paragraphs with bold and italic words, a ruled table, the
/// signature, the contact line and the QR code.
namespace thongbao::bench {

/// cairo and pango; fonts and layouts are kept by the libraries.
std::string cairoPage(const domain::Notice& notice, const document::Document& body);

/// libharu through its public text calls alone, the fonts loaded for each document: what its
/// manual shows. Justification and table columns are the simplest that look right.
std::string plainLibharuPage(const domain::Notice& notice, const document::Document& body);

}  // namespace thongbao::bench
