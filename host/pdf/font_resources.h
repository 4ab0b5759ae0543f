#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pdf/fonts.h"
#include "pdf/objects.h"
#include "pdf/page_content.h"

namespace thongbao::pdf {

/// Puts the fonts of a document among its objects (ISO 32000-1, 9.6 to 9.10).
class FontResources {
 public:
  explicit FontResources(Fonts& fonts);

  /// Adds what `needs` names. Gives back the entry of the resource dictionary, `/Font<<…>>`. The
  /// streams live until the next call.
  std::string add(Objects& objects, const FontNeeds& needs);

 private:
  Fonts& fonts_;
  std::string toUnicode_;  ///< of all letter faces, zlib format
  std::vector<std::shared_ptr<const FontFile>> wide_;
};

}  // namespace thongbao::pdf
