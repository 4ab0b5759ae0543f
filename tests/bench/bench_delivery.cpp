// Mails a second of `campaign send`, with everything that belongs to it: each notice laid out as a
// PDF, composed, handed over to smtp-sink on loopback, and recorded and synced before and after;
// beside Postfix's smtp-source, which sends one and the same bytes, of equal size, over as many
// connections.
//
//   bench_delivery [--mails NUMBER] [--connections NUMBER]
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "bench/child.h"
#include "bench/smtp_yardstick.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;
using base::Json;

struct Settings {
  int mails = 6000;
  int connections = 8;
};

class Team {
 public:
  Team(const Settings& settings, unsigned short port) : settings_(settings) {
    Json profile = Json::parse(base::readFile(SOURCE_FOLDER "/samples/agency.json"));
    profile["mail"].update({{"host", "127.0.0.1"},
                            {"port", port},
                            {"security", "plain-without-encryption"},
                            {"user", ""},
                            {"password_file", ""},
                            {"password_env", ""},
                            {"ca_file", ""}});
    profile["limits"].update({{"connections", settings.connections}, {"mails_per_minute", 0}});
    base::writeFile(folder_.path() / "agency.json", profile.dump(2));
    bench::run({BUILD_FOLDER "/bin/thongbao", "init", team(), "--profile",
                (folder_.path() / "agency.json").string()});
    writeList();
    run({"pull", "zalo", "--file", list()});
  }

  /// Approves a campaign to everybody on the list.
  void approve(const std::string& name) {
    run({"campaign", "new", name, "--template", "notice/counterfeit", "--channel", "mail", "--step",
         std::to_string(++step_)});
    run({"campaign", "plan", name});
    run({"campaign", "approve", name, "--by", "Nguyễn Thị Mẫu"});
  }

  bench::Used send(const std::string& name) { return run({"campaign", "send", name}); }

  std::size_t bytesOfOneMail(const std::string& name) const {
    const Json rehearsal = Json::parse(test::run(BUILD_FOLDER "/bin/thongbao --json --workspace '" +
                                                 team() + "' campaign send --rehearse " + name));
    return rehearsal.at("bytes").get<std::size_t>() / rehearsal.at("mails").get<std::size_t>();
  }

 private:
  bench::Used run(const std::vector<std::string>& words) const {
    std::vector<std::string> command{BUILD_FOLDER "/bin/thongbao", "--json", "--workspace", team()};
    command.insert(command.end(), words.begin(), words.end());
    return bench::run(command);
  }
  void writeList() const {
    std::ofstream file(list());
    file << "Mã gian hàng,Tên gian hàng,Họ tên,Địa chỉ,Tỉnh/Thành phố,Điện thoại,Email,Sản phẩm,"
            "Đường dẫn sản phẩm,Giá,Ngày ghi nhận\n";
    for (int i = 0; i < settings_.mails; ++i)
      file << fmt::format(
          "43{0:012},Cửa hàng Hoa Mai {0},Nguyễn Văn {0},\"Số {1} đường Thử, phường Mẫu\",Hà Nội,"
          "09{0:08},shop{0}@post{2}.example,Túi xách loại {1},https://zalo.me/43{0:012}?p=1,"
          "199.000 ₫,20/11/2026\n",
          i, i % 300 + 1, i % 500);
  }
  std::string team() const { return (folder_.path() / "team").string(); }
  std::string list() const { return (folder_.path() / "list.csv").string(); }

  Settings settings_;
  test::TemporaryFolder folder_;
  int step_ = 0;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int measure(const Settings& settings) {
  if (!bench::hasSmtpYardstick()) {
    std::printf("Postfix is not there; ./dev gets it when there is a network.\n");
    return 1;
  }
  const bench::SmtpSink sink;
  Team team(settings, sink.port());
  std::vector<double> ours, theirs;
  std::size_t bytes = 0;
  double peak = 0;
  for (const std::string name : {"a", "b", "c"}) {
    team.approve(name);
    if (bytes == 0) bytes = team.bytesOfOneMail(name);
    theirs.push_back(
        bench::mailsASecondOfSmtpSource(settings.connections, bytes, settings.mails, sink.port()));
    const bench::Used used = team.send(name);
    ours.push_back(settings.mails / used.seconds);
    peak = std::max(peak, used.peakKiB / 1024);
    std::printf("campaign send %7.0f a second (%.2f CPU ms a mail, %.1f MiB), smtp-source %7.0f\n",
                ours.back(), used.processorSeconds * 1e3 / settings.mails, peak, theirs.back());
    std::fflush(stdout);
  }
  std::printf(
      "%d mails of %zu bytes over %d connections: %.0f a second, smtp-source -d %.0f: %.2fx\n",
      settings.mails, bytes, settings.connections, median(ours), median(theirs),
      median(ours) / median(theirs));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string(argv[i]) == "--mails") settings.mails = std::atoi(argv[i + 1]);
    if (std::string(argv[i]) == "--connections") settings.connections = std::atoi(argv[i + 1]);
  }
  return measure(settings);
}
