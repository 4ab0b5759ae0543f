#pragma once

#include <memory>
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

/// Writes the PDF objects through libharu. One writer is used for many documents, by one thread.
class Writer {
 public:
  /// Throws Error(defect) when the library cannot start.
  Writer();
  ~Writer();

  /// The bytes of a PDF 1.7 file with one A4 page for each of `contents` (see pageContent).
  /// The same input gives the same bytes. Throws Error(defect) when the library fails.
  std::string write(const std::vector<std::string>& contents, const FontFiles& files,
                    const DocumentInfo& info);

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace thongbao::pdf
