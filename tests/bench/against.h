#pragma once

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace thongbao::bench {

/// What is held against what: names of two registered benchmarks, both counting items.
struct Pair {
  std::string ours;
  std::string yardstick;
};

/// The table of Google Benchmark, and the median items a second of each benchmark.
class MedianReporter : public benchmark::ConsoleReporter {
 public:
  MedianReporter() : ConsoleReporter(::isatty(STDOUT_FILENO) ? OO_ColorTabular : OO_Tabular) {}
  void ReportRuns(const std::vector<Run>& reports) override {
    ConsoleReporter::ReportRuns(reports);
    for (const Run& run : reports) {
      const auto rate = run.counters.find("items_per_second");
      if (run.aggregate_name == "median" && rate != run.counters.end())
        medians_[run.run_name.function_name] = rate->second.value;
    }
  }
  double medianOf(const std::string& name) const {
    const auto found = medians_.find(name);
    return found == medians_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> medians_;
};

/// Runs the registered benchmarks (options of Google Benchmark apply), then prints the ratio of
/// each pair. 1 when a pair gave no numbers, so that a benchmark that broke is not overlooked.
inline int runAgainst(int argc, char** argv, const std::vector<Pair>& pairs) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  MedianReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  int result = 0;
  std::printf("\n%-24s %14s   %-24s %14s %9s\n", "ours", "a second", "yardstick", "a second",
              "ratio");
  for (const Pair& pair : pairs) {
    const double ours = reporter.medianOf(pair.ours), theirs = reporter.medianOf(pair.yardstick);
    if (ours <= 0 || theirs <= 0) result = 1;
    std::printf("%-24s %14.1f   %-24s %14.1f %8.2fx\n", pair.ours.c_str(), ours,
                pair.yardstick.c_str(), theirs, theirs > 0 ? ours / theirs : 0.0);
  }
  return result;
}

}  // namespace thongbao::bench
