#include "document/tree.h"

namespace thongbao::document {

std::string plain(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) text += run.lineBreak ? " " : run.text;
  return text;
}

}  // namespace thongbao::document
