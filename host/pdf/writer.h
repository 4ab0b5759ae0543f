#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pdf/deflate.h"
#include "pdf/fonts.h"
#include "pdf/objects.h"
#include "pdf/page_content.h"

namespace thongbao::pdf {

/// Writes documents. Belongs to one thread.
class Writer {
 public:
  explicit Writer(Fonts& fonts);

  /// The bytes of a PDF 1.7 file with one A4 page for each of `pages` and the fonts they need.
  /// With `structure` it is tagged and follows PDF/A-2b (ISO 19005-2), its language Vietnamese;
  /// the pages must be marked then. The same input gives the same bytes. Throws Error(defect) when
  /// the library fails.
  std::string write(const std::vector<PageContent>& pages, const FontNeeds& needs,
                    const Structure* structure, const DocumentInfo& info);

 private:
  int addLetterFont(const FontFile& font, int toUnicode);
  int addWideFont(const FontFile& font);
  int addDescriptor(const FontFile& font);
  void addFonts(std::string& resources, const FontNeeds& needs);
  std::string catalogueOfArchive(const Structure& structure, const std::vector<PageContent>& pages,
                                 const std::vector<int>& numbers);

  Fonts& fonts_;
  Objects objects_;
  Deflate deflate_;
  std::string toUnicode_;     ///< of the letter faces, zlib format
  std::string colourProfile_;  ///< sRGB, zlib format
  std::vector<std::shared_ptr<const FontFile>> wide_;  ///< this and the next of the document at hand
  std::string metadata_;
};

}  // namespace thongbao::pdf
