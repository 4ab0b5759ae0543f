#include "pdf/writer.h"

#include <fmt/format.h>

#include "pdf/archive.h"
#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

constexpr int kPageLevel = 1;
constexpr const char* kDeflated = "/Filter/FlateDecode";

}  // namespace

Writer::Writer(Fonts& fonts)
    : fonts_(fonts),
      deflate_(kPageLevel),
      toUnicode_(letterToUnicode()),
      colourProfile_(colourProfile()) {}

int Writer::addDescriptor(const FontFile& font) {
  std::string entries(kDeflated);
  entries += "/Length1 ";
  appendInteger(entries, static_cast<long>(font.programSize));
  const int program = objects_.stream(entries, font.program);
  entries = font.descriptor;
  entries += "/FontFile2 ";
  appendReference(entries, program);
  return objects_.dictionary(entries);
}

/// A simple font (ISO 32000-1, 9.6.3). It is symbolic: its codes are its own.
int Writer::addLetterFont(const FontFile& font, int toUnicode) {
  const int descriptor = addDescriptor(font);
  std::string entries = "/Type/Font/Subtype/TrueType/BaseFont/";
  entries += font.name;
  entries += font.widths;
  entries += "/FontDescriptor ";
  appendReference(entries, descriptor);
  entries += "/ToUnicode ";
  appendReference(entries, toUnicode);
  return objects_.dictionary(entries);
}

/// A composite font whose two-byte codes are glyph ids (ISO 32000-1, 9.7).
int Writer::addWideFont(const FontFile& font) {
  const int descriptor = addDescriptor(font);
  const int descendant = objects_.dictionary(fmt::format(
      "/Type/Font/Subtype/CIDFontType2/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)"
      "/Ordering(Identity)/Supplement 0>>/FontDescriptor {} 0 R/CIDToGIDMap/Identity{}",
      font.name, descriptor, font.widths));
  const int toUnicode = objects_.stream(kDeflated, font.toUnicode);
  return objects_.dictionary(fmt::format(
      "/Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/DescendantFonts[{} 0 R]"
      "/ToUnicode {} 0 R",
      font.name, descendant, toUnicode));
}

void Writer::addFonts(std::string& resources, const FontNeeds& needs) {
  resources += "/Font<<";
  const auto add = [&](Face face, bool wide, int number) {
    resources += '/' + resourceName(face, wide) + ' ';
    appendReference(resources, number);
  };
  int toUnicode = 0;
  for (std::size_t i = 0; i < kLetterFaces; ++i) {
    if (needs.layers[i] == 0) continue;
    if (toUnicode == 0) toUnicode = objects_.stream(kDeflated, toUnicode_);
    const auto face = static_cast<Face>(i);
    add(face, false, addLetterFont(fonts_.letterFile(face, needs.layers[i]), toUnicode));
  }
  for (const auto& [face, glyphs] : needs.wide)
    add(face, true, addWideFont(*wide_.emplace_back(fonts_.wideFile(face, glyphs))));
  resources += ">>";
}

std::string Writer::catalogueOfArchive(const Structure& structure,
                                       const std::vector<PageContent>& pages,
                                       const std::vector<int>& numbers) {
  const int root = addStructure(objects_, structure, pages, numbers);
  const int packet = objects_.stream("/Type/Metadata/Subtype/XML", metadata_);
  const int profile = objects_.stream(std::string("/N 3") + kDeflated, colourProfile_);
  return fmt::format(
      "/MarkInfo<</Marked true>>/StructTreeRoot {} 0 R/Metadata {} 0 R"
      "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
      "/Info(sRGB IEC61966-2.1)/DestOutputProfile {} 0 R>>]",
      root, packet, profile);
}

std::string Writer::write(const std::vector<PageContent>& pages, const FontNeeds& needs,
                          const Structure* structure, const DocumentInfo& info) {
  objects_.begin();
  wide_.clear();
  std::vector<std::string> contents;
  contents.reserve(pages.size());
  std::string entries;
  addFonts(entries, needs);
  const int resources = objects_.dictionary(entries);
  std::vector<int> numbers;
  for (const PageContent& page : pages) {
    const int content =
        objects_.stream(kDeflated, contents.emplace_back(deflate_(page.operators)));
    entries = "/Type/Page/MediaBox[0 0 595.276 841.89]/Contents ";
    appendReference(entries, content);
    entries += "/Resources ";
    appendReference(entries, resources);
    if (structure) {
      entries += "/Tabs/S/StructParents ";
      appendInteger(entries, static_cast<long>(numbers.size()));
    }
    numbers.push_back(objects_.page(entries));
  }
  entries = "/Lang(vi)/ViewerPreferences<</DisplayDocTitle true>>";
  if (structure) {
    metadata_ = metadata(info);
    entries += catalogueOfArchive(*structure, pages, numbers);
  }
  objects_.catalogue(entries);
  return objects_.finished(info);
}

}  // namespace thongbao::pdf
