// Notices a second: pdf::Renderer on a one-page notice with five listings and a QR code. Beside
// it, the same page by cairo and pango and by libharu's own text calls, and the floor: copying
// or writing ready bytes of the same size. The yardsticks use the host's QR code.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/files.h"
#include "bench/against.h"
#include "bench/yardstick_pdf.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;

/// The notice of one seller of a batch: number, name and listings are its own.
struct Case {
  domain::Notice notice = pdf::samples::notice();
  document::Document body;
};

Case caseOf(int number) {
  const std::string own = std::to_string(number);
  Case made;
  made.notice.number = number;
  made.notice.addressees = {"Hộ kinh doanh Cửa hàng Hoa Mai số " + own};
  using pdf::samples::runs;
  made.body = pdf::samples::body();
  std::erase_if(made.body.blocks, [](const document::Block& block) {
    return std::holds_alternative<document::List>(block.content) ||
           std::holds_alternative<document::Heading>(block.content);
  });
  for (auto& block : made.body.blocks) {
    auto* table = std::get_if<document::Table>(&block.content);
    if (!table) continue;
    table->rows.clear();
    for (int i = 1; i <= 5; ++i) {
      const std::string digit = std::to_string(i);
      table->rows.push_back({runs(digit), runs("Tai nghe mẫu " + digit + " của cửa hàng " + own),
                             runs("https://shop.example/" + own + "/" + digit),
                             runs(own + "." + digit + "00")});
    }
  }
  return made;
}

const std::vector<Case>& batch() {
  static const std::vector<Case> kCases = [] {
    std::vector<Case> cases;
    for (int number = 1; number <= 1000; ++number) cases.push_back(caseOf(number));
    return cases;
  }();
  return kCases;
}

/// Calls `make` for one notice of the batch after the other, and `keep` with its bytes.
template <class Make, class Keep>
void measure(benchmark::State& state, Make make, Keep keep) {
  const auto& cases = batch();
  std::size_t next = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    const Case& one = cases[next++ % cases.size()];
    const std::string document = make(one.notice, one.body);
    bytes += document.size();
    keep(document);
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["KiB"] =
      static_cast<double>(bytes) / 1024 / static_cast<double>(state.iterations());
}

void inMemory(const std::string& document) {
  benchmark::DoNotOptimize(document.data());
}

/// One file a document, as `render` writes them but without waiting for the disk.
class Files {
 public:
  void operator()(const std::string& document) {
    std::ofstream(folder_.path() / (std::to_string(next_++ % 1000) + ".pdf"), std::ios::binary)
        << document;
  }

 private:
  test::TemporaryFolder folder_;
  std::size_t next_ = 0;
};

auto byRenderer(pdf::Form form = pdf::Form::plain) {
  return [renderer = std::make_shared<pdf::Renderer>(form)](const auto& notice, const auto& body) {
    pdf::Rendered rendered = renderer->render(notice, body);
    if (rendered.pages != 1) throw std::runtime_error("the notice does not fit on one page");
    return std::move(rendered.bytes);
  };
}

auto readyBytes() {
  return [bytes = byRenderer()(batch().front().notice, batch().front().body)](
             const auto&, const auto&) { return bytes; };
}

void renderer(benchmark::State& state) {
  measure(state, byRenderer(), inMemory);
}
void archival(benchmark::State& state) {
  measure(state, byRenderer(pdf::Form::archival), inMemory);
}
void cairoPango(benchmark::State& state) {
  measure(state, bench::cairoPage, inMemory);
}
void plainLibharu(benchmark::State& state) {
  measure(state, bench::plainLibharuPage, inMemory);
}
void copying(benchmark::State& state) {
  measure(state, readyBytes(), inMemory);
}
void rendererFiles(benchmark::State& state) {
  measure(state, byRenderer(), Files());
}
void cairoPangoFiles(benchmark::State& state) {
  measure(state, bench::cairoPage, Files());
}
void writingFiles(benchmark::State& state) {
  measure(state, readyBytes(), Files());
}

void configure(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMicrosecond)->MinTime(1)->Repetitions(3)->DisplayAggregatesOnly();
}

BENCHMARK(renderer)->Apply(configure);
BENCHMARK(archival)->Apply(configure);
BENCHMARK(cairoPango)->Apply(configure);
BENCHMARK(plainLibharu)->Apply(configure);
BENCHMARK(copying)->Apply(configure);
BENCHMARK(rendererFiles)->Apply(configure);
BENCHMARK(cairoPangoFiles)->Apply(configure);
BENCHMARK(writingFiles)->Apply(configure);

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--pages") {  // to be looked at
    const Case& one = batch().front();
    const std::filesystem::path folder(argv[2]);
    base::writeFile(folder / "renderer.pdf", byRenderer()(one.notice, one.body));
    base::writeFile(folder / "cairo.pdf", bench::cairoPage(one.notice, one.body));
    base::writeFile(folder / "libharu.pdf", bench::plainLibharuPage(one.notice, one.body));
    return 0;
  }
  return bench::runAgainst(argc, argv,
                           {{"renderer", "cairoPango"},
                            {"archival", "cairoPango"},
                            {"renderer", "plainLibharu"},
                            {"renderer", "copying"},
                            {"rendererFiles", "cairoPangoFiles"},
                            {"rendererFiles", "writingFiles"}});
}
