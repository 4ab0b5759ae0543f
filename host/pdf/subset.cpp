#include "pdf/subset.h"

#include <fmt/format.h>
#include <hb-subset.h>
#include <libdeflate.h>

#include <iterator>
#include <memory>

#include "base/error.h"
#include "base/hash.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

template <class T, void (*destroy)(T*)>
struct Destroy {
  void operator()(T* object) const { destroy(object); }
};
template <class T, void (*destroy)(T*)>
using Handle = std::unique_ptr<T, Destroy<T, destroy>>;

using Input = Handle<hb_subset_input_t, hb_subset_input_destroy>;
using Plan = Handle<hb_subset_plan_t, hb_subset_plan_destroy>;
using FaceHandle = Handle<hb_face_t, hb_face_destroy>;
using Blob = Handle<hb_blob_t, hb_blob_destroy>;

/// Tables a PDF viewer does not read in a font with an Identity encoding.
constexpr hb_tag_t kDropped[] = {
    HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
    HB_TAG('O', 'S', '/', '2'), HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
    HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('g', 'a', 's', 'p'),
    HB_TAG('F', 'F', 'T', 'M'), HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'),
    HB_TAG('L', 'T', 'S', 'H')};

constexpr int kFontLevel = 12;    ///< a font is deflated once and copied into every document
constexpr int kUsualWidth = 500;  ///< of figures and most small letters

/// `ABCDEF+` from the content, so that two different subsets never share a name.
std::string tagOf(const std::string& bytes) {
  std::string tag;
  for (const char digit : base::sha256(bytes).substr(0, 6))
    tag += static_cast<char>(digit <= '9' ? 'A' + (digit - '0') : 'K' + (digit - 'a'));
  return tag + "+";
}

/// UTF-16BE in hex, as CMaps write characters.
std::string utf16Hex(char32_t c) {
  if (c < 0x10000) return fmt::format("{:04X}", static_cast<std::uint32_t>(c));
  const std::uint32_t rest = static_cast<std::uint32_t>(c) - 0x10000;
  return fmt::format("{:04X}{:04X}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU));
}

/// `bfchar` only: readers mistake the ranges of glyphs for ranges of characters.
std::string toUnicodeMap(const std::map<std::uint16_t, char32_t>& characters) {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t kMost = 100;  // entries a block, ISO 32000-1 follows CMap's own limit
  for (auto next = characters.begin(); next != characters.end();) {
    const auto left = static_cast<std::size_t>(std::distance(next, characters.end()));
    map += fmt::format("{} beginbfchar\n", std::min(left, kMost));
    for (std::size_t i = 0; i < std::min(left, kMost); ++i, ++next)
      map += fmt::format("<{:04X}> <{}>\n", next->first, utf16Hex(next->second));
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// /DW and /W (ISO 32000-1, 9.7.4.3) from the widths by code.
std::string widthArray(const std::map<std::uint16_t, std::uint16_t>& widths) {
  std::string text = fmt::format("/DW {} /W [", kUsualWidth);
  std::uint32_t next = 0;  // code that would carry the open group on; 0 when none is open
  for (const auto& [code, width] : widths) {
    if (width == kUsualWidth) continue;
    if (code == next && next != 0)
      text += ' ';
    else
      text += fmt::format("{}{}[", next != 0 ? "]" : "", code);
    text += std::to_string(width);
    next = code + 1U;
  }
  return text + (next != 0 ? "]]" : "]");
}

Plan planFor(hb_face_t* face, const GlyphSet& glyphs) {
  const Input input(hb_subset_input_create_or_fail());
  if (!input) return nullptr;
  hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
  for (const auto& [id, character] : glyphs) hb_set_add(wanted, id);
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t tag : kDropped) hb_set_add(dropped, tag);
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
  return Plan(hb_subset_plan_create_or_fail(face, input.get()));
}

/// xMin, yMin, xMax, yMax of the font's `head` table.
std::array<int, 4> boxOf(hb_face_t* face) {
  const Blob head(hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd')));
  unsigned length = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(hb_blob_get_data(head.get(), &length));
  std::array<int, 4> box{};
  if (length < 44) return box;
  for (std::size_t i = 0; i < 4; ++i)
    box[i] = static_cast<std::int16_t>(bytes[36 + 2 * i] << 8U | bytes[37 + 2 * i]);
  return box;
}

}  // namespace

std::string deflated(std::string_view bytes, int level) {
  const Handle<libdeflate_compressor, libdeflate_free_compressor> compressor(
      libdeflate_alloc_compressor(level));
  std::string packed(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
  packed.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(),
                                         packed.data(), packed.size()));
  return packed;
}

FontFile subsetOf(hb_face_t* face, const GlyphSet& glyphs,
                  const std::vector<std::uint16_t>& advances) {
  const Plan plan = planFor(face, glyphs);
  const FaceHandle subset(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
  if (!subset)
    throw base::Error(base::Code::unavailable,
                      base::tr("A font is damaged: its glyphs could not be taken out."), {},
                      base::tr("Install the fonts again."));
  const Blob blob(hb_face_reference_blob(subset.get()));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);
  const std::string bytes(data, length);

  FontFile made;
  made.name = tagOf(bytes);
  made.file = deflated(bytes, kFontLevel);
  made.fileLength = bytes.size();
  made.codes.assign(advances.size(), 0);
  made.box = boxOf(face);
  std::map<std::uint16_t, char32_t> characters;
  std::map<std::uint16_t, std::uint16_t> widths;
  const hb_map_t* renamed = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const auto& [id, character] : glyphs) {
    const auto code = static_cast<std::uint16_t>(hb_map_get(renamed, id));
    made.codes[id] = code;
    characters[code] = character;
    widths[code] = advances[id];
  }
  made.toUnicode = deflated(toUnicodeMap(characters), kFontLevel);
  made.widths = widthArray(widths);
  return made;
}

}  // namespace thongbao::pdf
