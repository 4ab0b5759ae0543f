#include "base/search_form.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"

namespace thongbao::base {

namespace {

// Letters of the blocks below do not change each other once the marks are gone, so that a table
// says what becomes of each. Whatever has no place in it sends the whole text the slow way.

/// What a code point becomes; never longer than its own UTF-8.
struct Plain {
  enum Kind : unsigned char { letters, blank, invisible, rare };
  std::array<char, 3> bytes{};
  unsigned char size = 0;  ///< of `bytes`; 0 for a mark
  Kind kind = rare;
};

struct Block {
  char32_t first, last;
};
/// Latin, combining marks, Vietnamese, punctuation, currency signs.
constexpr std::array<Block, 5> kBlocks{
    {{0, 0x1FF}, {0x300, 0x36F}, {0x1E00, 0x1EFF}, {0x2010, 0x205E}, {0x20A0, 0x20BF}}};

constexpr std::size_t sizeOfBlocks() {
  std::size_t size = 0;
  for (const Block& block : kBlocks) size += block.last - block.first + 1;
  return size;
}
using PlainTable = std::array<Plain, sizeOfBlocks()>;

/// Learnt from what the slow way makes of the character between two letters.
Plain plainOf(char32_t c) {
  std::string own;
  appendUtf8(own, c);
  const std::string folded = fold("x" + own + "x");
  Plain plain;
  if (folded == "x x") plain.kind = Plain::blank;
  if (folded == "xx") plain.kind = Plain::invisible;
  if (plain.kind != Plain::rare || folded.find(' ') != std::string::npos) return plain;
  const std::string bare = withoutMarks(folded);
  const std::size_t size = bare.size() - 2;
  if (size > std::min(own.size(), plain.bytes.size())) return plain;
  plain.kind = Plain::letters;
  plain.size = static_cast<unsigned char>(size);
  std::copy(bare.begin() + 1, bare.end() - 1, plain.bytes.begin());
  return plain;
}

PlainTable plainTable() {
  PlainTable table;
  auto* at = table.data();
  for (const Block& block : kBlocks)
    for (char32_t c = block.first; c <= block.last; ++c) *at++ = plainOf(c);
  return table;
}

/// nullptr for a code point of no block.
const Plain* plainIn(const PlainTable& table, char32_t c) {
  const Plain* start = table.data();
  for (const Block& block : kBlocks) {
    if (c < block.first) return nullptr;
    if (c <= block.last) return start + (c - block.first);
    start += block.last - block.first + 1;
  }
  return nullptr;
}

/// The form of common text; nullopt for rare text and for what is not UTF-8.
std::optional<std::string> commonForm(std::string_view text) {
  static const PlainTable table = plainTable();
  std::string form(text.size(), '\0');
  char* end = form.data();
  bool blank = false, begun = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const Plain* plain = byte < 0x80 ? (++i, &table[byte]) : plainIn(table, nextCodePoint(text, i));
    if (!plain || plain->kind == Plain::rare) return std::nullopt;
    if (plain->kind == Plain::invisible) continue;
    if (plain->kind == Plain::blank) {
      blank = begun;
      continue;
    }
    if (blank) *end++ = ' ';
    blank = false;
    begun = true;
    for (unsigned char k = 0; k < plain->size; ++k) *end++ = plain->bytes[k];
  }
  form.resize(static_cast<std::size_t>(end - form.data()));
  return form;
}

}  // namespace

std::string searchForm(std::string_view text) {
  if (auto form = commonForm(text)) return std::move(*form);
  return withoutMarks(fold(text));
}

}  // namespace thongbao::base
