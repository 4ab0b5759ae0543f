#include "pdf/writer.h"

#include <fmt/format.h>

#include "pdf/archive.h"
#include "pdf/numbers.h"

namespace thongbao::pdf {

Writer::Writer(Fonts& fonts) : fonts_(fonts), colourProfile_(colourProfile()) {}

std::string Writer::entriesOfArchive(const Laid& laid, const std::vector<int>& pages) {
  const int root = addStructure(objects_, laid.structure, laid.pages, pages);
  metadata_ = metadata(laid.info);
  const int packet = objects_.stream("/Type/Metadata/Subtype/XML", metadata_);
  const int profile = objects_.stream("/N 3/Filter/FlateDecode", colourProfile_);
  return fmt::format(
      "/MarkInfo<</Marked true>>/StructTreeRoot {} 0 R/Metadata {} 0 R"
      "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
      "/Info(sRGB IEC61966-2.1)/DestOutputProfile {} 0 R>>]",
      root, packet, profile);
}

std::string Writer::write(const Laid& laid, bool archival, const Signing* signing) {
  objects_.begin();
  const std::string fonts = fonts_.add(objects_, laid.needs);
  const int resources = objects_.dictionary(fonts);
  const int field =
      signing ? addSignatureField(objects_, *signing, *laid.signature, fonts, laid.signedAt) : 0;
  std::vector<int> pages;
  std::string entries;
  for (std::size_t i = 0; i < laid.pages.size(); ++i) {
    entries.clear();
    if (archival) {
      entries += "/Tabs/S/StructParents ";
      appendInteger(entries, static_cast<long>(i));
    }
    if (signing && i == laid.signature->page) entries += fmt::format("/Annots[{} 0 R]", field);
    pages.push_back(objects_.page(laid.pages[i].content, resources, entries));
  }
  entries = "/Lang(vi)/ViewerPreferences<</DisplayDocTitle true>>";
  if (archival) entries += entriesOfArchive(laid, pages);
  if (signing) entries += fmt::format("/AcroForm<</Fields[{} 0 R]/SigFlags 3>>", field);
  objects_.catalogue(entries);
  return objects_.finished(laid.info);
}

}  // namespace thongbao::pdf
