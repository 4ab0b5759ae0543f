#include "pdf/cover_sheet.h"

#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "document/tree.h"
#include "pdf/components.h"
#include "pdf/halves.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_pages.h"
#include "pdf/layout_table.h"

namespace thongbao::pdf {

namespace {

constexpr double kShortRule = 60;
constexpr double kSignatureSpace = 30 * kMillimetre;
constexpr const char* kAreaUnknown = "chưa rõ địa bàn";

document::Run run(const std::string& text, bool bold = false) {
  return {text, bold, false, {}, false};
}

Strip headStrip(Typesetter& type, const Cover& cover) {
  Strip strip;
  Half left;
  left.add(type, strip, cover.agency.parentBody, {Face::regular, 12, true});
  left.add(type, strip, cover.agency.issuingBody, {Face::bold, 12, true});
  const double middle = left.left + kHalf / 2 - kIndent / 4;
  strip.rules.push_back(
      {middle - kShortRule / 2, left.y + 2.5, middle + kShortRule / 2, left.y + 2.5});
  Half right{kHalf + kIndent / 2};
  right.add(type, strip, cover.agency.place + ", " + base::dayInWords(cover.date),
            {Face::italic, kBodySize});
  if (strip.height > kTextHeight / 2)
    throw base::Error(base::Code::badInput,
                      base::tr("The agency's names are too long for the cover of a sheaf."), {},
                      base::tr("Shorten them in the profile and try again."));
  return strip;
}

Strips titleStrips(Typesetter& type) {
  Strips strips = paragraphStrips(
      type.shared("PHIẾU GIAO NHẬN VĂN BẢN", {Face::bold, 14}, {kTextWidth, 0, Fit::centre}), 0,
      4 * kParagraphGap, kArtifact);
  append(strips,
         paragraphStrips(type.shared("(Thư in giấy, gửi qua bưu điện hoặc giao trực tiếp)",
                                     {Face::italic, kBodySize}, {kTextWidth, 0, Fit::centre}),
                         0, 0, kArtifact));
  return strips;
}

Strips factStrips(Typesetter& type, const Cover& cover, std::size_t letters, std::size_t sheets) {
  struct Fact {
    const char* label;
    std::string value;
    const char* remark = "";
  };
  const Fact facts[] = {
      {"Đợt gửi: ", cover.campaign},
      {"Địa bàn: ", cover.area.empty() ? kAreaUnknown : cover.area},
      {"Tập số: ", std::to_string(cover.part)},
      {"Ngày in: ", base::toVietnamese(cover.date)},
      {"Số lượng văn bản: ", std::to_string(letters)},
      {"Số lượng tờ: ", std::to_string(sheets), " (kể cả trang địa chỉ, không kể phiếu này)"}};
  Strips strips;
  for (const Fact& fact : facts) {
    const document::Runs runs{run(fact.label), run(fact.value, true), run(fact.remark)};
    append(strips, paragraphStrips(type.own(type.glyphs(runs, {Face::regular, kBodySize}),
                                            {kTextWidth, 0, Fit::left}),
                                   0, strips.empty() ? 2 * kParagraphGap : 2, kArtifact));
  }
  return strips;
}

Strips listStrips(Typesetter& type, const std::vector<CoverRow>& rows, std::size_t first) {
  using document::Align;
  const auto cell = [](const std::string& text) { return document::Runs{run(text)}; };
  document::Table table;
  for (const char* heading : {"STT", "Số, ký hiệu", "Nơi nhận", "Số trang"})
    table.heading.push_back(cell(heading));
  table.align = {Align::centre, Align::left, Align::left, Align::centre};
  for (const CoverRow& row : rows)
    table.rows.push_back({cell(std::to_string(table.rows.size() + 1)), cell(row.number),
                          cell(row.addressee), cell(std::to_string(row.pages))});
  Strips strips = tableStrips(type, table, first, kWhole);
  strips.front().gapAbove = 2 * kParagraphGap;
  return strips;
}

Strip signatureStrip(Typesetter& type) {
  Strip strip;
  strip.gapAbove = 3 * kParagraphGap;
  Half left, right{kHalf + kIndent / 2};
  for (auto& [half, who] : {std::pair(&left, "NGƯỜI GIAO"), std::pair(&right, "NGƯỜI NHẬN")}) {
    half->add(type, strip, who, {Face::bold, kBodySize});
    half->add(type, strip, "(Ngày giao nhận; ký, ghi rõ họ tên)", {Face::italic, 12});
  }
  strip.height += kSignatureSpace;
  return strip;
}

}  // namespace

std::vector<Page> coverPages(Typesetter& type, const Cover& cover,
                             const std::vector<CoverRow>& rows, std::size_t sheets) {
  Strips strips{headStrip(type, cover)};
  append(strips, titleStrips(type));
  append(strips, factStrips(type, cover, rows.size(), sheets));
  append(strips, listStrips(type, rows, strips.size()));
  // Nobody signs on a page that shows nothing of what he signs for.
  strips.back().keepWithNext = true;
  strips.push_back(signatureStrip(type));
  std::vector<Page> pages = paginate(std::move(strips), 0);
  numberPages(type, pages);
  return pages;
}

}  // namespace thongbao::pdf
