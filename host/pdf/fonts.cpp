#include "pdf/fonts.h"

#include <fmt/format.h>
#include <hb-ot.h>
#include <hb.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "pdf/subset.h"

namespace thongbao::pdf {

namespace {

using base::Code;
using base::Error;

struct CharacterRange {
  char32_t first;
  char32_t last;
};

/// ASCII, the Vietnamese letters, and the punctuation of official letters.
constexpr CharacterRange kBaseSet[] = {
    {0x20, 0x7E},     {0xA7, 0xA7},     {0xAB, 0xAB},     {0xB0, 0xB3},     {0xBB, 0xBB},
    {0xC0, 0xC3},     {0xC8, 0xCA},     {0xCC, 0xCD},     {0xD2, 0xD5},     {0xD7, 0xD7},
    {0xD9, 0xDA},     {0xDD, 0xDD},     {0xE0, 0xE3},     {0xE8, 0xEA},     {0xEC, 0xED},
    {0xF2, 0xF5},     {0xF9, 0xFA},     {0xFD, 0xFD},     {0x102, 0x103},   {0x110, 0x111},
    {0x128, 0x129},   {0x168, 0x169},   {0x1A0, 0x1A1},   {0x1AF, 0x1B0},   {0x1EA0, 0x1EF9},
    {0x2013, 0x2014}, {0x2018, 0x2019}, {0x201C, 0x201D}, {0x2022, 0x2022}, {0x2026, 0x2026},
    {0x20AB, 0x20AB}, {0x25A1, 0x25A1},
};

/// The letters of `Nơi nhận:`.
constexpr CharacterRange kLabelSet[] = {{U' ', U' '}, {U':', U':'}, {U'N', U'N'}, {U'h', U'i'},
                                        {U'n', U'n'}, {U'ơ', U'ơ'}, {U'ậ', U'ậ'}};

struct Source {
  const char* file;
  const char* name;
  const char* package;
  int italicAngle;
  bool serif;
  std::span<const CharacterRange> baseSet;
};

constexpr const char* kBoldItalicFile = "liberation2/LiberationSerif-BoldItalic.ttf";

/// In the order of Face.
constexpr std::array<Source, kFaces> kSources{{
    {"liberation2/LiberationSerif-Regular.ttf", "LiberationSerif", "fonts-liberation2", 0, true,
     kBaseSet},
    {"liberation2/LiberationSerif-Bold.ttf", "LiberationSerif-Bold", "fonts-liberation2", 0, true,
     kBaseSet},
    {"liberation2/LiberationSerif-Italic.ttf", "LiberationSerif-Italic", "fonts-liberation2", -16,
     true, kBaseSet},
    {kBoldItalicFile, "LiberationSerif-BoldItalic", "fonts-liberation2", -16, true, kBaseSet},
    {kBoldItalicFile, "LiberationSerif-BoldItalic", "fonts-liberation2", -16, true, kLabelSet},
    {"dejavu/DejaVuSans.ttf", "DejaVuSans", "fonts-dejavu-core", 0, false, {}},
}};

constexpr char32_t kBox = 0x25A1;
constexpr std::size_t kDirectCharacters = 0x2600;
/// Subsets kept for texts outside the base set; a batch rarely needs more than a few.
constexpr std::size_t kKeptSubsets = 32;

using BlobHandle = std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)>;
using FaceHandle = std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)>;
using FontHandle = std::unique_ptr<hb_font_t, decltype(&hb_font_destroy)>;

}  // namespace

struct Fonts::Loaded {
  const Source* source;
  std::string bytes;
  FaceHandle face{nullptr, &hb_face_destroy};
  FontHandle font{nullptr, &hb_font_destroy};
  double unitsPerEm = 1000;
  std::vector<std::uint16_t> direct;    ///< glyph by character below kDirectCharacters
  std::vector<std::uint16_t> advances;  ///< by glyph, thousandths
  GlyphSet baseSet;
  std::vector<bool> inBaseSet;  ///< by glyph
  std::map<GlyphSet, FontFile> files;

  int thousandths(double units) const {
    return static_cast<int>(std::lround(units * 1000 / unitsPerEm));
  }
  std::uint16_t glyphOf(char32_t character) const {
    if (character < kDirectCharacters) return direct[character];
    hb_codepoint_t id = 0;
    hb_font_get_nominal_glyph(font.get(), character, &id);
    return static_cast<std::uint16_t>(id);
  }
};

namespace {

/// Throws Error(unavailable) when the file is not there or is no font.
std::string readFont(const std::filesystem::path& folder, const Source& source) {
  try {
    return base::readFile(folder / source.file, 16U << 20U);
  } catch (const Error&) {
    throw Error(Code::unavailable,
                base::say("The font file {} could not be read.", (folder / source.file).string()),
                {}, base::say("Install the package {} and try again.", source.package));
  }
}

}  // namespace

Fonts::Fonts(const std::filesystem::path& folder) {
  for (std::size_t i = 0; i < kFaces; ++i) {
    auto loaded = std::make_unique<Loaded>();
    loaded->source = &kSources[i];
    loaded->bytes = readFont(folder, kSources[i]);
    const BlobHandle blob(
        hb_blob_create(loaded->bytes.data(), static_cast<unsigned>(loaded->bytes.size()),
                       HB_MEMORY_MODE_READONLY, nullptr, nullptr),
        &hb_blob_destroy);
    loaded->face.reset(hb_face_create(blob.get(), 0));
    loaded->font.reset(hb_font_create(loaded->face.get()));
    const unsigned glyphs = hb_face_get_glyph_count(loaded->face.get());
    if (glyphs == 0)
      throw Error(Code::unavailable,
                  base::say("The font file {} is damaged.", (folder / kSources[i].file).string()),
                  {}, base::say("Install the package {} again.", kSources[i].package));
    loaded->unitsPerEm = hb_face_get_upem(loaded->face.get());
    for (hb_codepoint_t id = 0; id < glyphs; ++id)
      loaded->advances.push_back(static_cast<std::uint16_t>(
          std::max(0, loaded->thousandths(hb_font_get_glyph_h_advance(loaded->font.get(), id)))));
    for (hb_codepoint_t c = 0; c < kDirectCharacters; ++c) {
      hb_codepoint_t id = 0;
      hb_font_get_nominal_glyph(loaded->font.get(), c, &id);
      loaded->direct.push_back(static_cast<std::uint16_t>(id));
    }
    for (const auto& [first, last] : kSources[i].baseSet)
      for (char32_t c = first; c <= last; ++c) loaded->baseSet.try_emplace(loaded->direct[c], c);
    loaded->baseSet.erase(0);
    loaded->inBaseSet.resize(glyphs);
    for (const auto& [id, character] : loaded->baseSet) loaded->inBaseSet[id] = true;
    faces_[i] = std::move(loaded);
  }
}

Fonts::~Fonts() = default;
Fonts::Fonts(Fonts&&) noexcept = default;

bool Fonts::has(Face face, char32_t character) const {
  return faces_[static_cast<std::size_t>(face)]->glyphOf(character) != 0 ||
         faces_[static_cast<std::size_t>(Face::fallback)]->glyphOf(character) != 0;
}

Glyph Fonts::glyph(Face face, float size, char32_t character) const {
  for (const char32_t shown : {character, kBox})
    for (const Face candidate : {face, Face::fallback}) {
      const Loaded& loaded = *faces_[static_cast<std::size_t>(candidate)];
      const std::uint16_t id = loaded.glyphOf(shown);
      if (id != 0) return {shown, size, loaded.advances[id], id, candidate};
    }
  throw Error(Code::unavailable, base::tr("The fallback font lacks even the empty box (U+25A1)."));
}

void Fonts::appendShaped(std::vector<Glyph>& glyphs, Face face, float size,
                         const std::u32string& word) const {
  const auto lacksOne = [&](const Loaded& loaded) {
    return std::any_of(word.begin(), word.end(),
                       [&](char32_t c) { return loaded.glyphOf(c) == 0; });
  };
  if (lacksOne(*faces_[static_cast<std::size_t>(face)])) face = Face::fallback;
  const Loaded& loaded = *faces_[static_cast<std::size_t>(face)];
  if (lacksOne(loaded)) {
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
  hb_shape(loaded.font.get(), buffer.get(), kNoLigatures, 2);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  for (unsigned i = count; i-- > 0;)
    glyphs.push_back({word[infos[i].cluster], size, loaded.advances[infos[i].codepoint],
                      static_cast<std::uint16_t>(infos[i].codepoint), face});
}

bool Fonts::inBaseSet(Face face, std::uint16_t glyph) const {
  return faces_[static_cast<std::size_t>(face)]->inBaseSet[glyph];
}

const FontFile& Fonts::file(Face face, const GlyphSet& extra) {
  Loaded& loaded = *faces_[static_cast<std::size_t>(face)];
  const auto known = loaded.files.find(extra);
  if (known != loaded.files.end()) return known->second;

  GlyphSet glyphs = loaded.baseSet;
  glyphs.insert(extra.begin(), extra.end());
  FontFile made = subsetOf(loaded.face.get(), glyphs, loaded.advances);
  made.name += loaded.source->name;
  made.italicAngle = loaded.source->italicAngle;
  made.serif = loaded.source->serif;
  hb_font_extents_t extents{};
  hb_font_get_h_extents(loaded.font.get(), &extents);
  hb_position_t capHeight = 0;
  hb_ot_metrics_get_position(loaded.font.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, &capHeight);
  made.ascent = loaded.thousandths(extents.ascender);
  made.descent = loaded.thousandths(extents.descender);
  made.capHeight = loaded.thousandths(capHeight);
  for (int& side : made.box) side = loaded.thousandths(side);

  if (loaded.files.size() >= kKeptSubsets) loaded.files.clear();
  return loaded.files.emplace(extra, std::move(made)).first->second;
}

}  // namespace thongbao::pdf
