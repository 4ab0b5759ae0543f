#include "pdf/components.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_lines.h"
#include "pdf/qr_code.h"

namespace thongbao::pdf {

namespace {

using domain::Notice;

constexpr float kLetterheadSize = 12;
constexpr float kMarkSize = 96;
constexpr double kColumnGap = 12;
constexpr double kRuleGap = 2.5;    ///< between a text and the rule under it
constexpr double kShortRule = 0.4;  ///< of the text's length; the decree: 1/3 to 1/2
constexpr double kSignatureSpace = 28 * kMillimetre;
constexpr double kTallestComponent = kTextHeight / 2;

/// A block of centred lines that grows downwards.
struct Column {
  double left = 0;
  double width = 0;
  double y = 0;
  double longest = 0;  ///< line of the last text

  double centre() const { return left + width / 2; }
};

void setText(Strip& strip, Column& column, const SetText& text, ElementId element) {
  if (text.lines.empty()) return;
  const double leading = leadingOf(text.size);
  column.longest = text.widest();
  for (const SetLine& line : text.lines) {
    strip.lines.push_back({column.left, column.y + 0.8 * leading, &line, element});
    column.y += leading;
  }
}

/// The box of a column's texts.
Measure centredIn(const Column& column) {
  return {column.width, 0, Fit::centre, true};
}

void setRule(Strip& strip, Column& column, double length) {
  const double y = column.y + kRuleGap;
  strip.rules.push_back({column.centre() - length / 2, y, column.centre() + length / 2, y});
  column.y = y + 2;
}

void requireRoom(double height, const std::string& what) {
  if (height > kTallestComponent)
    throw base::Error(base::Code::badInput,
                      base::say("{} is too long for its place in the document.", what), {},
                      base::tr("Shorten it and try again."));
}

/// The text with `sign` at its end in place of any other end sign.
std::string endedWith(std::string_view text, std::string_view sign) {
  text = base::trim(text);
  while (!text.empty() && (text.back() == ';' || text.back() == '.')) {
    text.remove_suffix(1);
    text = base::trim(text);
  }
  return std::string(text) + std::string(sign);
}

/// Every blank kept as it is: a draft's number leaves room for the digits.
std::string withFixedBlanks(const std::string& text) {
  std::string fixed;
  for (const char c : text) {
    if (c == ' ')
      fixed += "\u00A0";
    else
      fixed += c;
  }
  return fixed;
}

/// SetText of the foot: lines from (kMarginLeft, y) downwards. Gives back where it ends.
double addFootText(Page& page, const SetText& text, double y, ElementId element) {
  for (const SetLine& line : text.lines) {
    page.lines.push_back({kMarginLeft, y + 0.8 * leadingOf(text.size), &line, element});
    y += leadingOf(text.size);
  }
  return y;
}

/// Which characters the boxes of the document stand for; empty when there are none.
std::string boxesLine(const std::vector<std::string>& replaced) {
  constexpr std::size_t kMost = 12;
  if (replaced.empty()) return {};
  const auto shown = std::span(replaced).first(std::min(kMost, replaced.size()));
  return fmt::format("Ô vuông □ thay cho ký tự mà phông chữ không có: {}{}.",
                     fmt::join(shown, ", "), shown.size() < replaced.size() ? ", …" : "");
}

std::string contactLine(const domain::Agency& agency) {
  const std::string phone = withFixedBlanks(agency.phone);
  std::string line;
  for (const auto& [label, value] :
       {std::pair("Địa\u00A0chỉ:\u00A0", &agency.address),
        std::pair("Điện\u00A0thoại:\u00A0", &phone), std::pair("Email:\u00A0", &agency.email),
        std::pair("Website:\u00A0", &agency.website)})
    if (!value->empty()) line += (line.empty() ? "" : "; ") + (label + *value);
  return line.empty() ? line : line + ".";
}

}  // namespace

Strip letterheadStrip(Typesetter& type, const Notice& notice) {
  const auto year = static_cast<int>(notice.date.year());
  if (!notice.date.ok() || year < 1 || year > 9999)
    throw base::Error(base::Code::badInput, base::tr("The document's date does not exist."));
  const Style plain{Face::regular, kLetterheadSize, true};
  const Style bold{Face::bold, kLetterheadSize, true};
  const char* title = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
  const double rightWidth = type.shared(title, bold, {kTextWidth, 0, Fit::left}).widest() + 2;
  Column left{0, kTextWidth - rightWidth - kColumnGap};
  Column right{kTextWidth - rightWidth, rightWidth};
  const auto element = [&] { return type.structure.add(Role::paragraph); };
  const auto shared = [&](const std::string& text, Style style,
                          const Column& column) -> const SetText& {
    return type.shared(text, style, centredIn(column));
  };
  Strip strip;
  setText(strip, left, shared(notice.agency.parentBody, plain, left), element());
  setText(strip, left, shared(notice.agency.issuingBody, bold, left), element());
  setRule(strip, left, kShortRule * left.longest);
  setText(strip, right, shared(title, bold, right), element());
  setText(strip, right, shared("Độc lập - Tự do - Hạnh phúc", {Face::bold, kBodySize}, right),
          element());
  setRule(strip, right, right.longest);

  left.y = right.y = std::max(left.y, right.y) + 6;
  setText(strip, left,
          type.own("Số:\u00A0" + withFixedBlanks(domain::numberAndSymbol(notice)),
                   {Face::regular, kBodySize}, centredIn(left)),
          element());
  setText(strip, right, shared(domain::placeAndDate(notice), {Face::italic, kBodySize}, right),
          element());
  strip.height = std::max(left.y, right.y);
  requireRoom(strip.height, base::tr("The letterhead"));
  return strip;
}

Strips titleStrips(Typesetter& type, const Notice& notice) {
  const Measure centred{kTextWidth - 2 * kIndent, 0, Fit::centre};
  const Style bold{Face::bold, kBodySize};
  const ElementId element = type.structure.add(Role::heading1);
  Strips strips = paragraphStrips(type.shared(notice.title, {Face::bold, kBodySize, true}, centred),
                                  kIndent, 2.5 * kParagraphGap, element);
  const std::size_t kindLines = strips.size();
  append(strips, paragraphStrips(type.shared(notice.summary, bold, centred), kIndent,
                                 strips.empty() ? 2 * kParagraphGap : 0, element));
  if (strips.empty()) return strips;
  double height = 0;
  double longest = 0;
  for (std::size_t i = 0; i < strips.size(); ++i) {
    strips[i].keepWithNext = true;
    height += strips[i].height;
    if (i >= kindLines) longest = std::max(longest, strips[i].lines.front().text->width);
  }
  requireRoom(height, base::tr("The summary"));
  Strip& last = strips.back();
  Column middle{0, kTextWidth, last.height};
  setRule(last, middle, kShortRule * longest);
  last.height = middle.y + kParagraphGap;
  return strips;
}

namespace {

/// One addressee stands behind `Kính gửi:` on the same line.
Strips addresseeLine(Typesetter& type, const std::string& addressee) {
  const Style plain{Face::regular, kBodySize};
  const std::string text = "Kính gửi: " + addressee;
  const SetText* line = &type.own(text, plain, {kTextWidth, 0, Fit::centre});
  const bool fits = line->lines.size() == 1 && line->widest() < kTextWidth - 2 * kIndent;
  if (!fits) line = &type.own(text, plain, {kTextWidth, kIndent, Fit::justified});
  return paragraphStrips(*line, 0, kParagraphGap, type.structure.add(Role::paragraph));
}

}  // namespace

Strips addresseeStrips(Typesetter& type, const std::vector<std::string>& addressees) {
  if (addressees.empty()) return {};
  if (addressees.size() == 1) return addresseeLine(type, addressees.front());
  // The dashes stand one below the other under the colon.
  const Style plain{Face::regular, kBodySize};
  const Measure whole{kTextWidth, 0, Fit::left};
  const double left = 2 * kIndent + type.shared("Kính gửi", plain, whole).widest();
  const double textLeft = left + 10;
  const SetText& dash = type.shared("-", plain, whole);
  Strips strips = paragraphStrips(type.shared("Kính gửi:", plain, whole), 2 * kIndent,
                                  kParagraphGap, type.structure.add(Role::paragraph));
  const ElementId list = type.structure.add(Role::list);
  for (std::size_t i = 0; i < addressees.size(); ++i) {
    const bool last = i + 1 == addressees.size();
    const ElementId element = type.structure.add(Role::item, list);
    const ElementId label = type.structure.add(Role::label, element);
    strips.back().keepWithNext = i == 0;
    Strips item = paragraphStrips(type.own(endedWith(addressees[i], last ? "." : ";"), plain,
                                           {kTextWidth - textLeft, 0, Fit::left}),
                                  textLeft, 0, type.structure.add(Role::itemBody, element));
    auto& lines = item.front().lines;
    lines.insert(lines.begin(), {left, lines.front().y, dash.lines.data(), label});
    append(strips, std::move(item));
  }
  return strips;
}

Strips legalBasisStrips(Typesetter& type, const std::vector<std::string>& legalBasis) {
  Strips strips;
  for (std::size_t i = 0; i < legalBasis.size(); ++i) {
    const char* sign = i + 1 == legalBasis.size() ? "." : ";";
    append(strips, paragraphStrips(type.shared("Căn cứ " + endedWith(legalBasis[i], sign),
                                               {Face::italic, kBodySize},
                                               {kTextWidth, kIndent, Fit::justified}),
                                   0, kParagraphGap, type.structure.add(Role::paragraph)));
  }
  return strips;
}

namespace {

Strip signerStrip(Typesetter& type, const domain::Signer& signer) {
  Strip strip;
  strip.gapAbove = 2 * kParagraphGap;
  Column right{kTextWidth / 2, kTextWidth / 2};
  const auto add = [&](const std::string& text, bool capitals) {
    setText(strip, right, type.shared(text, {Face::bold, kBodySize, capitals}, centredIn(right)),
            type.structure.add(Role::paragraph));
  };
  add(signer.authority, true);
  add(signer.position, true);
  strip.signatureSpace = {right.left, right.y, right.width, kSignatureSpace};
  right.y += kSignatureSpace;
  add(signer.name, false);
  strip.height = right.y;
  requireRoom(strip.height, base::tr("The signer's position or name"));
  return strip;
}

Strips recipientStrips(Typesetter& type, const Notice& notice) {
  const Style label{Face::boldItalic, 12};
  const Style small{Face::regular, 11};
  const Measure narrow{kTextWidth / 2 - kColumnGap, 0, Fit::left};
  Strips strips = paragraphStrips(type.shared("Nơi nhận:", label, narrow), 0, 0,
                                  type.structure.add(Role::paragraph));
  std::vector<std::string> items;
  for (const std::string& recipient : notice.recipients)
    items.push_back("- " + endedWith(recipient, ";"));
  const bool archived = !notice.agency.archive.empty();
  items.push_back(archived ? "- Lưu: VT, " + endedWith(notice.agency.archive, ".") : "- Lưu: VT.");
  for (const std::string& item : items)
    append(strips, paragraphStrips(type.shared(item, small, narrow), 0, 0,
                                   type.structure.add(Role::paragraph)));
  return strips;
}

}  // namespace

Strips signatureStrips(Typesetter& type, const Notice& notice) {
  Strips recipients = recipientStrips(type, notice);
  Strips strips{signerStrip(type, notice.agency.signer)};
  double height = 0;
  for (const Strip& line : recipients) height += line.height;
  // A list too long to keep together goes on below the signer's name, on further pages if need be.
  const double room = height <= kTallestComponent ? height : strips[0].height;
  double y = 0;
  for (Strip& line : recipients) {
    if (y < room) {
      shift(line.lines, 0, y);
      std::move(line.lines.begin(), line.lines.end(), std::back_inserter(strips[0].lines));
      y += line.height;
    } else {
      line.keepWithNext = false;
      strips.push_back(std::move(line));
    }
  }
  strips[0].height = std::max(strips[0].height, y);
  return strips;
}

Foot footOf(Typesetter& type, QrCodes& codes, const Notice& notice, const std::string& noticeHash) {
  constexpr double kSymbolSize = 18 * kMillimetre;
  constexpr double kQuietZone = 3 * kMillimetre;  // four squares of the QR code
  constexpr float kContactSize = 11;
  constexpr float kSmallPrint = 9;
  const std::string contact = contactLine(notice.agency);
  const bool issued = notice.number != 0;
  const std::string boxes = boxesLine(type.replaced());
  Foot foot;
  if (contact.empty() && boxes.empty() && !issued) return foot;

  const Measure measure{issued ? kTextWidth - kSymbolSize - kColumnGap : kTextWidth, 0, Fit::left};
  double y = addFootText(foot.content, type.shared(contact, {Face::regular, kContactSize}, measure),
                         2, type.structure.add(Role::paragraph));
  const std::string number = domain::numberAndSymbol(notice);
  const std::string code = domain::checkCode(noticeHash);
  if (issued) {
    const std::string check = fmt::format("Văn bản số {}; mã kiểm tra: {}", number, code);
    y = addFootText(foot.content, type.own(check, {Face::regular, kSmallPrint}, measure), y + 3,
                    type.structure.add(Role::paragraph));
  }
  if (!boxes.empty())
    y = addFootText(foot.content, type.own(boxes, {Face::regular, kSmallPrint}, measure), y,
                    type.structure.add(Role::paragraph));
  if (issued) {
    Squares symbol = codes.of(number + " " + code);
    symbol.x = kMarginLeft + kTextWidth - kSymbolSize;
    symbol.y = kQuietZone;
    symbol.size = kSymbolSize;
    y = std::max(y, symbol.y + symbol.size);
    foot.content.symbol = std::move(symbol);
  }
  requireRoom(2 * y, base::tr("The agency's contact line"));
  const double top = kPageHeight - kMarginBottom - y;
  shift(foot.content.lines, 0, top);
  if (foot.content.symbol) foot.content.symbol->y += top;
  foot.content.rules.push_back({kMarginLeft, top, kMarginLeft + kTextWidth, top});
  foot.height = y + kParagraphGap;
  return foot;
}

void numberPages(Typesetter& type, std::vector<Page>& pages) {
  for (std::size_t i = 1; i < pages.size(); ++i) {
    const SetText& number =
        type.own(std::to_string(i + 1), {Face::regular, kBodySize}, {kTextWidth, 0, Fit::centre});
    pages[i].lines.insert(pages[i].lines.begin(),
                          {kMarginLeft, 0.62 * kMarginTop, number.lines.data(), kArtifact});
  }
}

void markAsDraft(Typesetter& type, std::vector<Page>& pages) {
  const SetText& mark =
      type.shared("BẢN NHÁP", {Face::bold, kMarkSize}, {kPageHeight, 0, Fit::left});
  for (Page& page : pages) page.mark = mark.lines.data();
}

}  // namespace thongbao::pdf
