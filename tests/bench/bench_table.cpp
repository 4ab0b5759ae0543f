// Rows a second of a seller list in CSV through intake::openTable, beside libcsv alone reading
// the same file into strings.
#include <benchmark/benchmark.h>
#include <csv.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/against.h"
#include "intake/table.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;

constexpr std::int64_t kRows = 200'000;

/// One list for all measurements, removed at the end.
const std::filesystem::path& list() {
  static const test::TemporaryFolder folder;
  static const std::filesystem::path file = [] {
    std::string text = "Mã gian hàng,Tên gian hàng,Điện thoại,Địa chỉ,Đường dẫn,Ghi chú\r\n";
    for (std::int64_t i = 0; i < kRows; ++i) {
      const std::string digits = std::to_string(1'000'000 + i);
      text += "shop-" + digits + ",Cửa hàng Hoa Mai " + digits + ",0912" + digits.substr(1) +
              ",\"Số 1 đường Thử, phường Mẫu, Thành phố Hà Nội\",https://shop.example/" + digits +
              ",\"nói \"\"hàng thật\"\"\"\r\n";
    }
    return folder.write("list.csv", text);
  }();
  return file;
}

void openTable(benchmark::State& state) {
  const auto& file = list();
  for (auto _ : state) {
    const auto table = intake::openTable(file, {});
    intake::Row row;
    std::int64_t rows = 0;
    while (table->next(row)) ++rows;
    if (rows != kRows) {
      state.SkipWithError("rows were lost");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

/// What libcsv's callbacks fill.
struct Reading {
  std::vector<std::string> cells;
  std::int64_t rows = 0;
};

void takeCell(void* text, std::size_t size, void* reading) {
  static_cast<Reading*>(reading)->cells.emplace_back(static_cast<const char*>(text), size);
}
void takeRow(int, void* data) {
  auto& reading = *static_cast<Reading*>(data);
  ++reading.rows;
  reading.cells.clear();
}

std::int64_t readPlainly(const std::filesystem::path& file) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT) != 0) throw std::runtime_error("csv_init");
  std::ifstream stream(file, std::ios::binary);
  std::array<char, 64 * 1024> piece;
  Reading reading;
  while (stream.read(piece.data(), piece.size()), stream.gcount() > 0) {
    const auto size = static_cast<std::size_t>(stream.gcount());
    if (csv_parse(&parser, piece.data(), size, takeCell, takeRow, &reading) != size)
      throw std::runtime_error(csv_strerror(csv_error(&parser)));
  }
  csv_fini(&parser, takeCell, takeRow, &reading);
  csv_free(&parser);
  return reading.rows - 1;
}

void libcsv(benchmark::State& state) {
  const auto& file = list();
  for (auto _ : state) {
    if (readPlainly(file) != kRows) {
      state.SkipWithError("rows were lost");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

BENCHMARK(openTable)->Unit(benchmark::kMillisecond)->Repetitions(5)->DisplayAggregatesOnly();
BENCHMARK(libcsv)->Unit(benchmark::kMillisecond)->Repetitions(5)->DisplayAggregatesOnly();

}  // namespace

int main(int argc, char** argv) {
  return thongbao::bench::runAgainst(argc, argv, {{"openTable", "libcsv"}});
}
