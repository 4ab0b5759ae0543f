#include "cli/paper.h"

#include <cstdio>

#include "base/words.h"

namespace thongbao::cli {

void tellBoxes(const std::string& stem, const pdf::Rendered& rendered) {
  for (const std::string& character : rendered.replaced)
    std::fprintf(
        stderr, "%s\n",
        base::say("{}.pdf: no font has {}; a box stands for it.", stem, character).c_str());
}

}  // namespace thongbao::cli
