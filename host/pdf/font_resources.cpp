#include "pdf/font_resources.h"

#include <fmt/format.h>

#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

int addDescriptor(Objects& objects, const FontFile& font) {
  std::string entries = "/Filter/FlateDecode/Length1 ";
  appendInteger(entries, static_cast<long>(font.programSize));
  const int program = objects.stream(entries, font.program);
  entries = font.descriptor;
  entries += "/FontFile2 ";
  appendReference(entries, program);
  return objects.dictionary(entries);
}

/// A simple font (ISO 32000-1, 9.6.3). It is symbolic: its codes are its own.
int addLetterFont(Objects& objects, const FontFile& font, int toUnicode) {
  const int descriptor = addDescriptor(objects, font);
  std::string entries = "/Type/Font/Subtype/TrueType/BaseFont/";
  entries += font.name;
  entries += font.widths;
  entries += "/FontDescriptor ";
  appendReference(entries, descriptor);
  entries += "/ToUnicode ";
  appendReference(entries, toUnicode);
  return objects.dictionary(entries);
}

/// A composite font whose two-byte codes are glyph ids (ISO 32000-1, 9.7).
int addWideFont(Objects& objects, const FontFile& font) {
  const int descriptor = addDescriptor(objects, font);
  const int descendant = objects.dictionary(
      fmt::format("/Type/Font/Subtype/CIDFontType2/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)"
                  "/Ordering(Identity)/Supplement 0>>/FontDescriptor {} 0 R/CIDToGIDMap/Identity{}",
                  font.name, descriptor, font.widths));
  const int toUnicode = objects.stream("/Filter/FlateDecode", font.toUnicode);
  return objects.dictionary(
      fmt::format("/Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/DescendantFonts[{} 0 R]"
                  "/ToUnicode {} 0 R",
                  font.name, descendant, toUnicode));
}

}  // namespace

FontResources::FontResources(Fonts& fonts) : fonts_(fonts), toUnicode_(letterToUnicode()) {}

std::string FontResources::add(Objects& objects, const FontNeeds& needs) {
  wide_.clear();
  std::string entry = "/Font<<";
  const auto refer = [&](Face face, bool wide, int number) {
    entry += '/' + resourceName(face, wide) + ' ';
    appendReference(entry, number);
  };
  int toUnicode = 0;
  for (std::size_t i = 0; i < kLetterFaces; ++i) {
    if (needs.layers[i] == 0) continue;
    if (toUnicode == 0) toUnicode = objects.stream("/Filter/FlateDecode", toUnicode_);
    const auto face = static_cast<Face>(i);
    const FontFile& font = fonts_.letterFile(face, needs.layers[i]);
    refer(face, false, addLetterFont(objects, font, toUnicode));
  }
  for (const auto& [face, glyphs] : needs.wide) {
    const FontFile& font = *wide_.emplace_back(fonts_.wideFile(face, glyphs));
    refer(face, true, addWideFont(objects, font));
  }
  return entry + ">>";
}

}  // namespace thongbao::pdf
