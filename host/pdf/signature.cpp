#include "pdf/signature.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/hash.h"
#include "base/words.h"
#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

/// The hand's signature is fitted into this; the seal is as large as the real one (36 mm for
/// agencies, Thông tư 21/2012/TT-BCA).
constexpr double kSignatureWidth = 50 * kMillimetre;
constexpr double kSignatureHeight = 26 * kMillimetre;
constexpr double kSealSize = 36 * kMillimetre;

constexpr float kAgencyTextSize = 10;
constexpr double kAgencyTextTop = 8 * kMillimetre;

constexpr std::string_view kRangePlaceholder =
    "/ByteRange[0 0000000000 0000000000 0000000000]/Contents<";

/// The image as large as it may be in width × height, its middle at (x, y).
Box fitted(const Image& image, double width, double height, double x, double y) {
  const double scale = std::min(width / image.width, height / image.height);
  const double w = image.width * scale;
  const double h = image.height * scale;
  return {x - w / 2, y - h / 2, w, h};
}

Box around(const Box& a, const Box& b) {
  if (a.width == 0) return b;
  if (b.width == 0) return a;
  const double x = std::min(a.x, b.x);
  const double y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x,
          std::max(a.y + a.height, b.y + b.height) - y};
}

/// Draws the image resource `name` at `image`, within `box`.
void drawImage(std::string& operators, const char* name, const Box& image, const Box& box) {
  operators += "q ";
  for (const double value : {image.width, 0.0, 0.0, image.height, image.x - box.x,
                             box.y + box.height - image.y - image.height}) {
    appendNumber(operators, value);
    operators += ' ';
  }
  operators += "cm /";
  operators += name;
  operators += " Do Q\n";
}

SignatureLook lookOfImages(const Signing& signing, const std::vector<Page>& pages) {
  SignatureLook look;
  while (look.page < pages.size() && !pages[look.page].signatureSpace) ++look.page;
  if (look.page == pages.size()) return {};
  const Box& space = *pages[look.page].signatureSpace;
  const double x = space.x + space.width / 2;
  const double y = space.y + space.height / 2;
  Box hand;
  Box seal;
  if (signing.signature) hand = fitted(*signing.signature, kSignatureWidth, kSignatureHeight, x, y);
  if (signing.seal) {
    const double middle = hand.width > 0 ? hand.x + hand.width / 3 - kSealSize / 2 : x;
    seal = fitted(*signing.seal, kSealSize, kSealSize, middle, y);
  }
  look.box = around(hand, seal);
  if (signing.signature) drawImage(look.operators, "Hand", hand, look.box);
  if (signing.seal) drawImage(look.operators, "Seal", seal, look.box);
  return look;
}

std::chrono::hh_mm_ss<std::chrono::seconds> vietnameseTime(base::Instant at) {
  using namespace std::chrono;
  const auto local = floor<seconds>(at + hours(7));
  return hh_mm_ss<seconds>(local - floor<days>(local));
}

/// `2026-11-24T10:05:09+07:00` (ISO 8601).
std::string vietnameseIso(base::Instant at) {
  const auto time = vietnameseTime(at);
  return fmt::format("{}T{:02}:{:02}:{:02}+07:00", base::toIso(base::vietnameseDay(at)),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

SignatureLook lookOfText(const domain::Notice& notice, Typesetter& type, FontNeeds& needs,
                         base::Instant at) {
  SignatureLook look;
  const double width = kTextWidth / 2;
  const Measure measure{width, 0, Fit::right};
  const double leading = leadingOf(kAgencyTextSize);
  std::string lines;
  FontUse font;
  double y = 0;
  for (const std::string& text : {domain::numberAndSymbol(notice), vietnameseIso(at)})
    for (const SetLine& line : type.own(text, {Face::regular, kAgencyTextSize}, measure).lines) {
      needs.add(line);
      y += leading;
      lines += "1 0 0 1 ";
      appendNumber(lines, line.x);
      lines += ' ';
      appendNumber(lines, -y + 0.2 * leading);
      lines += " Tm";
      if (line.first != font) appendFont(lines, line.first);
      font = line.last;
      lines += line.operators + "\n";
    }
  look.box = {kMarginLeft + kTextWidth - width, kAgencyTextTop, width, y};
  look.operators = "q 1 0 0 1 0 ";
  appendNumber(look.operators, y);
  look.operators += " cm BT " + lines + " ET Q";
  return look;
}

std::string rectangle(const Box& box) {
  std::string text = "[";
  for (const double value :
       {box.x, kPageHeight - box.y - box.height, box.x + box.width, kPageHeight - box.y}) {
    appendNumber(text, box.width > 0 ? value : 0);
    text += ' ';
  }
  return text + "]";
}

/// What the field shows (ISO 32000-1, 12.5.5).
int addAppearance(Objects& objects, const Signing& signing, const SignatureLook& look,
                  const std::string& fonts) {
  std::string resources = fonts + "/XObject<<";
  if (signing.signature && !signing.agencyText)
    resources += fmt::format("/Hand {} 0 R", addImage(objects, *signing.signature));
  if (signing.seal && !signing.agencyText)
    resources += fmt::format("/Seal {} 0 R", addImage(objects, *signing.seal));
  std::string entries = "/Type/XObject/Subtype/Form/BBox[0 0 ";
  appendNumber(entries, look.box.width);
  entries += ' ';
  appendNumber(entries, look.box.height);
  return objects.stream(entries + "]/Resources<<" + resources + ">>>>", look.operators);
}

}  // namespace

SignatureLook lookOf(const Signing& signing, const domain::Notice& notice,
                     const std::vector<Page>& pages, Typesetter& type, FontNeeds& needs,
                     base::Instant at) {
  return signing.agencyText ? lookOfText(notice, type, needs, at) : lookOfImages(signing, pages);
}

int addSignatureField(Objects& objects, const Signing& signing, const SignatureLook& look,
                      const std::string& fonts, base::Instant at) {
  const auto date = base::vietnameseDay(at);
  const auto time = vietnameseTime(at);
  const int signature = objects.dictionary(
      fmt::format("/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name{}"
                  "/M(D:{:04}{:02}{:02}{:02}{:02}{:02}+07'00'){}{}>",
                  textString(signing.signer), static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  time.hours().count(), time.minutes().count(), time.seconds().count(),
                  kRangePlaceholder, std::string(2 * signing.mostBytes, '0')));
  constexpr int kPrintedAndLocked = 4 + 128;  // ISO 32000-1, table 165
  const bool shows = look.box.width > 0;
  return objects.dictionary(fmt::format(
      "/Type/Annot/Subtype/Widget/FT/Sig/T(signature)/F {}/Rect{}/V {} 0 R{}", kPrintedAndLocked,
      rectangle(look.box), signature,
      shows ? fmt::format("/AP<</N {} 0 R>>", addAppearance(objects, signing, look, fonts))
            : std::string()));
}

std::string withSignature(std::string bytes, const Signing& signing) {
  const std::size_t range = bytes.find(kRangePlaceholder);
  if (range == std::string::npos)
    throw base::Error(base::Code::defect, "The document has no room for its signature.");
  const std::size_t begin = range + kRangePlaceholder.size() - 1;  // at `<`
  const std::size_t end = begin + 2 * signing.mostBytes + 2;       // behind `>`
  const std::string numbers =
      fmt::format("/ByteRange[0 {:010} {:010} {:010}]", begin, end, bytes.size() - end);
  std::copy(numbers.begin(), numbers.end(), bytes.begin() + static_cast<std::ptrdiff_t>(range));
  const std::string_view whole = bytes;
  const std::array<std::string_view, 2> pieces{whole.substr(0, begin), whole.substr(end)};
  const std::string hex = base::toHex(signing.sign(pieces));
  if (hex.size() > 2 * signing.mostBytes)
    throw base::Error(base::Code::defect, "The signature is longer than its room.");
  std::copy(hex.begin(), hex.end(), bytes.begin() + static_cast<std::ptrdiff_t>(begin) + 1);
  return bytes;
}

}  // namespace thongbao::pdf
