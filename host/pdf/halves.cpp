#include "pdf/halves.h"

#include <algorithm>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

constexpr double kShortRule = 60;

}  // namespace

void Half::add(Typesetter& type, Strip& strip, const std::string& text, Style style) {
  const SetText& set = type.shared(text, style, {kHalf - kIndent / 2, 0, Fit::centre, true});
  for (const SetLine& line : set.lines) {
    strip.lines.push_back({left, y + 0.8 * leadingOf(set.size), &line, kArtifact});
    y += leadingOf(set.size);
  }
  strip.height = std::max(strip.height, y);
}

Strip headStrip(Typesetter& type, const domain::Agency& agency, base::Date date) {
  Strip strip;
  Half left;
  left.add(type, strip, agency.parentBody, {Face::regular, 12, true});
  left.add(type, strip, agency.issuingBody, {Face::bold, 12, true});
  const double middle = left.left + kHalf / 2 - kIndent / 4;
  strip.rules.push_back(
      {middle - kShortRule / 2, left.y + 2.5, middle + kShortRule / 2, left.y + 2.5});
  Half right{kHalf + kIndent / 2};
  right.add(type, strip, agency.place + ", " + base::dayInWords(date), {Face::italic, kBodySize});
  if (strip.height > kTextHeight / 2)
    throw base::Error(base::Code::badInput,
                      base::tr("The agency's names are too long for the head of the page."), {},
                      base::tr("Shorten them in the profile and try again."));
  return strip;
}

}  // namespace thongbao::pdf
