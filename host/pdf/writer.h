#pragma once

#include <string>
#include <vector>

#include "pdf/font_resources.h"
#include "pdf/laid.h"
#include "pdf/objects.h"
#include "pdf/signature.h"

namespace thongbao::pdf {

/// Writes documents of one notice each. Belongs to one thread.
class Writer {
 public:
  explicit Writer(Fonts& fonts);

  /// The bytes of a PDF 1.7 file with one A4 page for each of the notice's, and the fonts they
  /// need. With `archival` it is tagged and follows PDF/A-2b (ISO 19005-2); the pages must be
  /// marked then. With `signing` it has room for a signature, to be filled in by withSignature. The
  /// same input gives the same bytes. Throws Error(defect) when the library fails.
  std::string write(const Laid& laid, bool archival, const Signing* signing = nullptr);

 private:
  std::string entriesOfArchive(const Laid& laid, const std::vector<int>& pages);

  FontResources fonts_;
  Objects objects_;
  std::string colourProfile_;  ///< sRGB, zlib format
  std::string metadata_;       ///< of the document at hand
};

}  // namespace thongbao::pdf
