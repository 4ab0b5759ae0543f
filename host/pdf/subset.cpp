#include "pdf/subset.h"

#include <fmt/format.h>
#include <hb-subset.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/words.h"
#include "pdf/deflate.h"
#include "pdf/encoding.h"
#include "pdf/numbers.h"

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

/// Tables a PDF viewer does not read in an embedded font; `cmap` is made anew where it is needed.
constexpr hb_tag_t kDropped[] = {
    HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
    HB_TAG('O', 'S', '/', '2'), HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
    HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('g', 'a', 's', 'p'),
    HB_TAG('F', 'F', 'T', 'M'), HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'),
    HB_TAG('L', 'T', 'S', 'H'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x')};

constexpr int kUsualWidth = 500;  ///< of figures and most small letters

/// `ABCDEF+` from the content, so that two different subsets never share a name.
std::string tagOf(const std::string& bytes) {
  std::string tag;
  for (const char digit : base::sha256(bytes).substr(0, 6))
    tag += static_cast<char>(digit <= '9' ? 'A' + (digit - '0') : 'K' + (digit - 'a'));
  return tag + "+";
}

/// `digits` are those of a code in hex. Single characters only: readers mistake ranges of glyphs
/// for ranges of characters. But codes that are their own characters stand as one range.
std::string toUnicodeMap(const GlyphSet& characters, int digits) {
  std::string map = fmt::format(
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<{:0{}X}> <{:F>{}}>\nendcodespacerange\n",
      0, digits, "", digits);
  std::vector<std::pair<std::uint16_t, char32_t>> singles;
  for (const auto& one : characters)
    if (digits > 2 || one.first != one.second) singles.emplace_back(one);
  if (singles.size() < characters.size()) map += "1 beginbfrange\n<20> <7E> <0020>\nendbfrange\n";
  constexpr std::size_t kMost = 100;  // entries a block, ISO 32000-1 follows CMap's own limit
  for (std::size_t next = 0; next < singles.size();) {
    const std::size_t end = std::min(next + kMost, singles.size());
    map += fmt::format("{} beginbfchar\n", end - next);
    for (; next < end; ++next) {
      map += fmt::format("<{:0{}X}> <", singles[next].first, digits);
      appendUtf16(map, singles[next].second);
      map += ">\n";
    }
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// /DW and /W (ISO 32000-1, 9.7.4.3) from the widths by code.
std::string widthsOfWide(const std::map<std::uint16_t, std::uint16_t>& widths) {
  std::string text = fmt::format("/DW {}/W[", kUsualWidth);
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

/// /FirstChar, /LastChar and /Widths of a simple font.
std::string widthsOfLetter(const std::array<std::uint16_t, 256>& glyphs,
                           const std::array<std::uint16_t, 256>& widths) {
  const auto isUsed = [](std::uint16_t glyph) { return glyph != 0; };
  const auto first = std::find_if(glyphs.begin(), glyphs.end(), isUsed) - glyphs.begin();
  const auto last = glyphs.rend() - std::find_if(glyphs.rbegin(), glyphs.rend(), isUsed) - 1;
  std::string text = fmt::format("/FirstChar {}/LastChar {}/Widths[", first, last);
  for (auto code = first; code <= last; ++code)
    text += fmt::format("{}{}", code == first ? "" : " ", widths[static_cast<std::size_t>(code)]);
  return text + "]";
}

void put16(std::string& bytes, std::size_t value) {
  bytes += static_cast<char>(value >> 8U & 0xFFU);
  bytes += static_cast<char>(value & 0xFFU);
}

/// One encoding, Macintosh Roman (1,0), in format 6 (OpenType, `cmap`): what a symbolic simple font
/// is read with (ISO 32000-1, 9.6.6.4; ISO 19005-2, 6.2.11.6).
std::string cmapTable(const std::array<std::uint16_t, 256>& glyphs) {
  std::string table;
  constexpr std::size_t kHeader = 10;
  for (const std::size_t value :
       {std::size_t{0}, std::size_t{1}, std::size_t{1}, std::size_t{0}, std::size_t{0},
        std::size_t{12}, std::size_t{6}, kHeader + 2 * glyphs.size(), std::size_t{0},
        std::size_t{0}, glyphs.size()})
    put16(table, value);
  for (const std::uint16_t glyph : glyphs) put16(table, glyph);
  return table;
}

Plan planFor(hb_face_t* face, const hb_set_t* glyphs, unsigned flags) {
  const Input input(hb_subset_input_create_or_fail());
  if (!input) return nullptr;
  hb_set_union(hb_subset_input_glyph_set(input.get()), glyphs);
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t tag : kDropped) hb_set_add(dropped, tag);
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | flags);
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

FaceHandle executed(const Plan& plan) {
  FaceHandle subset(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
  if (!subset)
    throw base::Error(base::Code::unavailable,
                      base::tr("A font is damaged: its glyphs could not be taken out."), {},
                      base::tr("Install the fonts again."));
  return subset;
}

/// `cmap` is one more table of the font, or empty.
FontFile fileOf(hb_face_t* whole, hb_face_t* subset, const std::string& name,
                const std::string& cmap) {
  if (!cmap.empty()) {
    const Blob table(hb_blob_create(cmap.data(), static_cast<unsigned>(cmap.size()),
                                    HB_MEMORY_MODE_DUPLICATE, nullptr, nullptr));
    hb_face_builder_add_table(subset, HB_TAG('c', 'm', 'a', 'p'), table.get());
  }
  const Blob blob(hb_face_reference_blob(subset));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);
  const std::string bytes(data, length);
  FontFile made;
  made.name = tagOf(bytes) + name;
  made.program = deflatedSmall(bytes);
  made.programSize = bytes.size();
  made.box = boxOf(whole);
  return made;
}

using Set = Handle<hb_set_t, hb_set_destroy>;

}  // namespace

FontFile letterSubset(hb_face_t* face, const std::string& name,
                      const std::array<std::uint16_t, 256>& glyphByCode,
                      const std::array<std::uint16_t, 256>& widthByCode) {
  const Set wanted(hb_set_create());
  for (const std::uint16_t glyph : glyphByCode)
    if (glyph != 0) hb_set_add(wanted.get(), glyph);
  const Plan plan = planFor(face, wanted.get(), HB_SUBSET_FLAGS_DEFAULT);
  const FaceHandle subset = executed(plan);
  const hb_map_t* renamed = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  std::array<std::uint16_t, 256> newByCode{};
  for (std::size_t code = 0; code < 256; ++code)
    if (glyphByCode[code] != 0)
      newByCode[code] = static_cast<std::uint16_t>(hb_map_get(renamed, glyphByCode[code]));
  FontFile made = fileOf(face, subset.get(), name, cmapTable(newByCode));
  made.widths = widthsOfLetter(glyphByCode, widthByCode);
  return made;
}

FontFile wideSubset(hb_face_t* face, const std::string& name, const GlyphSet& glyphs,
                    const std::map<std::uint16_t, std::uint16_t>& widths) {
  const Set wanted(hb_set_create());
  for (const auto& [id, character] : glyphs) hb_set_add(wanted.get(), id);
  const Plan plan = planFor(face, wanted.get(), HB_SUBSET_FLAGS_RETAIN_GIDS);
  const FaceHandle subset = executed(plan);
  FontFile made = fileOf(face, subset.get(), name, {});
  made.toUnicode = deflatedSmall(toUnicodeMap(glyphs, 4));
  made.widths = widthsOfWide(widths);
  return made;
}

std::string letterToUnicode() {
  GlyphSet characters;
  for (unsigned code = 1; code < 256; ++code)
    if (const char32_t character = characterOf(static_cast<std::uint8_t>(code)))
      characters[static_cast<std::uint16_t>(code)] = character;
  return deflatedSmall(toUnicodeMap(characters, 2));
}

}  // namespace thongbao::pdf
