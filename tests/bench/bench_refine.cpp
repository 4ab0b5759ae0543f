// Rows a second from a platform's texts to sellers in normal form, beside SHA-256 of the same
// bytes; and texts a second to the form for searching, beside the two steps that it joins.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/search_form.h"
#include "base/text.h"
#include "bench/against.h"
#include "domain/area.h"
#include "domain/communes.h"
#include "domain/likeness.h"
#include "intake/draft.h"

namespace {

using namespace thongbao;

constexpr std::size_t kRows = 1000;

/// The cells of one row of a list, in the order of `draftOf`.
using Cells = std::array<std::string, 13>;

std::vector<Cells> rows() {
  constexpr std::array kProvinces{"Hà Nội",  "TP. Hồ Chí Minh", "Đà Nẵng",
                                  "Cần Thơ", "Nghệ An",         "Thanh Hóa"};
  std::vector<Cells> all;
  for (std::size_t i = 0; i < kRows; ++i) {
    const std::string id = std::to_string(7'000'000'000 + i * 65'537);
    const std::string street = "Số " + std::to_string(i % 300 + 1) + " đường Thử, phường Mẫu, ";
    all.push_back({std::to_string(i + 1), id, "Cửa hàng Hoa Mai " + std::to_string(i),
                   "https://shopee.vn/shop/" + id, "Nguyễn Văn " + std::to_string(i), "0100233488",
                   street + kProvinces[i % kProvinces.size()],
                   "09" + std::to_string(10'000'000 + i * 7919),
                   "chu" + std::to_string(i) + "@example.com",
                   std::to_string(i % 28 + 1) + "/" + std::to_string(i % 12 + 1) + "/2025",
                   "Đang hoạt động", "Tai nghe không dây " + std::to_string(i % 50), "199.000 ₫"});
  }
  return all;
}

intake::Draft draftOf(const Cells& cells) {
  intake::Draft draft;
  draft.extra.emplace_back("STT", cells[0]);
  draft.accountId = cells[1];
  draft.name = cells[2];
  draft.url = cells[3];
  draft.legalName = cells[4];
  draft.taxCode = cells[5];
  draft.address = cells[6];
  draft.phone = cells[7];
  draft.email = cells[8];
  draft.openedOn = cells[9];
  draft.status = cells[10];
  draft.listingTitle = cells[11];
  draft.listingPrice = cells[12];
  return draft;
}

void refine(benchmark::State& state) {
  const std::vector<Cells> all = rows();
  for (auto _ : state)
    for (const Cells& cells : all) {
      const intake::Refined refined = intake::refine("shopee", draftOf(cells));
      if (!refined.problems.empty() || refined.seller.province.empty())
        state.SkipWithError("a good row was refused");
    }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}

void sha256(benchmark::State& state) {
  std::vector<std::string> lines;
  for (const Cells& cells : rows()) {
    lines.emplace_back();
    for (const std::string& cell : cells) lines.back() += cell + ',';
  }
  for (auto _ : state)
    for (const std::string& line : lines) benchmark::DoNotOptimize(base::sha256(line));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}

const std::string kText =
    "Cửa hàng Hoa Mai 123|Nguyễn Văn 123|Số 124 đường Thử, phường Mẫu, TP. Hồ Chí Minh|"
    "https://shopee.vn/shop/7008061051|+84912345678|0912345678";

void searchForm(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(base::searchForm(kText));
  state.SetItemsProcessed(state.iterations());
}

void inTwoSteps(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(base::withoutMarks(base::fold(kText)));
  state.SetItemsProcessed(state.iterations());
}

void provinceOfAddress(benchmark::State& state) {
  const std::string address = "Số 124 đường Thử, phường Mẫu, TP. Hồ Chí Minh";
  for (auto _ : state) benchmark::DoNotOptimize(domain::provinceOfAddress(address));
  state.SetItemsProcessed(state.iterations());
}

void likeness(benchmark::State& state) {
  const std::string name = "Công ty TNHH Hoa Mai 123";
  const std::string address = "Số 124 đường Thử, phường Mẫu, TP. Hồ Chí Minh";
  for (auto _ : state) {
    benchmark::DoNotOptimize(domain::nameKey(name));
    benchmark::DoNotOptimize(domain::addressKey(address));
  }
  state.SetItemsProcessed(state.iterations());
}

/// As many communes as there are, with names of two syllables that come again in other provinces.
domain::CommuneTable communes() {
  constexpr std::array kSyllables{"Tân",  "Bình", "Phú", "Hòa", "Thanh", "Long", "An",   "Sơn",
                                  "Hưng", "Lộc",  "Mỹ",  "Yên", "Đông",  "Hải",  "Quan", "Kỳ"};
  std::vector<domain::Commune> all;
  for (std::size_t i = 0; i < 3321; ++i) {
    std::string code = std::to_string(i * 9 + 4);
    code.insert(0, 5 - code.size(), '0');
    const std::size_t n = i / domain::provinces().size();
    all.push_back({code,
                   std::string(i % 3 ? "Xã " : "Phường ") + kSyllables[n % 16] + ' ' +
                       kSyllables[(n / 16 + i) % 16],
                   domain::provinces()[i % domain::provinces().size()].code});
  }
  return domain::CommuneTable(std::move(all));
}

void communeTable(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(communes());
  state.SetItemsProcessed(state.iterations());
}

void communeOfAddress(benchmark::State& state) {
  const domain::CommuneTable table = communes();
  const domain::Commune& last = table.all().back();
  const std::string address = "Số 124 đường Thử, " + last.name + ", TP. Hồ Chí Minh";
  for (auto _ : state)
    if (table.find(last.provinceCode, address) != &last) state.SkipWithError("not found");
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(refine)->Unit(benchmark::kMicrosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(sha256)->Unit(benchmark::kMicrosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(searchForm)->Unit(benchmark::kNanosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(inTwoSteps)->Unit(benchmark::kNanosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(provinceOfAddress)->Unit(benchmark::kNanosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(likeness)->Unit(benchmark::kNanosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(communeTable)->Unit(benchmark::kMicrosecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(communeOfAddress)->Unit(benchmark::kNanosecond)->Repetitions(5)->DisplayAggregatesOnly();

}  // namespace

int main(int argc, char** argv) {
  return thongbao::bench::runAgainst(argc, argv,
                                     {{"refine", "sha256"}, {"searchForm", "inTwoSteps"}});
}
