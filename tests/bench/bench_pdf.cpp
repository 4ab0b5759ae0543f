// Notices a second: pdf::Renderer on a one-page notice with five listings and a QR code, plain and
// as an archive wants it, with one and with all threads, in memory, as files in memory (/dev/shm)
// and as files on the disk (TMPDIR), whose own speed is told by the floor. Beside it, the
// same page by cairo and pango and by libharu's own text calls, and the floor: ready bytes of the
// same size copied or written. Behind the table: the first document of a cold process, and the
// memory of processes that make many. The yardsticks use the host's QR code.
//
//   --pages DIR      the same page by all three, to be looked at
//   --documents N    only makes N documents (for the two figures above, and to be profiled)
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "base/staged_folder.h"
#include "bench/against.h"
#include "bench/child.h"
#include "bench/yardstick_pdf.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;

constexpr int kBatch = 1000;
constexpr int kFiles = 3000;  ///< a measurement; more would fill the disk's cache

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
    for (int number = 1; number <= kBatch; ++number) cases.push_back(caseOf(number));
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

/// A file system in memory, so that the mood of the disk is not measured with it.
std::filesystem::path inMemoryFolder() {
  const std::filesystem::path shared = "/dev/shm";
  return std::filesystem::is_directory(shared) ? shared : std::filesystem::temp_directory_path();
}

/// One new file a document, as `render` writes them.
class Files {
 public:
  explicit Files(const std::filesystem::path& inside = inMemoryFolder()) : folder_(inside) {}
  void operator()(const std::string& document) {
    staged_.write(std::to_string(next_++) + ".pdf", document);
  }

 private:
  test::TemporaryFolder folder_;
  base::StagedFolder staged_{folder_.path()};
  std::size_t next_ = 0;
};

auto byRenderer(pdf::Form form) {
  return [renderer = std::make_shared<pdf::Renderer>(form)](const auto& notice, const auto& body) {
    pdf::Rendered rendered = renderer->render(notice, body);
    if (rendered.pages != 1) throw std::runtime_error("the notice does not fit on one page");
    return std::move(rendered.bytes);
  };
}

auto readyBytes() {
  return [bytes = byRenderer(pdf::Form::plain)(batch().front().notice, batch().front().body)](
             const auto&, const auto&) { return bytes; };
}

void renderer(benchmark::State& state) {
  measure(state, byRenderer(pdf::Form::plain), inMemory);
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
  measure(state, byRenderer(pdf::Form::plain), Files());
}
void rendererDisk(benchmark::State& state) {
  measure(state, byRenderer(pdf::Form::plain), Files(std::filesystem::temp_directory_path()));
}
void archivalFiles(benchmark::State& state) {
  measure(state, byRenderer(pdf::Form::archival), Files());
}
void cairoPangoFiles(benchmark::State& state) {
  measure(state, bench::cairoPage, Files());
}
void cairoPangoDisk(benchmark::State& state) {
  measure(state, bench::cairoPage, Files(std::filesystem::temp_directory_path()));
}
void writingFiles(benchmark::State& state) {
  measure(state, readyBytes(), Files());
}
void writingDisk(benchmark::State& state) {
  measure(state, readyBytes(), Files(std::filesystem::temp_directory_path()));
}

/// The whole batch, a part of it on each core.
void rendererAllThreads(benchmark::State& state) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::deque<pdf::Renderer> renderers;
  for (std::size_t i = 0; i < threads; ++i) renderers.emplace_back(pdf::Form::plain);
  for (auto _ : state) {
    std::vector<std::jthread> working;
    for (std::size_t i = 0; i < threads; ++i)
      working.emplace_back([&renderers, threads, i] {
        for (std::size_t k = i; k < batch().size(); k += threads)
          inMemory(renderers[i].render(batch()[k].notice, batch()[k].body).bytes);
      });
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}

void inMemoryRun(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMicrosecond)->MinTime(1)->Repetitions(5)->DisplayAggregatesOnly();
}
void filesRun(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMicrosecond)->Iterations(kFiles)->Repetitions(3)->DisplayAggregatesOnly();
}
void slowRun(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMicrosecond)->Iterations(150)->Repetitions(5)->DisplayAggregatesOnly();
}

BENCHMARK(renderer)->Apply(inMemoryRun);
BENCHMARK(archival)->Apply(inMemoryRun);
BENCHMARK(rendererAllThreads)->Apply(inMemoryRun)->UseRealTime();
BENCHMARK(cairoPango)->Apply(inMemoryRun);
BENCHMARK(plainLibharu)->Apply(slowRun);
BENCHMARK(copying)->Apply(inMemoryRun);
BENCHMARK(rendererFiles)->Apply(filesRun)->UseRealTime();
BENCHMARK(archivalFiles)->Apply(filesRun)->UseRealTime();
BENCHMARK(cairoPangoFiles)->Apply(slowRun)->UseRealTime();
BENCHMARK(writingFiles)->Apply(filesRun)->UseRealTime();
BENCHMARK(rendererDisk)->Apply(filesRun)->UseRealTime();
BENCHMARK(cairoPangoDisk)->Apply(slowRun)->UseRealTime();
BENCHMARK(writingDisk)->Apply(filesRun)->UseRealTime();

void makeDocuments(int count) {
  pdf::Renderer made(pdf::Form::archival);
  for (int i = 0; i < count; ++i) {
    const Case one = caseOf(i % kBatch + 1);
    inMemory(made.render(one.notice, one.body).bytes);
  }
}

void writePages(const std::filesystem::path& folder) {
  const Case& one = batch().front();
  base::writeFile(folder / "renderer.pdf", byRenderer(pdf::Form::archival)(one.notice, one.body));
  base::writeFile(folder / "cairo.pdf", bench::cairoPage(one.notice, one.body));
  base::writeFile(folder / "libharu.pdf", bench::plainLibharuPage(one.notice, one.body));
}

/// Figures of whole processes that make nothing but documents with tags and PDF/A.
void tellProcesses(const std::string& program) {
  std::vector<double> cold;
  for (int i = 0; i < 11; ++i)
    cold.push_back(bench::run({program, "--documents", "1"}).seconds * 1000);
  std::sort(cold.begin(), cold.end());
  std::printf("\nfirst document of a cold process   %6.1f ms (median of 11, %.1f to %.1f)\n",
              cold[5], cold.front(), cold.back());
  for (const char* count : {"1000", "100000"})
    std::printf("peak memory at %7s documents    %6.1f MiB\n", count,
                bench::run({program, "--documents", count}).peakKiB / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--pages") return writePages(argv[2]), 0;
  if (argc == 3 && std::string(argv[1]) == "--documents")
    return makeDocuments(std::stoi(argv[2])), 0;
  const bool all = argc == 1;
  const int result = bench::runAgainst(argc, argv,
                                       {{"renderer", "cairoPango"},
                                        {"archival", "cairoPango"},
                                        {"rendererAllThreads", "cairoPango"},
                                        {"renderer", "plainLibharu"},
                                        {"renderer", "copying"},
                                        {"rendererFiles", "cairoPangoFiles"},
                                        {"archivalFiles", "cairoPangoFiles"},
                                        {"rendererFiles", "writingFiles"},
                                        {"rendererDisk", "cairoPangoDisk"},
                                        {"rendererDisk", "writingDisk"}});
  if (all) tellProcesses("/proc/self/exe");
  return result;
}
