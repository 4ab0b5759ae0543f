#include "bench/yardstick_pdf.h"

#include <cairo-pdf.h>
#include <hpdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <variant>

#include "pdf/qr_code.h"

namespace thongbao::bench {

namespace {

constexpr double kMillimetre = 72.0 / 25.4;
constexpr double kPageWidth = 210 * kMillimetre;
constexpr double kPageHeight = 297 * kMillimetre;
constexpr double kLeft = 30 * kMillimetre;
constexpr double kTop = 20 * kMillimetre;
constexpr double kTextWidth = kPageWidth - kLeft - 15 * kMillimetre;
constexpr double kSymbolSize = 18 * kMillimetre;
constexpr double kFoot = kPageHeight - kTop - 20 * kMillimetre;
constexpr double kCellPadding = 4;
/// Of the table's columns; the host finds its own.
constexpr double kColumns[] = {0.08, 0.32, 0.42, 0.18};

enum class Align { left, centre, right, justified };

/// Where text is put: from the page's upper left corner, y downwards. `put` gives back the height.
class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual double put(const document::Runs& runs, double x, double y, double width, double size,
                     Align align) = 0;
  virtual void rule(double x1, double y1, double x2, double y2) = 0;
  virtual void square(double x, double y, double size) = 0;
};

document::Runs plain(const std::string& text, bool bold = false, bool italic = false) {
  return {{text, bold, italic, {}, false}};
}

class PageMaker {
 public:
  explicit PageMaker(Canvas& canvas) : canvas_(canvas) {}

  void draw(const domain::Notice& notice, const document::Document& body) {
    letterhead(notice);
    const double rules = put(plain(notice.title, true), Align::centre) +
                         put(plain(notice.summary, true), Align::centre);
    canvas_.rule(kLeft + kTextWidth / 3, y_ + 2, kLeft + kTextWidth * 2 / 3, y_ + 2);
    y_ += rules > 0 ? 8 : 0;
    for (const auto& addressee : notice.addressees)
      put(plain("Kính gửi: " + addressee), Align::centre);
    for (const auto& basis : notice.legalBasis)
      put(plain("Căn cứ " + basis + ";", false, true), Align::justified);
    blocks(body.blocks);
    signature(notice);
    foot(notice);
  }

 private:
  double put(const document::Runs& runs, Align align) {
    const double height = canvas_.put(runs, kLeft, y_, kTextWidth, 13, align);
    y_ += height + 6;
    return height;
  }

  void beside(const document::Runs& left, const document::Runs& right, double size) {
    const double a = canvas_.put(left, kLeft, y_, kTextWidth * 0.45, size, Align::centre);
    const double b =
        canvas_.put(right, kLeft + kTextWidth * 0.45, y_, kTextWidth * 0.55, size, Align::centre);
    y_ += std::max(a, b);
  }

  void letterhead(const domain::Notice& notice) {
    beside(plain(notice.agency.parentBody), plain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true), 12);
    beside(plain(notice.agency.issuingBody, true), plain("Độc lập - Tự do - Hạnh phúc", true), 13);
    canvas_.rule(kLeft + 60, y_ + 2, kLeft + 130, y_ + 2);
    canvas_.rule(kLeft + 290, y_ + 2, kLeft + 450, y_ + 2);
    y_ += 6;
    beside(plain("Số: " + domain::numberAndSymbol(notice)),
           plain(domain::placeAndDate(notice), false, true), 13);
    y_ += 12;
  }

  void blocks(const std::vector<document::Block>& all) {
    for (const auto& block : all)
      std::visit([this](const auto& content) { add(content); }, block.content);
  }
  void add(const document::Paragraph& paragraph) { put(paragraph.runs, Align::justified); }
  void add(const document::Heading& heading) { put(heading.runs, Align::left); }
  void add(const document::List& list) {
    for (const auto& item : list.items) blocks(item.blocks);
  }
  void add(const document::Table& table) {
    const double top = y_;
    canvas_.rule(kLeft, y_, kLeft + kTextWidth, y_);
    row(table.heading, true);
    for (const auto& cells : table.rows) row(cells, false);
    double x = kLeft;
    for (const double share : kColumns) {
      canvas_.rule(x, top, x, y_);
      x += share * kTextWidth;
    }
    canvas_.rule(x, top, x, y_);
    y_ += 6;
  }
  void row(const std::vector<document::Runs>& cells, bool bold) {
    double x = kLeft;
    double tallest = 0;
    for (std::size_t i = 0; i < cells.size() && i < std::size(kColumns); ++i) {
      const double width = kColumns[i] * kTextWidth;
      document::Runs runs = cells[i];
      for (auto& run : runs) run.bold = run.bold || bold;
      tallest = std::max(tallest, canvas_.put(runs, x + kCellPadding, y_ + 2,
                                              width - 2 * kCellPadding, 12, Align::left));
      x += width;
    }
    y_ += tallest + 5;
    canvas_.rule(kLeft, y_, kLeft + kTextWidth, y_);
  }

  void signature(const domain::Notice& notice) {
    const double top = y_;
    const auto& signer = notice.agency.signer;
    const double right = kLeft + kTextWidth / 2;
    for (const std::string* text : {&signer.authority, &signer.position, &signer.name}) {
      if (text == &signer.name) y_ += 28 * kMillimetre;
      y_ += canvas_.put(plain(*text, true), right, y_, kTextWidth / 2, 13, Align::centre);
    }
    double y = top;
    y += canvas_.put(plain("Nơi nhận:", true, true), kLeft, y, kTextWidth / 2, 12, Align::left);
    for (const auto& recipient : notice.recipients)
      y += canvas_.put(plain("- " + recipient + ";"), kLeft, y, kTextWidth / 2, 11, Align::left);
    canvas_.put(plain("- Lưu: VT, " + notice.agency.archive + "."), kLeft, y, kTextWidth / 2, 11,
                Align::left);
  }

  void foot(const domain::Notice& notice) {
    canvas_.rule(kLeft, kFoot, kLeft + kTextWidth, kFoot);
    const std::string code = domain::checkCode(domain::hashOf(notice));
    const double width = kTextWidth - kSymbolSize - 12;
    const double height = canvas_.put(
        plain("Địa chỉ: " + notice.agency.address + "; Điện thoại: " + notice.agency.phone +
              "; Email: " + notice.agency.email + "."),
        kLeft, kFoot + 2, width, 11, Align::left);
    canvas_.put(plain("Văn bản số " + domain::numberAndSymbol(notice) + "; mã kiểm tra: " + code),
                kLeft, kFoot + height + 5, width, 9, Align::left);
    const pdf::Squares symbol = pdf::qrCode(domain::numberAndSymbol(notice) + " " + code);
    const double step = kSymbolSize / symbol.side;
    for (int row = 0; row < symbol.side; ++row)
      for (int column = 0; column < symbol.side; ++column)
        if (symbol.isBlack(column, row))
          canvas_.square(kLeft + kTextWidth - kSymbolSize + column * step, kFoot + 8 + row * step,
                         step);
  }

  Canvas& canvas_;
  double y_ = kTop;
};

// --- cairo and pango ---------------------------------------------------------------------------

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

class CairoCanvas : public Canvas {
 public:
  CairoCanvas()
      : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, kPageWidth, kPageHeight)),
        context_(cairo_create(surface_)),
        layout_(pango_cairo_create_layout(context_)),
        font_(pango_font_description_from_string("Liberation Serif")) {
    cairo_set_line_width(context_, 0.75);
  }
  CairoCanvas(const CairoCanvas&) = delete;
  CairoCanvas& operator=(const CairoCanvas&) = delete;
  ~CairoCanvas() override {
    pango_font_description_free(font_);
    g_object_unref(layout_);
    cairo_destroy(context_);
    cairo_surface_destroy(surface_);
  }

  double put(const document::Runs& runs, double x, double y, double width, double size,
             Align align) override {
    pango_font_description_set_absolute_size(font_, size * PANGO_SCALE);
    pango_layout_set_font_description(layout_, font_);
    pango_layout_set_width(layout_, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_justify(layout_, align == Align::justified);
    pango_layout_set_alignment(layout_, align == Align::centre  ? PANGO_ALIGN_CENTER
                                        : align == Align::right ? PANGO_ALIGN_RIGHT
                                                                : PANGO_ALIGN_LEFT);
    const std::string text = document::plain(runs);
    pango_layout_set_text(layout_, text.data(), static_cast<int>(text.size()));
    PangoAttrList* marks = pango_attr_list_new();
    unsigned from = 0;
    for (const auto& run : runs) {
      const auto to = from + static_cast<unsigned>(run.text.size());
      if (run.bold) mark(marks, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, to);
      if (run.italic) mark(marks, pango_attr_style_new(PANGO_STYLE_ITALIC), from, to);
      from = to;
    }
    pango_layout_set_attributes(layout_, marks);
    pango_attr_list_unref(marks);
    cairo_move_to(context_, x, y);
    pango_cairo_show_layout(context_, layout_);
    int height = 0;
    pango_layout_get_size(layout_, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }
  void rule(double x1, double y1, double x2, double y2) override {
    cairo_move_to(context_, x1, y1);
    cairo_line_to(context_, x2, y2);
    cairo_stroke(context_);
  }
  void square(double x, double y, double size) override {
    cairo_rectangle(context_, x, y, size, size);
    squares_ = true;
  }

  std::string bytes() {
    if (squares_) cairo_fill(context_);
    cairo_surface_finish(surface_);
    const cairo_status_t status = cairo_surface_status(surface_);
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
    return std::move(bytes_);
  }

 private:
  static void mark(PangoAttrList* marks, PangoAttribute* attribute, unsigned from, unsigned to) {
    attribute->start_index = from;
    attribute->end_index = to;
    pango_attr_list_insert(marks, attribute);
  }

  std::string bytes_;
  cairo_surface_t* surface_;
  cairo_t* context_;
  PangoLayout* layout_;
  PangoFontDescription* font_;
  bool squares_ = false;
};

// --- libharu's own text calls ------------------------------------------------------------------

void onError(HPDF_STATUS status, HPDF_STATUS, void*) {
  throw std::runtime_error("libharu status " + std::to_string(status));
}

class LibharuCanvas : public Canvas {
 public:
  LibharuCanvas() : doc_(HPDF_New(&onError, nullptr)) {
    HPDF_UseUTFEncodings(doc_);
    HPDF_SetCompressionMode(doc_, HPDF_COMP_ALL);
    for (const char* style : {"Regular", "Bold", "Italic", "BoldItalic"}) {
      const std::string file =
          std::string("/usr/share/fonts/truetype/liberation2/LiberationSerif-") + style + ".ttf";
      fonts_.push_back(
          HPDF_GetFont(doc_, HPDF_LoadTTFontFromFile(doc_, file.c_str(), HPDF_TRUE), "UTF-8"));
    }
    page_ = HPDF_AddPage(doc_);
    HPDF_Page_SetSize(page_, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    HPDF_Page_SetLineWidth(page_, 0.75);
  }
  LibharuCanvas(const LibharuCanvas&) = delete;
  LibharuCanvas& operator=(const LibharuCanvas&) = delete;
  ~LibharuCanvas() override { HPDF_Free(doc_); }

  /// Word by word, each line filled greedily.
  double put(const document::Runs& runs, double x, double y, double width, double size,
             Align align) override {
    struct Word {
      HPDF_Font font;
      std::string text;
      double width;
    };
    std::vector<Word> line;
    double used = 0;
    double height = 0;
    const double leading = size * 1.15;
    const auto flush = [&](bool last) {
      if (line.empty()) return;
      const double free = width - used;
      const double gap = align == Align::justified && !last && line.size() > 1
                             ? free / static_cast<double>(line.size() - 1)
                             : 0;
      double at = x + (align == Align::centre ? free / 2 : align == Align::right ? free : 0);
      for (const Word& word : line) {
        HPDF_Page_BeginText(page_);
        HPDF_Page_SetFontAndSize(page_, word.font, static_cast<HPDF_REAL>(size));
        HPDF_Page_TextOut(page_, static_cast<HPDF_REAL>(at),
                          static_cast<HPDF_REAL>(kPageHeight - y - height - size),
                          word.text.c_str());
        HPDF_Page_EndText(page_);
        at += word.width + gap;
      }
      height += leading;
      line.clear();
      used = 0;
    };
    for (const auto& run : runs) {
      const HPDF_Font font = fonts_[(run.bold ? 1U : 0U) + (run.italic ? 2U : 0U)];
      HPDF_Page_SetFontAndSize(page_, font, static_cast<HPDF_REAL>(size));
      for (std::size_t from = 0; from < run.text.size();) {
        const std::size_t to = std::min(run.text.find(' ', from), run.text.size() - 1) + 1;
        Word word{font, run.text.substr(from, to - from), 0};
        word.width = HPDF_Page_TextWidth(page_, word.text.c_str());
        if (used + word.width > width) flush(false);
        used += word.width;
        line.push_back(std::move(word));
        from = to;
      }
    }
    flush(true);
    return height;
  }
  void rule(double x1, double y1, double x2, double y2) override {
    HPDF_Page_MoveTo(page_, static_cast<HPDF_REAL>(x1), static_cast<HPDF_REAL>(kPageHeight - y1));
    HPDF_Page_LineTo(page_, static_cast<HPDF_REAL>(x2), static_cast<HPDF_REAL>(kPageHeight - y2));
    HPDF_Page_Stroke(page_);
  }
  void square(double x, double y, double size) override {
    HPDF_Page_Rectangle(page_, static_cast<HPDF_REAL>(x),
                        static_cast<HPDF_REAL>(kPageHeight - y - size),
                        static_cast<HPDF_REAL>(size), static_cast<HPDF_REAL>(size));
    squares_ = true;
  }

  std::string bytes() {
    if (squares_) HPDF_Page_Fill(page_);
    HPDF_SaveToStream(doc_);
    std::string bytes(HPDF_GetStreamSize(doc_), '\0');
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    HPDF_ReadFromStream(doc_, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    return bytes;
  }

 private:
  HPDF_Doc doc_;
  HPDF_Page page_ = nullptr;
  std::vector<HPDF_Font> fonts_;
  bool squares_ = false;
};

}  // namespace

std::string cairoPage(const domain::Notice& notice, const document::Document& body) {
  CairoCanvas canvas;
  PageMaker(canvas).draw(notice, body);
  return canvas.bytes();
}

std::string plainLibharuPage(const domain::Notice& notice, const document::Document& body) {
  LibharuCanvas canvas;
  PageMaker(canvas).draw(notice, body);
  return canvas.bytes();
}

}  // namespace thongbao::bench
