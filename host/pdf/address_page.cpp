#include "pdf/address_page.h"

#include <array>
#include <vector>

#include "base/error.h"
#include "base/words.h"
#include "pdf/layout_lines.h"

namespace thongbao::pdf {

namespace {

/// Text keeps a little away from the edges of what shows: the printer moves the page, too.
constexpr double kLeft = 25 * kMillimetre;
constexpr double kTop = 61 * kMillimetre;
constexpr double kWidth = 73 * kMillimetre;
constexpr double kBottom = 89 * kMillimetre;

constexpr std::array<float, 4> kAddressSizes{12, 11, 10, 9};
constexpr std::array<float, 3> kSenderSizes{8, 7, 6};
constexpr std::size_t kMostSenderLines = 2;
constexpr double kSingleSpacing = 1.15;
constexpr double kAscent = 0.95;  ///< of a capital with two marks
constexpr double kRuleGap = 1.5;
constexpr double kSenderGap = 1.2 * kMillimetre;  ///< below the rule

constexpr double kReferenceTop = 120 * kMillimetre;
constexpr std::array<double, 2> kFolds{105 * kMillimetre, 210 * kMillimetre};
constexpr double kFoldLeft = 5 * kMillimetre;  ///< printers leave the edge itself white
constexpr double kFoldRight = 9 * kMillimetre;

/// Puts the text below `y` and gives back where it ends.
double put(Page& page, const SetText& text, double left, double y, double spacing) {
  for (const SetLine& line : text.lines) {
    page.lines.push_back({left, y + kAscent * text.size, &line, kArtifact});
    y += spacing * text.size;
  }
  return y;
}

double heightOf(const SetText& text) {
  return kSingleSpacing * text.size * static_cast<double>(text.lines.size());
}

double putSender(Typesetter& type, Page& page, const std::string& sender) {
  for (const float size : kSenderSizes) {
    const SetText& text = type.shared(sender, {Face::regular, size}, {kWidth, 0, Fit::left});
    if (text.lines.size() > kMostSenderLines) continue;
    const double end = put(page, text, kLeft, kTop, kSingleSpacing) + kRuleGap;
    page.rules.push_back({kLeft, end, kLeft + kWidth, end});
    return end + kSenderGap;
  }
  throw base::Error(base::Code::badInput,
                    base::tr("The agency's name and address have no room in the window."), {},
                    base::tr("Shorten issuing_body or address in the profile and try again."));
}

/// Whether there was room for it.
bool putAddress(Typesetter& type, Page& page, const Addressed& texts, double top) {
  const Measure measure{kWidth, 0, Fit::left};
  for (const float size : kAddressSizes) {
    const SetText& name = type.own(texts.addressee, {Face::bold, size}, measure);
    const SetText& address = type.own(texts.address, {Face::regular, size}, measure);
    if (top + heightOf(name) + heightOf(address) > kBottom) continue;
    put(page, address, kLeft, put(page, name, kLeft, top, kSingleSpacing), kSingleSpacing);
    return true;
  }
  return false;
}

void putReference(Typesetter& type, Page& page, const std::string& reference) {
  const Measure measure{kTextWidth, 0, Fit::left};
  const double end = put(page, type.own(reference, {Face::regular, kBodySize}, measure),
                         kMarginLeft, kReferenceTop, 1.25);
  put(page,
      type.shared("(Trang này dùng cho phong bì có cửa sổ, không thuộc nội dung văn bản.)",
                  {Face::italic, 11}, measure),
      kMarginLeft, end + kParagraphGap, 1.25);
}

}  // namespace

std::optional<Page> addressPage(Typesetter& type, const Addressed& texts) {
  Page page;
  for (const double y : kFolds) page.rules.push_back({kFoldLeft, y, kFoldRight, y});
  const double top = putSender(type, page, texts.sender);
  if (!putAddress(type, page, texts, top)) return std::nullopt;
  putReference(type, page, texts.reference);
  return page;
}

}  // namespace thongbao::pdf
