// Sellers a second through Register::keepSellers (checks, parties, evidence and chain), beside
// plain SQLite inserts of the same JSON in one transaction; and records a second of verify over
// 100,000 of them, beside one SHA-256 over the same JSON.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/hash.h"
#include "bench/against.h"
#include "domain/seller.h"
#include "register/register.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;

constexpr std::size_t kSellers = 100'000;
constexpr std::size_t kBatch = 8192;
constexpr std::int64_t kRecords = 100'000;

using Batches = std::vector<std::vector<registry::SellerRecord>>;

registry::SellerRecord sellerOf(std::size_t number) {
  const std::string digits = std::to_string(number);
  registry::SellerRecord record;
  domain::Seller& seller = record.seller;
  seller.key = {"shopee", "shop-" + digits};
  seller.name = "Cửa hàng Hoa Mai " + digits;
  seller.url = "https://shop.example/" + digits;
  seller.legalName = "Hộ kinh doanh Hoa Mai " + digits;
  seller.address = "Số " + digits + " đường Thử, phường Mẫu, Thành phố Hà Nội";
  seller.province = "01";
  seller.email = "shop" + digits + "@example.com";
  seller.listings = {{"Tai nghe không dây", seller.url + "/1", "199.000 ₫", "2026-10-01"}};
  record.row = number + 2;
  return record;
}

Batches batchesOf(std::size_t count) {
  Batches batches;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % kBatch == 0) batches.emplace_back();
    batches.back().push_back(sellerOf(i));
  }
  return batches;
}

/// A register in a folder of its own.
struct Team {
  test::TemporaryFolder folder;
  base::FixedClock clock{base::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}}};
  base::SeededRandom random{1};
  registry::Register store;

  Team() : store(made(), clock, random) {}

  std::filesystem::path made() {
    const auto file = folder.path() / "register.db";
    registry::Register::create(file, clock, random);
    return file;
  }

  void keep(const Batches& batches) {
    const auto pull = store.beginPull({"shopee", "1.0.0", "list.csv", std::string(64, '0')});
    std::size_t row = 0;
    for (const auto& batch : batches)
      store.keepSellers(pull, batch, std::to_string(row += batch.size()));
    store.endPull(pull, {});
    store.linkAccounts();
  }
};

void keepSellers(benchmark::State& state) {
  const Batches batches = batchesOf(kSellers);
  for (auto _ : state) {
    state.PauseTiming();
    Team team;
    state.ResumeTiming();
    team.keep(batches);
    state.PauseTiming();
    if (team.store.sellers({}).size() != kSellers) state.SkipWithError("sellers were lost");
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSellers));
}

// --- the yardstick of keepSellers --------------------------------------------------------------

void must(int status, int wanted) {
  if (status != wanted) throw std::runtime_error(sqlite3_errstr(status));
}

void insertPlainly(const std::filesystem::path& file, const Batches& batches) {
  sqlite3* database = nullptr;
  must(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  const auto run = [database](const char* sql) {
    must(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  };
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE seller (id INTEGER PRIMARY KEY, seller TEXT NOT NULL);"
      "BEGIN IMMEDIATE");
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(database, "INSERT INTO seller (seller) VALUES (?)", -1, &insert, nullptr),
       SQLITE_OK);
  for (const auto& batch : batches) {
    for (const auto& record : batch) {
      const std::string json = base::canonicalJson(domain::toJson(record.seller));
      sqlite3_bind_text(insert, 1, json.data(), static_cast<int>(json.size()), SQLITE_STATIC);
      must(sqlite3_step(insert), SQLITE_DONE);
      sqlite3_reset(insert);
    }
  }
  sqlite3_finalize(insert);
  run("COMMIT");
  must(sqlite3_close(database), SQLITE_OK);
}

void plainInserts(benchmark::State& state) {
  const Batches batches = batchesOf(kSellers);
  for (auto _ : state) {
    test::TemporaryFolder folder;
    insertPlainly(folder.path() / "plain.db", batches);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSellers));
}

// --- the chain ---------------------------------------------------------------------------------

/// Made once for both measurements of the chain.
Team& longChain() {
  static Team team;
  static const bool filled = [] {
    team.keep(batchesOf(static_cast<std::size_t>(kRecords)));
    return true;
  }();
  benchmark::DoNotOptimize(filled);
  return team;
}

void verify(benchmark::State& state) {
  Team& team = longChain();
  for (auto _ : state)
    if (!team.store.verify().whole) {
      state.SkipWithError("the chain is not whole");
      break;
    }
  state.SetItemsProcessed(state.iterations() * kRecords);
}

void sha256(benchmark::State& state) {
  std::string bytes;
  for (const auto& batch : batchesOf(static_cast<std::size_t>(kRecords)))
    for (const auto& record : batch) bytes += base::canonicalJson(domain::toJson(record.seller));
  for (auto _ : state) benchmark::DoNotOptimize(base::sha256(bytes));
  state.SetItemsProcessed(state.iterations() * kRecords);
}

// Keeping waits for the disk, so its real time counts; the chain is the processor's work.
void settings(benchmark::internal::Benchmark* measured) {
  measured->Unit(benchmark::kMillisecond)->Repetitions(3)->DisplayAggregatesOnly();
}
BENCHMARK(keepSellers)->Apply(settings)->Iterations(1)->UseRealTime();
BENCHMARK(plainInserts)->Apply(settings)->Iterations(1)->UseRealTime();
BENCHMARK(verify)->Apply(settings)->Iterations(1);
BENCHMARK(sha256)->Apply(settings)->Iterations(3);

}  // namespace

int main(int argc, char** argv) {
  return thongbao::bench::runAgainst(argc, argv,
                                     {{"keepSellers", "plainInserts"}, {"verify", "sha256"}});
}
