#include "pdf/plain_writer.h"

#include <hpdf.h>

#include <cmath>
#include <map>
#include <memory>

#include "base/text.h"
#include "pdf/failure.h"

namespace thongbao::pdf {

namespace {

HPDF_REAL real(double value) {
  return static_cast<HPDF_REAL>(value);
}

/// One document in the library's hands.
class PlainDocument {
 public:
  explicit PlainDocument(const Fonts& fonts) : fonts_(fonts) {
    HPDF_UseUTFEncodings(doc_.get());
    HPDF_SetCurrentEncoder(doc_.get(), "UTF-8");
    HPDF_SetCompressionMode(doc_.get(), HPDF_COMP_ALL);
    check(failure_);
  }

  void add(const Page& content) {
    page_ = HPDF_AddPage(doc_.get());
    check(failure_);
    HPDF_Page_SetWidth(page_, real(kPageWidth));
    HPDF_Page_SetHeight(page_, real(kPageHeight));
    if (content.mark) addMark(*content.mark);
    HPDF_Page_SetLineWidth(page_, real(kRuleWidth));
    HPDF_Page_SetLineCap(page_, HPDF_PROJECTING_SCUARE_END);
    for (const Rule& rule : content.rules) addRule(rule);
    if (!content.rules.empty()) HPDF_Page_Stroke(page_);
    if (content.symbol) addSymbol(*content.symbol);
    for (const PlacedLine& line : content.lines) addLine(line);
    check(failure_);
  }

  std::string finished(const DocumentInfo& info) {
    HPDF_SetInfoAttr(doc_.get(), HPDF_INFO_TITLE, info.title.c_str());
    HPDF_SetInfoDateAttr(
        doc_.get(), HPDF_INFO_CREATION_DATE,
        {static_cast<int>(info.date.year()),
         static_cast<HPDF_INT>(static_cast<unsigned>(info.date.month())),
         static_cast<HPDF_INT>(static_cast<unsigned>(info.date.day())), 0, 0, 0, '+', 7, 0});
    HPDF_SaveToStream(doc_.get());
    check(failure_);
    std::string bytes(HPDF_GetStreamSize(doc_.get()), '\0');
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    HPDF_ReadFromStream(doc_.get(), reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    return bytes;
  }

 private:
  HPDF_Font fontOf(Face face) {
    HPDF_Font& font = loaded_[face];
    if (!font) {
      const std::string file = fonts_.fileOf(face).string();
      const char* name = HPDF_LoadTTFontFromFile(doc_.get(), file.c_str(), HPDF_TRUE);
      check(failure_);
      font = HPDF_GetFont(doc_.get(), name, "UTF-8");
      check(failure_);
    }
    return font;
  }

  /// Word by word: the library's word spacing does not apply to two-byte fonts.
  void addGlyphs(const SetLine& line, double x, double y) {
    std::string word;
    double width = 0;
    const Glyph* first = nullptr;
    const auto flush = [&] {
      if (!word.empty()) {
        HPDF_Page_SetFontAndSize(page_, fontOf(first->face), first->size);
        HPDF_Page_SetTextMatrix(page_, 1, 0, 0, 1, real(x), real(y));
        HPDF_Page_ShowText(page_, word.c_str());
      }
      x += width;
      word.clear();
      width = 0;
    };
    for (const Glyph& glyph : line.glyphs) {
      if (!word.empty() && (first->face != glyph.face || first->size != glyph.size)) flush();
      if (word.empty()) first = &glyph;
      base::appendUtf8(word, glyph.character);
      width += glyph.width();
      if (!isBlank(glyph)) continue;
      flush();
      x += line.blankExtra;
    }
    flush();
  }

  void addLine(const PlacedLine& line) {
    HPDF_Page_BeginText(page_);
    addGlyphs(*line.text, line.left(), kPageHeight - line.y);
    HPDF_Page_EndText(page_);
  }

  void addMark(const SetLine& mark) {
    const double diagonal = std::sqrt(0.5);
    HPDF_Page_GSave(page_);
    HPDF_Page_SetGrayFill(page_, kMarkGrey);
    HPDF_Page_Concat(page_, real(diagonal), real(diagonal), real(-diagonal), real(diagonal),
                     real(kPageWidth / 2), real(kPageHeight / 2));
    HPDF_Page_BeginText(page_);
    addGlyphs(mark, -mark.width / 2, -mark.first.size / 3);
    HPDF_Page_EndText(page_);
    HPDF_Page_GRestore(page_);
  }

  void addRule(const Rule& rule) {
    HPDF_Page_MoveTo(page_, real(rule.x1), real(kPageHeight - rule.y1));
    HPDF_Page_LineTo(page_, real(rule.x2), real(kPageHeight - rule.y2));
  }

  void addSymbol(const Squares& symbol) {
    const double step = symbol.size / symbol.side;
    for (int row = 0; row < symbol.side; ++row)
      for (int column = 0; column < symbol.side; ++column)
        if (symbol.isBlack(column, row))
          HPDF_Page_Rectangle(page_, real(symbol.x + column * step),
                              real(kPageHeight - symbol.y - (row + 1) * step), real(step),
                              real(step));
    HPDF_Page_Fill(page_);
  }

  const Fonts& fonts_;
  HPDF_STATUS failure_ = HPDF_OK;
  std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, decltype(&HPDF_Free)> doc_{
      HPDF_New(&noteFailure, &failure_), &HPDF_Free};
  HPDF_Page page_ = nullptr;
  std::map<Face, HPDF_Font> loaded_;
};

}  // namespace

std::string writePlainly(const Fonts& fonts, const std::vector<Page>& pages,
                         const DocumentInfo& info) {
  PlainDocument document(fonts);
  for (const Page& page : pages) document.add(page);
  return document.finished(info);
}

}  // namespace thongbao::pdf
