#include "pdf/halves.h"

#include <algorithm>

namespace thongbao::pdf {

void Half::add(Typesetter& type, Strip& strip, const std::string& text, Style style) {
  const SetText& set = type.shared(text, style, {width, 0, Fit::centre, true});
  for (const SetLine& line : set.lines) {
    strip.lines.push_back({left, y + 0.8 * leadingOf(set.size), &line, kArtifact});
    y += leadingOf(set.size);
  }
  strip.height = std::max(strip.height, y);
}

}  // namespace thongbao::pdf
