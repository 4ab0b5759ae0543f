// A campaign from the list to its end by the program itself: how long each command takes, the most
// memory it holds, which must stay under the limit however many recipients there are, and how much
// room its write-ahead log takes on the disk meanwhile. Only some of the mails are sent, to
// smtp-sink; what takes long with each mail is measured by bench_delivery.
//
//   bench_campaign [--recipients NUMBER]
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "bench/child.h"
#include "bench/smtp_yardstick.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;
namespace fs = std::filesystem;

/// Ends within minutes; a million takes three times as long.
constexpr std::uint64_t kRecipients = 400'000;
constexpr std::uint64_t kSent = 5'000;
constexpr double kMostMiB = 64;

/// Every tenth seller has no e-mail address, and so is skipped.
void writeList(const fs::path& file, std::uint64_t recipients) {
  std::ofstream list(file);
  list << "Mã gian hàng,Tên gian hàng,Họ tên,Địa chỉ,Tỉnh/Thành phố,Điện thoại,Email,Sản phẩm,"
          "Đường dẫn sản phẩm,Giá,Ngày ghi nhận\n";
  for (std::uint64_t i = 0, written = 0; written < recipients; ++i) {
    const bool hasMail = i % 10 != 9;
    written += hasMail;
    list << fmt::format(
        "43{0:012},Cửa hàng Hoa Mai {0},Nguyễn Văn {0},\"Số {1} đường Thử, phường Mẫu\",Hà Nội,"
        "09{0:08},{2},Túi xách loại {1},https://zalo.me/43{0:012}?p=1,199.000 ₫,20/11/2026\n",
        i, i % 300 + 1, hasMail ? fmt::format("shop{}@post{}.example", i, i % 5'000) : "");
  }
  if (!list.flush()) throw std::runtime_error("the list cannot be written");
}

/// The largest that a file became while this was there.
class LargestSize {
 public:
  explicit LargestSize(fs::path file) : file_(std::move(file)), thread_([this] { watch(); }) {}
  ~LargestSize() { stop(); }
  double gigabytes() {
    stop();
    return static_cast<double>(largest_) / 1e9;
  }

 private:
  void watch() {
    while (!stopped_) {
      std::error_code gone;
      const std::uintmax_t size = fs::file_size(file_, gone);
      if (!gone) largest_ = std::max(largest_, size);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  void stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }

  fs::path file_;
  std::uintmax_t largest_ = 0;
  std::atomic<bool> stopped_ = false;
  std::thread thread_;
};

class Team {
 public:
  /// Its mail server is on that port of 127.0.0.1.
  explicit Team(unsigned short port) {
    const fs::path file = folder_.path() / "agency.json";
    base::Json profile =
        base::parseJson(base::readFile(SOURCE_FOLDER "/samples/agency.json"), "agency.json");
    profile["mail"]["port"] = port;
    profile["limits"]["mails_per_minute"] = 0;
    base::writeFile(file, profile.dump());
    bench::run({BUILD_FOLDER "/bin/thongbao", "init", team(), "--profile", file.string()});
  }

  void measure(const char* what, std::uint64_t parties, const std::vector<std::string>& words) {
    std::vector<std::string> command{BUILD_FOLDER "/bin/thongbao", "--json", "--workspace", team()};
    command.insert(command.end(), words.begin(), words.end());
    LargestSize log(team() + "/register.db-wal");
    const bench::Used used = bench::run(command);
    const double peak = used.peakKiB / 1024;
    std::printf("%-22s %8.1f s %8.0f a second %8.1f CPU s %6.1f MiB (limit %.0f) %6.2f GB log\n",
                what, used.seconds, static_cast<double>(parties) / used.seconds,
                used.processorSeconds, peak, kMostMiB, log.gigabytes());
    std::fflush(stdout);
    isUnderLimit_ = isUnderLimit_ && peak <= kMostMiB;
  }

  /// Whether the memory of all commands stayed under the limit.
  bool isUnderLimit() const { return isUnderLimit_; }
  std::string team() const { return (folder_.path() / "team").string(); }
  fs::path list() const { return folder_.path() / "list.csv"; }

 private:
  test::TemporaryFolder folder_;
  bool isUnderLimit_ = true;
};

void begin(Team& team, std::uint64_t recipients) {
  team.measure("pull", recipients, {"pull", "zalo", "--file", team.list().string()});
  team.measure(
      "campaign new", 1,
      {"campaign", "new", "a", "--template", "mailing/seller-duties", "--channel", "mail"});
  team.measure("campaign plan", recipients, {"campaign", "plan", "a"});
  team.measure("campaign approve", recipients,
               {"campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu"});
  std::printf("the register then has %.2f GB\n",
              static_cast<double>(fs::file_size(team.team() + "/register.db")) / 1e9);
  team.measure("campaign status", recipients, {"campaign", "status", "a"});
}

void sendSome(Team& team, std::uint64_t recipients) {
  const std::uint64_t sent = std::min(kSent, recipients);
  team.measure("campaign send --limit", sent,
               {"campaign", "send", "a", "--limit", std::to_string(sent)});
  team.measure("campaign pause", 1, {"campaign", "pause", "a", "--by", "Nguyễn Thị Mẫu"});
  team.measure("campaign resume", 1, {"campaign", "resume", "a", "--by", "Nguyễn Thị Mẫu"});
}

/// A backup is put back, so that all that waited is unknown; it is decided, and called off.
void end(Team& team, std::uint64_t recipients) {
  const fs::path copy = team.list().parent_path() / "copy.db";
  team.measure("register backup", recipients, {"register", "backup", copy.string()});
  for (const char* const beside : {"-wal", "-shm"})
    fs::remove(team.team() + "/register.db" + beside);
  fs::rename(copy, team.team() + "/register.db");
  team.measure("register restore", recipients, {"register", "restore", "--by", "Nguyễn Thị Mẫu"});
  team.measure("campaign resolve", recipients, {"campaign", "resolve", "a"});
  team.measure("resolve --all", recipients,
               {"campaign", "resolve", "a", "--all", "--as", "again", "--by", "Nguyễn Thị Mẫu"});
  team.measure("campaign cancel", recipients, {"campaign", "cancel", "a", "--reason", "thử"});
  team.measure("register verify", recipients, {"register", "verify"});
  const std::string table = (team.list().parent_path() / "table.csv").string();
  team.measure("register export", recipients,
               {"register", "export", "--table", "dispatches", "--out", table});
}

int measure(std::uint64_t recipients) {
  std::optional<bench::SmtpSink> server;
  if (bench::hasSmtpYardstick()) server.emplace();
  Team team(server ? server->port() : 25);
  writeList(team.list(), recipients);
  std::printf("%llu recipients of mail, and a ninth as many sellers without an address\n",
              static_cast<unsigned long long>(recipients));
  begin(team, recipients);
  if (server)
    sendSome(team, recipients);
  else
    std::printf("nothing is sent: smtp-sink is not there\n");
  end(team, recipients);
  return team.isUnderLimit() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1) return measure(kRecipients);
  if (argc == 3 && std::string(argv[1]) == "--recipients")
    return measure(std::strtoull(argv[2], nullptr, 10));
  std::fprintf(stderr, "bench_campaign [--recipients NUMBER]\n");
  return 2;
}
