#include "pdf/components.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

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

void setText(Strip& strip, Column& column, std::vector<Glyph> glyphs) {
  if (glyphs.empty()) return;
  glueNumbers(glyphs);
  glueCompounds(glyphs);
  const double leading = leadingOf(glyphs.front().size);
  column.longest = 0;
  for (Line& line : breakLines(glyphs, {column.width, 0, Fit::centre})) {
    column.longest = std::max(column.longest, widthOf(line.glyphs));
    line.x += column.left;
    line.y = column.y + 0.8 * leading;
    strip.lines.push_back(std::move(line));
    column.y += leading;
  }
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

/// The text in capitals; what is not UTF-8 stays as it is, for the shaper to refuse.
std::string capitals(const std::string& text) {
  return base::firstInvalidUtf8(text) ? text : base::upperCase(text);
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

/// Paragraph of the foot: lines from (kMarginLeft, y) downwards.
double addFootText(Page& page, TextShaper& shaper, const std::string& text, float size,
                   double width, double y) {
  for (Line& line : breakLines(shaper.glyphs(text, Face::regular, size), {width, 0, Fit::left})) {
    line.x += kMarginLeft;
    line.y = y + 0.8 * leadingOf(size);
    page.lines.push_back(std::move(line));
    y += leadingOf(size);
  }
  return y;
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

Strip letterheadStrip(TextShaper& shaper, const Notice& notice) {
  const auto year = static_cast<int>(notice.date.year());
  if (!notice.date.ok() || year < 1 || year > 9999)
    throw base::Error(base::Code::badInput, base::tr("The document's date does not exist."));
  const auto title =
      shaper.glyphs("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face::bold, kLetterheadSize);
  const double rightWidth = widthOf(title) + 2;
  Column left{0, kTextWidth - rightWidth - kColumnGap};
  Column right{kTextWidth - rightWidth, rightWidth};
  Strip strip;
  setText(strip, left,
          shaper.glyphs(capitals(notice.agency.parentBody), Face::regular, kLetterheadSize));
  setText(strip, left,
          shaper.glyphs(capitals(notice.agency.issuingBody), Face::bold, kLetterheadSize));
  setRule(strip, left, kShortRule * left.longest);
  setText(strip, right, title);
  setText(strip, right, shaper.glyphs("Độc lập - Tự do - Hạnh phúc", Face::bold, kBodySize));
  setRule(strip, right, right.longest);

  left.y = right.y = std::max(left.y, right.y) + 6;
  setText(strip, left,
          shaper.glyphs("Số:\u00A0" + withFixedBlanks(domain::numberAndSymbol(notice)),
                        Face::regular, kBodySize));
  setText(strip, right, shaper.glyphs(domain::placeAndDate(notice), Face::italic, kBodySize));
  strip.height = std::max(left.y, right.y);
  requireRoom(strip.height, base::tr("The letterhead"));
  return strip;
}

Strips titleStrips(TextShaper& shaper, const Notice& notice) {
  const Measure centred{kTextWidth - 2 * kIndent, 0, Fit::centre};
  Strips strips = paragraphStrips(shaper.glyphs(capitals(notice.title), Face::bold, kBodySize),
                                  centred, kIndent, 2.5 * kParagraphGap);
  const std::size_t kindLines = strips.size();
  append(strips, paragraphStrips(shaper.glyphs(notice.summary, Face::bold, kBodySize), centred,
                                 kIndent, strips.empty() ? 2 * kParagraphGap : 0));
  if (strips.empty()) return strips;
  double height = 0;
  double longest = 0;
  for (std::size_t i = 0; i < strips.size(); ++i) {
    strips[i].keepWithNext = true;
    height += strips[i].height;
    if (i >= kindLines) longest = std::max(longest, widthOf(strips[i].lines.front().glyphs));
  }
  requireRoom(height, base::tr("The summary"));
  Strip& last = strips.back();
  Column middle{0, kTextWidth, last.height};
  setRule(last, middle, kShortRule * longest);
  last.height = middle.y + kParagraphGap;
  return strips;
}

Strips addresseeStrips(TextShaper& shaper, const std::vector<std::string>& addressees) {
  if (addressees.empty()) return {};
  const auto set = [&](const std::string& text) {
    return shaper.glyphs(text, Face::regular, kBodySize);
  };
  if (addressees.size() == 1) {
    auto line = set("Kính gửi: " + addressees.front());
    const bool fits = widthOf(line) < kTextWidth - 2 * kIndent;
    return paragraphStrips(std::move(line),
                           {kTextWidth, fits ? 0 : kIndent, fits ? Fit::centre : Fit::justified}, 0,
                           kParagraphGap);
  }
  // The dashes stand one below the other under the colon.
  const double left = 2 * kIndent + widthOf(set("Kính gửi"));
  const double textLeft = left + 10;
  Strips strips = paragraphStrips(set("Kính gửi:"), {}, 2 * kIndent, kParagraphGap);
  for (std::size_t i = 0; i < addressees.size(); ++i) {
    const bool last = i + 1 == addressees.size();
    strips.back().keepWithNext = i == 0;
    Strips item = paragraphStrips(set(endedWith(addressees[i], last ? "." : ";")),
                                  {kTextWidth - textLeft, 0, Fit::left}, textLeft, 0);
    item.front().lines.push_back({left, item.front().lines.front().y, 0, set("-")});
    append(strips, std::move(item));
  }
  return strips;
}

Strips legalBasisStrips(TextShaper& shaper, const std::vector<std::string>& legalBasis) {
  Strips strips;
  for (std::size_t i = 0; i < legalBasis.size(); ++i) {
    const char* sign = i + 1 == legalBasis.size() ? "." : ";";
    append(strips, paragraphStrips(shaper.glyphs("Căn cứ " + endedWith(legalBasis[i], sign),
                                                 Face::italic, kBodySize),
                                   {kTextWidth, kIndent, Fit::justified}, 0, kParagraphGap));
  }
  return strips;
}

namespace {

Strip signerStrip(TextShaper& shaper, const domain::Signer& signer) {
  Strip strip;
  strip.gapAbove = 2 * kParagraphGap;
  Column right{kTextWidth / 2, kTextWidth / 2};
  setText(strip, right, shaper.glyphs(capitals(signer.authority), Face::bold, kBodySize));
  setText(strip, right, shaper.glyphs(capitals(signer.position), Face::bold, kBodySize));
  right.y += kSignatureSpace;
  setText(strip, right, shaper.glyphs(signer.name, Face::bold, kBodySize));
  strip.height = right.y;
  requireRoom(strip.height, base::tr("The signer's position or name"));
  return strip;
}

Strips recipientStrips(TextShaper& shaper, const Notice& notice) {
  constexpr float kLabelSize = 12;
  constexpr float kListSize = 11;
  const Measure narrow{kTextWidth / 2 - kColumnGap, 0, Fit::left};
  Strips strips =
      paragraphStrips(shaper.glyphs("Nơi nhận:", Face::label, kLabelSize), narrow, 0, 0);
  std::vector<std::string> items;
  for (const std::string& recipient : notice.recipients)
    items.push_back("- " + endedWith(recipient, ";"));
  const bool archived = !notice.agency.archive.empty();
  items.push_back(archived ? "- Lưu: VT, " + endedWith(notice.agency.archive, ".") : "- Lưu: VT.");
  for (const std::string& item : items)
    append(strips, paragraphStrips(shaper.glyphs(item, Face::regular, kListSize), narrow, 0, 0));
  return strips;
}

}  // namespace

Strips signatureStrips(TextShaper& shaper, const Notice& notice) {
  Strips strips{signerStrip(shaper, notice.agency.signer)};
  Strips recipients = recipientStrips(shaper, notice);
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

Foot footOf(TextShaper& shaper, const Notice& notice, const std::string& noticeHash) {
  constexpr double kSymbolSize = 18 * kMillimetre;
  constexpr double kQuietZone = 3 * kMillimetre;  // four squares of the QR code
  constexpr float kContactSize = 11;
  constexpr float kSmallPrint = 9;
  const std::string contact = contactLine(notice.agency);
  const bool issued = notice.number != 0;
  Foot foot;
  if (contact.empty() && !issued) return foot;

  const double width = issued ? kTextWidth - kSymbolSize - kColumnGap : kTextWidth;
  double y = addFootText(foot.content, shaper, contact, kContactSize, width, 2);
  if (issued) {
    const std::string number = domain::numberAndSymbol(notice);
    const std::string code = domain::checkCode(noticeHash);
    y = addFootText(foot.content, shaper,
                    fmt::format("Văn bản số {}; mã kiểm tra: {}", number, code), kSmallPrint, width,
                    y + 3);
    Squares symbol = qrCode(number + " " + code);
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

void numberPages(TextShaper& shaper, std::vector<Page>& pages) {
  for (std::size_t i = 1; i < pages.size(); ++i) {
    Line number{0, 0.62 * kMarginTop, 0,
                shaper.glyphs(std::to_string(i + 1), Face::regular, kBodySize)};
    number.x = kMarginLeft + (kTextWidth - widthOf(number.glyphs)) / 2;
    pages[i].lines.insert(pages[i].lines.begin(), std::move(number));
  }
}

void markAsDraft(TextShaper& shaper, std::vector<Page>& pages) {
  const Line mark{0, 0, 0, shaper.glyphs("BẢN NHÁP", Face::bold, kMarkSize)};
  for (Page& page : pages) page.mark = mark;
}

}  // namespace thongbao::pdf
