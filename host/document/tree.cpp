#include "document/tree.h"

namespace thongbao::document {

// Not defaulted: an item holds blocks and a block holds items, and clang 14 does not survive
// working out the exception specification of two defaulted comparisons that need each other.
bool ListItem::operator==(const ListItem& other) const {
  return blocks == other.blocks;
}

std::string plain(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) text += run.lineBreak ? " " : run.text;
  return text;
}

}  // namespace thongbao::document
