// Notices a second: pdf::Renderer on a one-page notice with five listings, and beside it a page
// of the same text made with cairo and pango, the usual way to a PDF from C or C++.
#include <benchmark/benchmark.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "bench/against.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

namespace {

using namespace thongbao;

constexpr double kPointsPerMillimetre = 72.0 / 25.4;
constexpr double kPageWidth = 210 * kPointsPerMillimetre;
constexpr double kPageHeight = 297 * kPointsPerMillimetre;
constexpr double kLeft = 30 * kPointsPerMillimetre;
constexpr double kTextWidth = kPageWidth - kLeft - 20 * kPointsPerMillimetre;
constexpr double kTop = 20 * kPointsPerMillimetre;

domain::Notice numbered(int number) {
  domain::Notice notice = pdf::samples::notice();
  notice.number = number;
  notice.addressees = {"Hộ kinh doanh Cửa hàng Hoa Mai số " + std::to_string(number)};
  return notice;
}

document::Document fiveListings() {
  document::Document body = pdf::samples::body();
  std::erase_if(body.blocks, [](const document::Block& block) {
    return std::holds_alternative<document::List>(block.content) ||
           std::holds_alternative<document::Heading>(block.content);
  });
  for (auto& block : body.blocks) {
    auto* table = std::get_if<document::Table>(&block.content);
    if (!table) continue;
    table->rows.clear();
    for (int i = 1; i <= 5; ++i) {
      const std::string digit = std::to_string(i);
      table->rows.push_back({pdf::samples::runs(digit), pdf::samples::runs("Tai nghe mẫu " + digit),
                             pdf::samples::runs("https://shop.example/" + digit),
                             pdf::samples::runs("199.000")});
    }
  }
  return body;
}

// --- the yardstick -----------------------------------------------------------------------------

/// Text in one place: `cells` share a line in equal columns.
struct Line {
  std::vector<std::string> cells;
  const char* font = "Liberation Serif 13";
  PangoAlignment align = PANGO_ALIGN_LEFT;
};

void addBlocks(const std::vector<document::Block>& blocks, std::vector<Line>& lines);

void addBlock(const document::Paragraph& paragraph, std::vector<Line>& lines) {
  lines.push_back({.cells = {document::plain(paragraph.runs)}});
}
void addBlock(const document::Heading& heading, std::vector<Line>& lines) {
  lines.push_back({{document::plain(heading.runs)}, "Liberation Serif Bold 13"});
}
void addBlock(const document::List& list, std::vector<Line>& lines) {
  for (const auto& item : list.items) addBlocks(item.blocks, lines);
}
void addBlock(const document::Table& table, std::vector<Line>& lines) {
  const auto addRow = [&lines](const std::vector<document::Runs>& row, const char* font) {
    Line line{.cells = {}, .font = font};
    for (const auto& cell : row) line.cells.push_back(document::plain(cell));
    lines.push_back(line);
  };
  addRow(table.heading, "Liberation Serif Bold 12");
  for (const auto& row : table.rows) addRow(row, "Liberation Serif 12");
}
void addBlocks(const std::vector<document::Block>& blocks, std::vector<Line>& lines) {
  for (const auto& block : blocks)
    std::visit([&lines](const auto& content) { addBlock(content, lines); }, block.content);
}

std::vector<Line> linesOf(const domain::Notice& notice, const document::Document& body) {
  const auto& agency = notice.agency;
  const char* bold = "Liberation Serif Bold 13";
  const char* italic = "Liberation Serif Italic 13";
  std::vector<Line> lines = {
      {{agency.parentBody, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, bold, PANGO_ALIGN_CENTER},
      {{agency.issuingBody, "Độc lập - Tự do - Hạnh phúc"}, bold, PANGO_ALIGN_CENTER},
      {{domain::numberAndSymbol(notice), domain::placeAndDate(notice)}, italic, PANGO_ALIGN_CENTER},
      {{notice.title}, bold, PANGO_ALIGN_CENTER},
      {{notice.summary}, bold, PANGO_ALIGN_CENTER}};
  for (const auto& addressee : notice.addressees) lines.push_back({{"Kính gửi: " + addressee}});
  for (const auto& basis : notice.legalBasis) lines.push_back({{"Căn cứ " + basis + ";"}, italic});
  addBlocks(body.blocks, lines);
  std::string recipients = "Nơi nhận:";
  for (const auto& recipient : notice.recipients) recipients += "\n- " + recipient + ";";
  lines.push_back({{recipients, agency.signer.authority + "\n" + agency.signer.position + "\n\n\n" +
                                    agency.signer.name}});
  return lines;
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void draw(cairo_t* context, const std::vector<Line>& lines) {
  PangoLayout* layout = pango_cairo_create_layout(context);
  pango_layout_set_justify(layout, TRUE);
  double y = kTop;
  for (const Line& line : lines) {
    PangoFontDescription* font = pango_font_description_from_string(line.font);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_alignment(layout, line.align);
    const double width = kTextWidth / static_cast<double>(line.cells.size());
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    int tallest = 0;
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      pango_layout_set_text(layout, line.cells[i].data(), static_cast<int>(line.cells[i].size()));
      cairo_move_to(context, kLeft + static_cast<double>(i) * width, y);
      pango_cairo_show_layout(context, layout);
      int height = 0;
      pango_layout_get_pixel_size(layout, nullptr, &height);
      tallest = std::max(tallest, height);
    }
    y += tallest;
  }
  g_object_unref(layout);
}

std::string drawPage(const std::vector<Line>& lines) {
  std::string bytes;
  cairo_surface_t* surface =
      cairo_pdf_surface_create_for_stream(append, &bytes, kPageWidth, kPageHeight);
  cairo_t* context = cairo_create(surface);
  draw(context, lines);
  cairo_destroy(context);
  cairo_surface_finish(surface);
  const cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
  return bytes;
}

// --- the measurements --------------------------------------------------------------------------

void renderer(benchmark::State& state) {
  pdf::Renderer renderer;
  const document::Document body = fiveListings();
  int number = 0;
  std::size_t size = 0;
  for (auto _ : state) {
    const pdf::Rendered rendered = renderer.render(numbered(++number % 1000 + 1), body);
    if (rendered.pages != 1) {
      state.SkipWithError("the notice does not fit on one page");
      break;
    }
    size = rendered.bytes.size();
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["KiB"] = static_cast<double>(size) / 1024;
}

void cairoPango(benchmark::State& state) {
  const document::Document body = fiveListings();
  int number = 0;
  std::size_t size = 0;
  for (auto _ : state) size = drawPage(linesOf(numbered(++number % 1000 + 1), body)).size();
  state.SetItemsProcessed(state.iterations());
  state.counters["KiB"] = static_cast<double>(size) / 1024;
}

BENCHMARK(renderer)
    ->Unit(benchmark::kMicrosecond)
    ->MinTime(2)
    ->Repetitions(5)
    ->DisplayAggregatesOnly();
BENCHMARK(cairoPango)
    ->Unit(benchmark::kMicrosecond)
    ->MinTime(2)
    ->Repetitions(5)
    ->DisplayAggregatesOnly();

}  // namespace

int main(int argc, char** argv) {
  return thongbao::bench::runAgainst(argc, argv, {{"renderer", "cairoPango"}});
}
