// Documents a second of the whole `render` command: a list of letters in NDJSON with five listings
// each, read, filled, laid out and written as files or one sheaf by the program itself, on one core
// and on all. Beside it, the same notices as pages by cairo and pango on one core, in memory. Each
// letter is one page (templates/notice/one-page). Behind the table: the memory of long lists.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "bench/against.h"
#include "bench/child.h"
#include "bench/yardstick_pdf.h"
#include "campaign/freeze.h"
#include "support/temporary_folder.h"
#include "workspace/profile.h"

namespace {

using namespace thongbao;

constexpr int kLetters = 4000;
const std::string kTemplate = "notice/one-page";
const std::string kTemplates = SOURCE_FOLDER "/tests/bench/templates";
const std::string kCatalogue = SOURCE_FOLDER "/templates/law/catalogue.json";
const std::string kAgency = SOURCE_FOLDER "/samples/agency.json";
const std::string kDay = "24/11/2026";

/// The template's sample with a name, addresses and prices of its own.
base::Json letterOf(const base::Json& sample, int number) {
  const std::string own = std::to_string(number);
  base::Json letter = sample;
  letter["party"]["name"] = "Cửa hàng Hoa Mai số " + own;
  for (base::Json& listing : letter["listings"]) {
    const std::string index = listing["index"].dump();
    listing["title"] = "Tai nghe mẫu " + index + " của cửa hàng " + own;
    listing["price"] = own + "." + index + "00 đồng";
    if (listing["has_url"]) listing["url"] = "https://shop.example/" + own + "/" + index;
  }
  return letter;
}

const std::vector<base::Json>& letters() {
  static const std::vector<base::Json> kAll = [] {
    const std::string file = kTemplates + "/" + kTemplate + "/sample.json";
    const base::Json sample = base::parseJson(base::readFile(file), file);
    std::vector<base::Json> all;
    for (int number = 1; number <= kLetters; ++number) all.push_back(letterOf(sample, number));
    return all;
  }();
  return kAll;
}

/// A workspace with the template, the list, and a new name for each run's output: to write over
/// files costs the disk more than to write them. Removed at the end.
class Files {
 public:
  Files() {
    base::Json profile = base::parseJson(base::readFile(kAgency), kAgency);
    profile["templates"] = kTemplates;
    folder_.write("thongbao.json", profile.dump());
  }
  std::string workspace() const { return folder_.path().string(); }
  std::string list(int count) const {
    const std::string name = std::to_string(count) + ".ndjson";
    if (!std::filesystem::exists(folder_.path() / name)) {
      std::string lines;
      for (int i = 0; i < count; ++i)
        lines += letters()[static_cast<std::size_t>(i % kLetters)].dump() + "\n";
      folder_.write(name, lines);
    }
    return (folder_.path() / name).string();
  }
  std::string nextOut() { return (folder_.path() / std::to_string(++runs_)).string(); }

 private:
  /// In memory, so that the mood of the disk is not measured with it.
  test::TemporaryFolder folder_{std::filesystem::is_directory("/dev/shm")
                                    ? std::filesystem::path("/dev/shm")
                                    : std::filesystem::temp_directory_path()};
  int runs_ = 0;
};

Files& files() {
  static Files all;
  return all;
}

bench::Used render(int count, const std::vector<std::string>& more) {
  std::vector<std::string> words{BUILD_FOLDER "/bin/thongbao",
                                 "--json",
                                 "--workspace",
                                 files().workspace(),
                                 "render",
                                 kTemplate,
                                 "--data",
                                 files().list(count),
                                 "--date",
                                 kDay,
                                 "--first-number",
                                 "1"};
  words.insert(words.end(), more.begin(), more.end());
  return bench::run(words);
}

void measure(benchmark::State& state, const std::vector<std::string>& more,
             const std::string& output) {
  double processor = 0;
  for (auto _ : state) {
    std::vector<std::string> words{output, files().nextOut()};
    words.insert(words.end(), more.begin(), more.end());
    processor += render(kLetters, words).processorSeconds;
  }
  const auto documents = state.iterations() * kLetters;
  state.SetItemsProcessed(documents);
  state.counters["cpu_us_each"] = processor * 1e6 / static_cast<double>(documents);
}

void renderOneJob(benchmark::State& state) {
  measure(state, {"--jobs", "1"}, "--out");
}
void renderAllCores(benchmark::State& state) {
  measure(state, {}, "--out");
}
void renderPlainAllCores(benchmark::State& state) {
  measure(state, {"--plain"}, "--out");
}
void renderSheafAllCores(benchmark::State& state) {
  measure(state, {}, "--sheaf");
}

void cairoPango(benchmark::State& state) {
  const tmpl::Pack pack = tmpl::findPack(kTemplates, kTemplate);
  const campaign::Freezer freezer(pack, law::Catalogue::read(kCatalogue),
                                  workspace::readProfile(kAgency).agency,
                                  base::parseDate(kDay).value());
  std::vector<campaign::Frozen> frozen;
  for (const base::Json& letter : letters())
    frozen.push_back(freezer.freeze(letter, letter["party"]["name"], 1));
  frozen.resize(kLetters / 10);  // enough of the slow one
  for (auto _ : state)
    for (const campaign::Frozen& one : frozen)
      benchmark::DoNotOptimize(bench::cairoPage(one.notice, one.body).data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(frozen.size()));
}

void configure(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMillisecond)
      ->Iterations(1)
      ->Repetitions(5)
      ->UseRealTime()
      ->DisplayAggregatesOnly();
}

BENCHMARK(renderOneJob)->Apply(configure);
BENCHMARK(renderAllCores)->Apply(configure);
BENCHMARK(renderPlainAllCores)->Apply(configure);
BENCHMARK(renderSheafAllCores)->Apply(configure);
BENCHMARK(cairoPango)->Apply(configure);

}  // namespace

int main(int argc, char** argv) {
  const bool all = argc == 1;
  const int result = bench::runAgainst(argc, argv,
                                       {{"renderOneJob", "cairoPango"},
                                        {"renderAllCores", "cairoPango"},
                                        {"renderPlainAllCores", "cairoPango"},
                                        {"renderSheafAllCores", "renderAllCores"}});
  if (all)
    for (const int count : {1000, 20000})
      std::printf("%speak memory of render at %6d letters    %6.1f MiB\n",
                  count == 1000 ? "\n" : "", count,
                  render(count, {"--out", files().nextOut()}).peakKiB / 1024);
  return result;
}
