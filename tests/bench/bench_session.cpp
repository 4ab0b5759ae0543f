// Rows a second through plugin::pull with the shopee plugin, the rows served from memory and the
// batches thrown away, beside a child that only sends the same bytes back through a socket pair.
// host_us and child_us are microseconds of processor time a row, in the program and in the system.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bench/against.h"
#include "plugin/session.h"

namespace {

using namespace thongbao;

constexpr std::size_t kRows = 200'000;
constexpr std::size_t kDifferentRows = 10'000;

const std::vector<std::string> kHeadings{
    "STT",          "Mã gian hàng", "Tên gian hàng", "Đường dẫn",         "Tên tổ chức, cá nhân",
    "Mã số thuế",   "Địa chỉ",      "Tỉnh/Thành",    "Điện thoại",        "Email",
    "Số tài khoản", "Ngân hàng",    "Trạng thái",    "Số người theo dõi", "Đánh giá",
    "Ghi chú"};

const std::vector<std::vector<std::string>>& list() {
  static const std::vector<std::vector<std::string>> rows = [] {
    std::vector<std::vector<std::string>> made;
    for (std::size_t i = 0; i < kDifferentRows; ++i) {
      const std::string digits = std::to_string(10'000'000 + i);
      made.push_back({std::to_string(i + 1), digits, "Cửa hàng Hoa Mai số " + digits,
                      "https://shopee.vn/shop/" + digits, "Hộ kinh doanh Hoa Mai " + digits,
                      i % 3 ? "0100233488" : "",
                      "Số " + digits + " đường Thử, phường Mẫu, Thành phố Hà Nội", "Hà Nội",
                      "0912" + digits.substr(2), "shop" + digits + "@example.com",
                      "001100" + digits, "Ngân hàng Mẫu", "Đang hoạt động", digits.substr(4), "4,9",
                      i % 2 ? "nói \"hàng thật\"" : ""});
    }
    return made;
  }();
  return rows;
}

/// Processor time in microseconds.
double used(int whose) {
  rusage all{};
  ::getrusage(whose, &all);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(all.ru_utime) + micros(all.ru_stime);
}

/// Calls `act` for all rows, again and again.
template <class Act>
void measure(benchmark::State& state, Act act) {
  list();
  const double host = used(RUSAGE_SELF), child = used(RUSAGE_CHILDREN);
  for (auto _ : state)
    if (!act()) {
      state.SkipWithError("rows were lost");
      break;
    }
  const double rows = static_cast<double>(state.iterations()) * static_cast<double>(kRows);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
  state.counters["host_us"] = (used(RUSAGE_SELF) - host) / rows;
  state.counters["child_us"] = (used(RUSAGE_CHILDREN) - child) / rows;
}

bool pullAll() {
  static const plugin::Manifest shopee =
      plugin::readManifest(BUILD_FOLDER "/lib/thongbao/plugins/shopee.json");
  std::size_t next = 0, sellers = 0;
  plugin::HostServices services{kHeadings,
                                [&next](std::uint64_t& number, std::vector<std::string>& cells) {
                                  if (next == kRows) return false;
                                  cells = list()[next % kDifferentRows];
                                  number = ++next + 1;
                                  return true;
                                }};
  plugin::pull("/proc/self/exe", shopee, {}, services, {},
               [&sellers](const plugin::Batch& batch) { sellers += batch.sellers.size(); });
  return sellers == kRows;
}

void pull(benchmark::State& state) {
  measure(state, pullAll);
}

// --- the yardstick -----------------------------------------------------------------------------

bool writeWhole(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

/// As many bytes as `size`; false when the other side has hung up.
bool readWhole(int socket, std::string& bytes, std::size_t size) {
  bytes.resize(size);
  return ::recv(socket, bytes.data(), size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

bool sendThereAndBack() {
  constexpr std::size_t kRowsAPiece = 100;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
    throw std::runtime_error("socketpair");
  std::string piece, back;
  for (std::size_t i = 0; i < kRowsAPiece; ++i)
    for (const std::string& cell : list()[i]) piece += cell + ",";
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    while (readWhole(ends[1], back, piece.size()) && writeWhole(ends[1], back)) continue;
    ::_exit(0);
  }
  ::close(ends[1]);
  bool whole = true;
  for (std::size_t row = 0; whole && row < kRows; row += kRowsAPiece)
    whole = writeWhole(ends[0], piece) && readWhole(ends[0], back, piece.size());
  ::close(ends[0]);
  return ::waitpid(child, nullptr, 0) == child && whole;
}

void socketPair(benchmark::State& state) {
  measure(state, sendThereAndBack);
}

void manyRuns(benchmark::internal::Benchmark* one) {
  one->Unit(benchmark::kMillisecond)->UseRealTime()->Repetitions(5)->DisplayAggregatesOnly();
}
BENCHMARK(pull)->Apply(manyRuns);
BENCHMARK(socketPair)->Apply(manyRuns);

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "plugin-child") return plugin::runChild(argv[2]);
  return thongbao::bench::runAgainst(argc, argv, {{"pull", "socketPair"}});
}
