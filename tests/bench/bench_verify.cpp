// The whole chain of a campaign verified by a process of its own, beside what nobody can do
// without: `sha256sum` over the same bytes, and reading the same rows once from SQLite. A register
// of 1,000,000 entries: for each of the dispatches its notice of 2 KB, the approval, the intent,
// and the server's reply. Tells times, their ratio and the most memory. Another number of
// dispatches may be given: `bench_verify 1000000`.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/hash.h"
#include "bench/child.h"
#include "register/acts_by_hand.h"
#include "register/register.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;
using namespace sqlite_api;
using soci::use;

constexpr std::int64_t kDispatches = 250'000;  ///< four entries each
constexpr std::int64_t kBatch = 8192;
constexpr int kRuns = 3;
const std::string kCampaign = "nhac-nho";

/// Makes a register in which a campaign was sent.
class Campaign {
 public:
  Campaign(const std::filesystem::path& file, std::int64_t dispatches)
      : file_(file), dispatches_(dispatches) {
    registry::Register::create(file, clock_, random_);
    registry::Register store(file, clock_, random_);
    keepSellers(store);
    store.addCampaign({kCampaign, "notice/counterfeit", 1, {domain::Channel::mail}, {}});
    registry::Database database(file, clock_, random_);
    plan(database);
    inBatches(database,
              [&](registry::ActsByHand& acts, std::int64_t id) { issue(acts, database, id); });
    database.write([&] { approve(database); });
    inBatches(database, [&](registry::ActsByHand& acts, std::int64_t id) { send(acts, id); });
  }

 private:
  void keepSellers(registry::Register& store) {
    const auto pull = store.beginPull({"shopee", "1.0.0", "list.csv", std::string(64, '0')});
    std::vector<registry::SellerRecord> batch;
    for (std::int64_t number = 1; number <= dispatches_; ++number) {
      const std::string digits = std::to_string(number);
      domain::Seller seller;
      seller.key = {"shopee", "shop-" + digits};
      seller.name = "Cửa hàng Hoa Mai " + digits;
      seller.legalName = "Hộ kinh doanh Hoa Mai " + digits;
      seller.address = "Số " + digits + " đường Thử, phường Mẫu, Thành phố Hà Nội";
      seller.province = "01";
      seller.email = "shop" + digits + "@post.example";
      batch.emplace_back(seller, static_cast<std::uint64_t>(number) + 1);
      if (number % kBatch && number != dispatches_) continue;
      store.keepSellers(pull, batch, digits);
      batch.clear();
    }
    store.endPull(pull, {});
  }

  void inBatches(registry::Database& database,
                 const std::function<void(registry::ActsByHand&, std::int64_t)>& act) const {
    registry::ActsByHand acts(database);
    for (std::int64_t first = 1; first <= dispatches_; first += kBatch)
      database.write([&] {
        for (std::int64_t id = first; id <= std::min(first + kBatch - 1, dispatches_); ++id)
          act(acts, id);
      });
  }

  void plan(registry::Database& database) const {
    base::Sha256 all;
    inBatches(database, [&](registry::ActsByHand&, std::int64_t id) {
      const std::string digits = std::to_string(id), salt = database.newSalt(),
                        content = R"({"detail":"","name":"Hộ kinh doanh Hoa Mai )" + digits +
                                  R"(","party":)" + digits +
                                  R"(,"skipped":"","ways":[{"address":"shop)" + digits +
                                  R"(@post.example","channel":"mail"}]})";
      database.sql() << "INSERT INTO plan (campaign, position, party_id, salt, content) VALUES "
                        "(:campaign, :position, :party, :salt, :content)",
          use(kCampaign), use(id), use(id), use(salt), use(content);
      all.add(registry::planLine(id, registry::digestOf(salt, content)));
    });
    database.write([&] {
      database.append("campaign.planned", {{"campaign", kCampaign},
                                           {"document_date", "2026-11-24"},
                                           {"written", dispatches_},
                                           {"skipped", 0},
                                           {"plan", all.finish()}});
      database.sql() << "UPDATE campaigns SET state = 'planned', document_date = '2026-11-24'";
    });
  }

  static std::string noticeOf(std::int64_t number) {
    std::string notice = R"({"number":)" + std::to_string(number) + R"(,"body":")";
    while (notice.size() < 2000)
      notice += "Đề nghị chủ hộ kinh doanh cung cấp thông tin còn thiếu trong mười ngày. ";
    return notice + "\"}";
  }

  static void issue(registry::ActsByHand& acts, registry::Database& database, std::int64_t id) {
    const std::string notice = noticeOf(id), hash = base::sha256(notice), symbol = "QLTT";
    const std::int64_t sequence = acts.enter("notice.issued",
                                             {{"campaign", kCampaign},
                                              {"party", id},
                                              {"number", id},
                                              {"year", 2026},
                                              {"symbol", symbol},
                                              {"template", "notice/counterfeit"},
                                              {"template_version", "1"},
                                              {"notice", hash}},
                                             {{"notice", notice}});
    database.sql() << "INSERT INTO notices (sequence, hash, campaign, party_id, number, year, "
                      "symbol) VALUES (:sequence, :hash, :campaign, :party, :number, 2026, "
                      ":symbol)",
        use(sequence), use(hash), use(kCampaign), use(id), use(id), use(symbol);
    const std::int64_t approved = acts.enter("dispatch.approved",
                                             {{"dispatch", id},
                                              {"state", "approved"},
                                              {"campaign", kCampaign},
                                              {"step", 1},
                                              {"party", id},
                                              {"channel", "mail"},
                                              {"notice_sequence", sequence}},
                                             {{"address", "shop@post.example"}});
    database.sql() << "INSERT INTO dispatches (id, campaign, step, party_id, channel, "
                      "notice_sequence, approved_sequence, last_sequence, reply_sequence, state, "
                      "attempts, again, message, domain) VALUES (:id, :campaign, 1, :party, "
                      "'mail', :notice, :approved, :last, 0, 'approved', 0, '', '', 0)",
        use(id), use(kCampaign), use(id), use(sequence), use(approved), use(approved);
  }

  void approve(registry::Database& database) const {
    const std::int64_t sequence = database.append("campaign.approved",
                                                  {{"campaign", kCampaign},
                                                   {"notices", dispatches_},
                                                   {"dispatches", dispatches_},
                                                   {"first_number", 1},
                                                   {"last_number", dispatches_}},
                                                  {{"officer", "Trần Thị Mẫu"}});
    database.sql() << "UPDATE campaigns SET state = 'approved', approved_sequence = :sequence",
        use(sequence);
    database.sql()
        << "INSERT INTO numbers (symbol, year, last_number) VALUES ('QLTT', 2026, :last)",
        use(dispatches_);
    registry::ActsByHand(database).queue(kCampaign, static_cast<int>(dispatches_));
  }

  static void send(registry::ActsByHand& acts, std::int64_t id) {
    acts.begin(id, base::sha256(std::to_string(id)).substr(0, 32));
    acts.tell(id, "accepted", "accepted", base::Json::object(),
              {{"reply", "250 2.0.0 Ok: queued as " + std::to_string(id)}});
  }

  std::filesystem::path file_;
  std::int64_t dispatches_;
  base::FixedClock clock_{base::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}}};
  base::SeededRandom random_{1};
};

// --- What is done in a process of its own ------------------------------------------------------

constexpr const char* kQueries[] = {
    "SELECT sequence, time, kind, payload, previous, hash FROM entries ORDER BY sequence",
    "SELECT sequence, part, salt, content FROM sealed ORDER BY sequence, part",
    "SELECT id, sequence, seller_id, pull_id, row_number, salt, content FROM records ORDER BY id",
    "SELECT position, salt, content FROM plan ORDER BY campaign, position",
};

/// Calls `take` with each row of the four queries; column by column as SQLite holds them.
void readPlainly(const std::string& file, const std::function<void(int, sqlite3_stmt*)>& take) {
  sqlite3* database = nullptr;
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) throw std::runtime_error("no database");
  for (int query = 0; query < 4; ++query) {
    sqlite3_stmt* rows = nullptr;
    sqlite3_prepare_v2(database, kQueries[query], -1, &rows, nullptr);
    while (sqlite3_step(rows) == SQLITE_ROW) take(query, rows);
    sqlite3_finalize(rows);
  }
  sqlite3_close(database);
}

std::string_view columnOf(sqlite3_stmt* row, int column) {
  const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

int onlyRead(const std::string& file) {
  std::size_t bytes = 0;
  readPlainly(file, [&](int, sqlite3_stmt* row) {
    for (int i = 0; i < sqlite3_column_count(row); ++i) bytes += columnOf(row, i).size();
  });
  return bytes > 0 ? 0 : 1;
}

int onlyVerify(const std::string& file) {
  base::SystemClock clock;
  base::SystemRandom random;
  return registry::Register(file, clock, random).verify().whole ? 0 : 1;
}

/// The bytes that the digests and hashes of the chain are made of.
void writeHashed(const std::string& file, const std::string& to) {
  std::ofstream out(to, std::ios::binary);
  readPlainly(file, [&](int query, sqlite3_stmt* row) {
    const int first = query == 0 ? 0 : sqlite3_column_count(row) - 2;
    const int behind = query == 0 ? 5 : sqlite3_column_count(row);
    if (query == 0) out << R"({"kind":,"payload":,"previous":"","sequence":,"time":""})";
    for (int i = first; i < behind; ++i) out << columnOf(row, i);
    if (query == 1 && columnOf(row, 1) == "notice") out << columnOf(row, 3);
  });
}

bench::Used best(const std::vector<std::string>& words) {
  bench::Used least = bench::run(words);
  for (int i = 1; i < kRuns; ++i) {
    const bench::Used used = bench::run(words);
    if (used.seconds < least.seconds) least = used;
  }
  return least;
}

int measure(const std::string& self, std::int64_t dispatches) {
  const test::TemporaryFolder folder;
  const std::string file = folder.path() / "register.db", hashed = folder.path() / "hashed";
  const Campaign campaign(file, dispatches);
  writeHashed(file, hashed);
  const double megabytes = static_cast<double>(std::filesystem::file_size(hashed)) / 1e6;
  const bench::Used sum = best({"sha256sum", hashed}), read = best({self, "--read", file}),
                    verify = best({self, "--verify", file});
  const double needed = sum.seconds + read.seconds;
  std::printf("%lld dispatches, %.0f MB to hash\n", static_cast<long long>(dispatches), megabytes);
  std::printf("sha256sum         %7.2f s\n", sum.seconds);
  std::printf("reading SQLite    %7.2f s  %7.1f MiB\n", read.seconds, read.peakKiB / 1024);
  std::printf("verify            %7.2f s  %7.1f MiB  (processor %.2f s)\n", verify.seconds,
              verify.peakKiB / 1024, verify.processorSeconds);
  std::printf("verify / (sha256sum + reading) = %.2f\n", verify.seconds / needed);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (argc == 3 && what == "--read") return onlyRead(argv[2]);
  if (argc == 3 && what == "--verify") return onlyVerify(argv[2]);
  return measure(argv[0], what.empty() || what[0] == '-' ? kDispatches : std::stoll(what));
}
