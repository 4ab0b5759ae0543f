#pragma once

#include <string>
#include <vector>

#include "pdf/laid.h"
#include "pdf/objects.h"

/// What makes a document fit for archives (PDF/A-2b, ISO 19005-2) and for screen readers (tags,
/// ISO 32000-1, 14.7 and 14.8).
namespace thongbao::pdf {

/// The sRGB colour profile (IEC 61966-2-1), the same bytes on every machine, zlib format.
std::string colourProfile();

/// The XMP packet that says the same as the information dictionary (ISO 19005-2, 6.6).
std::string metadata(const DocumentInfo& info);

/// Adds the structure tree. `pages` are the numbers of the page objects, whose /StructParents count
/// from 0. Gives back the number of its root.
int addStructure(Objects& objects, const Structure& structure,
                 const std::vector<LaidPage>& contents, const std::vector<int>& pages);

}  // namespace thongbao::pdf
