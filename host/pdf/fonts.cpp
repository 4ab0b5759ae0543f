#include "pdf/fonts.h"

#include <fmt/format.h>
#include <hb-ot.h>
#include <hb.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

using base::Code;
using base::Error;

struct Source {
  const char* file;
  const char* name;
  const char* package;  ///< nullptr where the notice can do without the font
  int italicAngle = 0;
  bool serif = false;
};

constexpr const char* kLiberation = "fonts-liberation2";

/// In the order of Face. All have TrueType outlines.
constexpr std::array<Source, kFaces> kSources{{
    {"liberation2/LiberationSerif-Regular.ttf", "LiberationSerif", kLiberation, 0, true},
    {"liberation2/LiberationSerif-Bold.ttf", "LiberationSerif-Bold", kLiberation, 0, true},
    {"liberation2/LiberationSerif-Italic.ttf", "LiberationSerif-Italic", kLiberation, -16, true},
    {"liberation2/LiberationSerif-BoldItalic.ttf", "LiberationSerif-BoldItalic", kLiberation, -16,
     true},
    {"dejavu/DejaVuSans.ttf", "DejaVuSans", "fonts-dejavu-core"},
    {"noto/NotoSans-Regular.ttf", "NotoSans", nullptr},
    {"noto/NotoSansSymbols-Regular.ttf", "NotoSansSymbols", nullptr},
    {"noto/NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2", nullptr},
    {"noto/NotoSansMath-Regular.ttf", "NotoSansMath", nullptr},
    {"noto/NotoSansThai-Regular.ttf", "NotoSansThai", nullptr},
    {"noto/NotoSansLao-Regular.ttf", "NotoSansLao", nullptr},
    {"noto/NotoSansKhmer-Regular.ttf", "NotoSansKhmer", nullptr},
    {"noto/NotoSansMyanmar-Regular.ttf", "NotoSansMyanmar", nullptr},
    {"noto/NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari", nullptr},
    {"noto/NotoSansBengali-Regular.ttf", "NotoSansBengali", nullptr},
    {"noto/NotoSansTamil-Regular.ttf", "NotoSansTamil", nullptr},
    {"noto/NotoSansArabic-Regular.ttf", "NotoSansArabic", nullptr},
    {"noto/NotoSansHebrew-Regular.ttf", "NotoSansHebrew", nullptr},
    {"droid/DroidSansFallbackFull.ttf", "DroidSansFallback", nullptr},
    {"unifont/unifont.ttf", "Unifont", nullptr},
}};

constexpr char32_t kBox = 0x25A1;
constexpr std::size_t kDirectCharacters = 0x2100;
/// Wide subsets kept; a batch rarely needs more than a few.
constexpr std::size_t kKeptWideFiles = 32;

using BlobHandle = std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)>;
using FaceHandle = std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)>;
using FontHandle = std::unique_ptr<hb_font_t, decltype(&hb_font_destroy)>;

/// What a letter face shows for a character, looked up once.
struct Direct {
  std::uint16_t id = 0;
  std::uint16_t advance = 0;
  std::uint8_t code = 0;
};

}  // namespace

struct Fonts::Loaded {
  const Source* source = nullptr;
  FaceHandle face{nullptr, &hb_face_destroy};
  FontHandle font{nullptr, &hb_font_destroy};
  double unitsPerEm = 1000;
  std::vector<Direct> direct;                    ///< by character, in the letter faces
  std::array<std::uint16_t, 256> glyphByCode{};  ///< this and the next in the letter faces
  std::array<std::uint16_t, 256> widthByCode{};

  bool isThere() const { return face != nullptr; }
  int thousandths(double units) const {
    return static_cast<int>(std::lround(units * 1000 / unitsPerEm));
  }
  std::uint16_t glyphOf(char32_t character) const {
    hb_codepoint_t id = 0;
    hb_font_get_nominal_glyph(font.get(), character, &id);
    return static_cast<std::uint16_t>(id);
  }
  std::uint16_t advanceOf(std::uint16_t id) const {
    return static_cast<std::uint16_t>(
        std::max(0, thousandths(hb_font_get_glyph_h_advance(font.get(), id))));
  }
  void lookUpLetters();
};

void Fonts::Loaded::lookUpLetters() {
  direct.resize(kDirectCharacters);
  for (char32_t c = 0; c < kDirectCharacters; ++c)
    if (const std::uint16_t id = glyphOf(c)) direct[c] = {id, advanceOf(id), 0};
  for (unsigned code = 1; code < 256; ++code) {
    const char32_t character = characterOf(static_cast<std::uint8_t>(code));
    if (character == 0) continue;
    glyphByCode[code] = glyphOf(character);
    widthByCode[code] = advanceOf(glyphByCode[code]);
    if (glyphByCode[code] != 0 && character < kDirectCharacters)
      direct[character].code = static_cast<std::uint8_t>(code);
  }
}

namespace {

/// Code of a character beyond the direct ones.
std::uint8_t rareCodeOf(char32_t character) {
  if (character != kBox) return 0;
  for (unsigned code = 1; code < 256; ++code)
    if (characterOf(static_cast<std::uint8_t>(code)) == kBox)
      return static_cast<std::uint8_t>(code);
  return 0;
}

}  // namespace

Fonts::Fonts(std::filesystem::path folder) : folder_(std::move(folder)) {
  for (std::size_t i = 0; i < kLetterFaces; ++i) loaded(i);
  for (std::size_t i = 0; i < kLetterFaces; ++i) faces_[i]->lookUpLetters();
  loaded(static_cast<std::size_t>(Face::standIn));
}

Fonts::~Fonts() = default;
Fonts::Fonts(Fonts&&) noexcept = default;

/// The face, mapped into memory at its first use; nullptr when a font that is not needed is not
/// there.
const Fonts::Loaded* Fonts::loaded(std::size_t face) const {
  std::unique_ptr<Loaded>& place = faces_[face];
  if (!place) {
    const Source& source = kSources[face];
    const std::string file = (folder_ / source.file).string();
    place = std::make_unique<Loaded>();
    place->source = &source;
    const BlobHandle blob(hb_blob_create_from_file_or_fail(file.c_str()), &hb_blob_destroy);
    if (!blob && source.package)
      throw Error(Code::unavailable, base::say("The font file {} could not be read.", file), {},
                  base::say("Install the package {} and try again.", source.package));
    FaceHandle opened(blob ? hb_face_create(blob.get(), 0) : nullptr, &hb_face_destroy);
    if (opened && hb_face_get_glyph_count(opened.get()) > 0) {
      place->face = std::move(opened);
      place->font.reset(hb_font_create(place->face.get()));
      place->unitsPerEm = hb_face_get_upem(place->face.get());
    } else if (source.package) {
      throw Error(Code::unavailable, base::say("The font file {} is damaged.", file), {},
                  base::say("Install the package {} again.", source.package));
    }
  }
  return place->isThere() ? place.get() : nullptr;
}

const Fonts::Loaded& Fonts::letter(Face face) const {
  return *faces_[static_cast<std::size_t>(face)];
}

std::filesystem::path Fonts::fileOf(Face face) const {
  return folder_ / kSources[static_cast<std::size_t>(face)].file;
}

bool Fonts::has(Face face, char32_t character) const {
  return glyph(face, 1, character).character == character;
}

Glyph Fonts::glyph(Face face, float size, char32_t character) const {
  const Loaded& first = letter(face);
  if (character < kDirectCharacters) {
    const Direct& direct = first.direct[character];
    if (direct.id != 0) return {character, size, direct.advance, direct.id, face, direct.code};
  } else if (const std::uint16_t id = first.glyphOf(character)) {
    return {character, size, first.advanceOf(id), id, face, rareCodeOf(character)};
  }
  for (std::size_t i = kLetterFaces; i < kFaces; ++i)
    if (const Loaded* next = loaded(i))
      if (const std::uint16_t id = next->glyphOf(character))
        return {character, size, next->advanceOf(id), id, static_cast<Face>(i), 0};
  if (character == kBox)
    throw Error(Code::unavailable, base::tr("The fonts lack even the empty box (U+25A1)."), {},
                base::say("Install the package {} again.", kLiberation));
  return glyph(face, size, kBox);
}

void Fonts::appendShaped(std::vector<Glyph>& glyphs, Face face, float size,
                         const std::u32string& word) const {
  const auto hasAll = [&](const Loaded& font) {
    return std::all_of(word.begin(), word.end(), [&](char32_t c) { return font.glyphOf(c) != 0; });
  };
  const Loaded* font = hasAll(letter(face)) ? &letter(face) : nullptr;
  for (std::size_t i = kLetterFaces; !font && i < kFaces; ++i)
    if (const Loaded* next = loaded(i); next && hasAll(*next)) {
      font = next;
      face = static_cast<Face>(i);
    }
  if (!font) {
    for (const char32_t c : word) glyphs.push_back(glyph(face, size, c));
    return;
  }
  const std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)> buffer(hb_buffer_create(),
                                                                          &hb_buffer_destroy);
  hb_buffer_add_utf32(buffer.get(), reinterpret_cast<const std::uint32_t*>(word.data()),
                      static_cast<int>(word.size()), 0, static_cast<int>(word.size()));
  hb_buffer_guess_segment_properties(buffer.get());
  hb_buffer_set_direction(buffer.get(), HB_DIRECTION_RTL);
  // Without ligatures each glyph stands for one character and can be read back.
  constexpr hb_feature_t kNoLigatures[] = {
      {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
      {HB_TAG('r', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
  hb_shape(font->font.get(), buffer.get(), kNoLigatures, 2);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  for (unsigned i = count; i-- > 0;) {
    const auto id = static_cast<std::uint16_t>(infos[i].codepoint);
    glyphs.push_back({word[infos[i].cluster], size, font->advanceOf(id), id, face, 0});
  }
}

/// Fills in the descriptor of a part of `whole`.
FontFile Fonts::described(const Loaded& whole, FontFile part) {
  constexpr int kSerif = 1 << 1;
  constexpr int kSymbolic = 1 << 2;
  constexpr int kItalic = 1 << 6;
  hb_font_extents_t extents{};
  hb_font_get_h_extents(whole.font.get(), &extents);
  hb_position_t capHeight = 0;
  hb_ot_metrics_get_position(whole.font.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, &capHeight);
  const Source& source = *whole.source;
  part.descriptor = fmt::format(
      "/Type/FontDescriptor/FontName/{}/Flags {}/FontBBox[{} {} {} {}]/ItalicAngle {}/Ascent {}"
      "/Descent {}/CapHeight {}/StemV 80",
      part.name, kSymbolic + (source.serif ? kSerif : 0) + (source.italicAngle != 0 ? kItalic : 0),
      whole.thousandths(part.box[0]), whole.thousandths(part.box[1]),
      whole.thousandths(part.box[2]), whole.thousandths(part.box[3]), source.italicAngle,
      whole.thousandths(extents.ascender), whole.thousandths(extents.descender),
      whole.thousandths(capHeight));
  return part;
}

const FontFile& Fonts::letterFile(Face face, Layers layers) {
  auto& files = letterFiles_[static_cast<std::size_t>(face)];
  const auto known = files.find(layers);
  if (known != files.end()) return known->second;
  const Loaded& whole = letter(face);
  std::array<std::uint16_t, 256> glyphs = whole.glyphByCode;
  std::array<std::uint16_t, 256> widths = whole.widthByCode;
  for (unsigned code = 0; code < 256; ++code)
    if ((layerOf(static_cast<std::uint8_t>(code)) & layers) == 0) glyphs[code] = widths[code] = 0;
  return files
      .emplace(layers,
               described(whole, letterSubset(whole.face.get(), whole.source->name, glyphs, widths)))
      .first->second;
}

std::shared_ptr<const FontFile> Fonts::wideFile(Face face, const GlyphSet& glyphs) {
  if (wideFiles_.size() >= kKeptWideFiles) wideFiles_.clear();
  auto& file = wideFiles_[{face, glyphs}];
  if (!file) {
    const Loaded& whole = *loaded(static_cast<std::size_t>(face));
    std::map<std::uint16_t, std::uint16_t> widths;
    for (const auto& [id, character] : glyphs) widths[id] = whole.advanceOf(id);
    file = std::make_shared<FontFile>(
        described(whole, wideSubset(whole.face.get(), whole.source->name, glyphs, widths)));
  }
  return file;
}

}  // namespace thongbao::pdf
