// Documents a second of the whole `render` command: a list of 2,000 letters in NDJSON with five
// listings each, read, filled, laid out and written as files by the program itself, on one core
// and on all. Beside it, the same bodies as pages by cairo and pango on one core, in memory.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "bench/against.h"
#include "bench/yardstick_pdf.h"
#include "campaign/freeze.h"
#include "support/temporary_folder.h"
#include "workspace/profile.h"

namespace {

using namespace thongbao;

constexpr int kLetters = 2000;
const std::string kTemplate = "notice/missing-information";
const std::string kTemplates = SOURCE_FOLDER "/templates";
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

/// The list, and a new folder for each run: to write over files costs the disk more than to write
/// them. Removed at the end.
class Files {
 public:
  Files() {
    std::string lines;
    for (const base::Json& letter : letters()) lines += letter.dump() + "\n";
    list_ = folder_.write("list.ndjson", lines);
  }
  std::string list() const { return list_.string(); }
  std::string nextOut() { return (folder_.path() / std::to_string(++runs_)).string(); }

 private:
  test::TemporaryFolder folder_;
  std::filesystem::path list_;
  int runs_ = 0;
};

Files& files() {
  static Files all;
  return all;
}

/// Runs the program; its processor time in microseconds.
double run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed =
      ::posix_spawn(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage used{};
  if (failed || ::wait4(child, &status, 0, &used) != child || status != 0)
    throw std::runtime_error("the program failed: " + words[0]);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(used.ru_utime) + micros(used.ru_stime);
}

void render(benchmark::State& state, unsigned jobs) {
  double processor = 0;
  for (auto _ : state)
    processor += run({BUILD_FOLDER "/bin/thongbao", "--json", "render", kTemplate, "--data",
                      files().list(), "--out", files().nextOut(), "--agency", kAgency, "--date",
                      kDay, "--first-number", "1", "--jobs", std::to_string(jobs)});
  const auto documents = state.iterations() * kLetters;
  state.SetItemsProcessed(documents);
  state.counters["cpu_us_each"] = processor / static_cast<double>(documents);
}

void renderOneJob(benchmark::State& state) {
  render(state, 1);
}
void renderAllCores(benchmark::State& state) {
  render(state, std::max(1U, std::thread::hardware_concurrency()));
}

void cairoPango(benchmark::State& state) {
  const tmpl::Pack pack = tmpl::findPack(kTemplates, kTemplate);
  const campaign::Freezer freezer(pack, law::Catalogue::read(kTemplates + "/law/catalogue.json"),
                                  workspace::readProfile(kAgency).agency,
                                  base::parseDate(kDay).value());
  std::vector<campaign::Frozen> frozen;
  for (const base::Json& letter : letters())
    frozen.push_back(freezer.freeze(letter, letter["party"]["name"], 1));
  for (auto _ : state)
    for (const campaign::Frozen& one : frozen)
      benchmark::DoNotOptimize(bench::cairoPage(one.notice, one.body).data());
  state.SetItemsProcessed(state.iterations() * kLetters);
}

void configure(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMillisecond)
      ->Iterations(1)
      ->Repetitions(3)
      ->UseRealTime()
      ->DisplayAggregatesOnly();
}

BENCHMARK(renderOneJob)->Apply(configure);
BENCHMARK(renderAllCores)->Apply(configure);
BENCHMARK(cairoPango)->Apply(configure);

}  // namespace

int main(int argc, char** argv) {
  return bench::runAgainst(argc, argv,
                           {{"renderOneJob", "cairoPango"}, {"renderAllCores", "cairoPango"}});
}
