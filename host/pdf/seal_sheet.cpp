#include "pdf/seal_sheet.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/words.h"
#include "document/tree.h"
#include "pdf/deflate.h"
#include "pdf/font_resources.h"
#include "pdf/halves.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_pages.h"
#include "pdf/objects.h"
#include "pdf/page_content.h"
#include "pdf/qr_code.h"

namespace thongbao::pdf {

namespace {

constexpr double kSignatureSpace = 32 * kMillimetre;
constexpr double kSymbolSize = 34 * kMillimetre;
constexpr double kSymbolGap = 6 * kMillimetre;
constexpr double kLeftWidth = 0.39 * kTextWidth;
constexpr double kFoot = kSymbolSize + 4 * kParagraphGap;
constexpr int kPageLevel = 6;
constexpr const char* kTitle = "BIÊN BẢN NIÊM PHONG SỔ ĐĂNG KÝ ĐIỆN TỬ";

/// 64 digits as two lines of eight groups.
std::vector<std::string> groupsOf(const std::string& hex) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < hex.size(); at += 4) {
    if (at % 32 == 0) lines.emplace_back();
    if (at % 32 != 0) lines.back() += ' ';
    lines.back() += hex.substr(at, 4);
  }
  return lines;
}

std::string titleOf(const SealSheet& sheet) {
  return "Biên bản niêm phong sổ đăng ký, mục số " + std::to_string(sheet.entry);
}

/// Ô số 1 and 2 of an official document, then ô số 4.
Strip headStrip(Typesetter& type, const SealSheet& sheet) {
  Strip strip;
  Half left{0, kLeftWidth}, right{kLeftWidth + kSymbolGap, kTextWidth - kLeftWidth - kSymbolGap};
  const auto underline = [&](const Half& half, double width) {
    const double middle = half.left + half.width / 2;
    strip.rules.push_back({middle - width / 2, half.y + 2.5, middle + width / 2, half.y + 2.5});
  };
  left.add(type, strip, sheet.agency.parentBody, {Face::regular, 12, true});
  left.add(type, strip, sheet.agency.issuingBody, {Face::bold, 12, true});
  underline(left, 60);
  right.add(type, strip, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {Face::bold, 12});
  right.add(type, strip, "Độc lập - Tự do - Hạnh phúc", {Face::bold, kBodySize});
  underline(right, 165);
  right.y += 2 * kParagraphGap;
  right.add(type, strip,
            sheet.agency.place + ", " + base::dayInWords(base::vietnameseDay(sheet.sealedAt)),
            {Face::italic, kBodySize});
  return strip;
}

Strips paragraph(Typesetter& type, const std::string& text, Style style, Fit fit, double gap) {
  return paragraphStrips(type.own(text, style, {kTextWidth, 0, fit}), 0, gap, kArtifact);
}

Strips factStrips(Typesetter& type, const std::string& label, const std::string& value) {
  const document::Runs runs{{label, false, false, {}, false}, {value, true, false, {}, false}};
  return paragraphStrips(
      type.own(type.glyphs(runs, {Face::regular, kBodySize}), {kTextWidth, 0, Fit::left}), 0,
      kParagraphGap, kArtifact);
}

Strips digitStrips(Typesetter& type, const std::string& label, const std::string& hex) {
  Strips strips = factStrips(type, label, "");
  for (const std::string& line : groupsOf(hex))
    append(strips, paragraph(type, line, {Face::bold, kBodySize}, Fit::centre, 2));
  return strips;
}

Strips bodyOf(Typesetter& type, const SealSheet& sheet) {
  const Style body{Face::regular, kBodySize};
  Strips strips = paragraph(type, kTitle, {Face::bold, 14}, Fit::centre, 4 * kParagraphGap);
  append(strips,
         paragraph(type,
                   "Về việc xác nhận nội dung sổ đăng ký đến mục số " + std::to_string(sheet.entry),
                   {Face::bold, kBodySize}, Fit::centre, 0));
  append(strips, paragraph(type,
                           "Sổ đăng ký điện tử của " + sheet.agency.issuingBody +
                               " được niêm phong bằng chữ ký số trên mã băm của mục cuối cùng. Mã "
                               "này phụ thuộc vào toàn bộ các mục đứng trước.",
                           body, Fit::justified, 3 * kParagraphGap));
  append(strips, factStrips(type, "Mục cuối cùng: số ", std::to_string(sheet.entry)));
  append(strips,
         factStrips(type, "Thời điểm ghi mục (giờ Việt Nam): ", base::toVietnamese(sheet.time)));
  append(strips, digitStrips(type, "Mã băm SHA-256 của mục:", sheet.hash));
  append(strips, factStrips(type, "Thời điểm niêm phong (giờ Việt Nam): ",
                            base::toVietnamese(sheet.sealedAt)));
  append(strips, factStrips(type, "Người ký số: ", sheet.signer));
  append(strips, digitStrips(type, "Mã băm SHA-256 của chứng thư số:", sheet.certificate));
  append(strips, paragraph(type,
                           "Biên bản được in, ký và lưu tại nơi khác với nơi đặt sổ đăng ký. Sổ "
                           "đăng ký đã bị sửa nếu mục nêu trên không còn hoặc có mã băm khác.",
                           body, Fit::justified, 2 * kParagraphGap));
  return strips;
}

Strip signatureStrip(Typesetter& type) {
  Strip strip;
  strip.gapAbove = 3 * kParagraphGap;
  Half left, right{kHalf + kIndent / 2};
  for (auto& [half, who] :
       {std::pair(&left, "NGƯỜI NHẬN LƯU GIỮ"), std::pair(&right, "NGƯỜI LẬP BIÊN BẢN")}) {
    half->add(type, strip, who, {Face::bold, kBodySize});
    half->add(type, strip, "(Ký, ghi rõ họ tên)", {Face::italic, 12});
  }
  strip.height += kSignatureSpace;
  return strip;
}

/// The QR code with what it says, at the foot of the page.
void addSymbol(Typesetter& type, Page& page, const SealSheet& sheet) {
  page.symbol = qrCode(std::to_string(sheet.entry) + " " + sheet.hash);
  page.symbol->size = kSymbolSize;
  page.symbol->x = kMarginLeft;
  page.symbol->y = kPageHeight - kMarginBottom - kSymbolSize;
  const double left = kMarginLeft + kSymbolSize + kSymbolGap;
  const SetText& text =
      type.own("Mã QR chứa số mục và mã băm của mục. Kiểm tra bằng lệnh: thongbao register show " +
                   std::to_string(sheet.entry),
               {Face::italic, 11}, {kTextWidth - kSymbolSize - kSymbolGap, 0, Fit::left});
  double y = page.symbol->y + leadingOf(text.size);
  for (const SetLine& line : text.lines) {
    page.lines.push_back({left, y, &line, kArtifact});
    y += leadingOf(text.size);
  }
}

Page pageOf(Typesetter& type, const SealSheet& sheet) {
  type.begin();
  Strips strips{headStrip(type, sheet)};
  append(strips, bodyOf(type, sheet));
  strips.push_back(signatureStrip(type));
  std::vector<Page> pages = paginate(std::move(strips), kFoot);
  if (pages.size() != 1)
    throw base::Error(base::Code::badInput,
                      base::tr("The names of the agency or of the signer are too long for a page."),
                      {}, base::tr("Shorten them in the profile and try again."));
  addSymbol(type, pages.front(), sheet);
  return std::move(pages.front());
}

}  // namespace

std::string sealSheet(const SealSheet& sheet) {
  Fonts fonts;
  Typesetter type(fonts);
  const Page page = pageOf(type, sheet);
  FontNeeds needs;
  const std::string content =
      Deflate(kPageLevel)(pageContent(page, type.structure, false, needs).operators);
  FontResources resources(fonts);
  Objects objects;
  objects.begin();
  objects.page(content, objects.dictionary(resources.add(objects, needs)));
  objects.catalogue("/Lang(vi)/ViewerPreferences<</DisplayDocTitle true>>");
  const std::string title = titleOf(sheet);
  return objects.finished(
      {title, base::vietnameseDay(sheet.sealedAt), base::sha256(title + sheet.hash)});
}

}  // namespace thongbao::pdf
