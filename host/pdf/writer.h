#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "pdf/page_content.h"

namespace thongbao::pdf {

/// What a document says about itself.
struct DocumentInfo {
  std::string title;  ///< UTF-8
  base::Date date{};  ///< its creation date; no clock is read
  std::string hash;   ///< hex digits, at least 32; the first 32 become /ID
};

/// The bytes of a PDF 1.7 file with one A4 page for each of `contents` (see pageContent), its
/// objects made by libharu. The same input gives the same bytes. Throws Error(defect) when the
/// library fails.
std::string writeDocument(const std::vector<std::string>& contents, const FontFiles& files,
                          const DocumentInfo& info);

}  // namespace thongbao::pdf
