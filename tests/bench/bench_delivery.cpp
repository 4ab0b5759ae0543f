// Mails a second to smtp-sink on loopback, each with a notice's PDF, beside Postfix's smtp-source,
// which sends one and the same bytes, of equal size, over as many connections.
//
//   delivery       mails that were made before, as those of smtp-source were: granted, handed over,
//                  recorded and synced before and after, by the program's own outbox and register
//   campaign send  the whole command: each notice laid out as a PDF, kept as a file, and composed
//                  besides
//
// On a file system without a journal the kernel goes round the places of files that were deleted
// in the last minutes; a run soon behind another one makes its files up to ten times as slowly.
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
#include "base/random.h"
#include "bench/child.h"
#include "bench/smtp_yardstick.h"
#include "campaign/mail_outbox.h"
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

  std::filesystem::path folder() const { return folder_.path() / "team"; }

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
  std::string team() const { return folder().string(); }
  std::string list() const { return (folder_.path() / "list.csv").string(); }

  Settings settings_;
  test::TemporaryFolder folder_;
  int step_ = 0;
};

/// A campaign's mails, all of which are made before the first one leaves.
class ReadyMails : public campaign::MailOutbox {
 public:
  using MailOutbox::MailOutbox;

  void make() {
    for (std::vector<Job> jobs = MailOutbox::next(64); !jobs.empty(); jobs = MailOutbox::next(64))
      for (const Job& job : jobs) letters_.push_back(job(0));
  }
  std::vector<Job> next(std::size_t most) override {
    std::vector<Job> jobs;
    for (; jobs.size() < most && given_ < letters_.size(); ++given_)
      jobs.emplace_back([&letter = letters_[given_]](std::size_t) { return std::move(letter); });
    return jobs;
  }

 private:
  std::vector<delivery::Letter> letters_;
  std::size_t given_ = 0;
};

double processorSeconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return bench::processorSecondsOf(used);
}

/// Sends an approved campaign out of ready mails.
bench::Used sendReady(const Team& team, const std::string& name, int mails) {
  const workspace::Workspace place = workspace::open(team.folder());
  const workspace::Profile profile = workspace::readProfile(place.profile());
  const base::SystemClock clock;
  base::SystemRandom random;
  registry::Register store(place.registerFile(), clock, random);
  const campaign::Sender sender{place, profile, clock, random, nullptr};
  const campaign::SendOptions options;
  campaign::SendReport report;
  ReadyMails outbox(store, name, sender, options, report);
  store.queue(name);
  outbox.make();

  delivery::Delivery delivery;
  delivery.connections = profile.limits.connections;
  delivery.preparers = outbox.preparers();
  delivery.clock = &clock;
  delivery.sleep = [](std::chrono::milliseconds) {};
  const std::atomic<bool> never{false};
  const double processor = processorSeconds();
  const auto begin = std::chrono::steady_clock::now();
  const delivery::Tally tally =
      delivery::deliver(outbox, delivery, never, [](const delivery::Tally&) {});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  if (tally.accepted != static_cast<std::uint64_t>(mails))
    throw std::runtime_error("not every mail was accepted");
  return {taken.count(), processorSeconds() - processor, 0};
}

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
  std::vector<double> ready, whole, theirs;
  std::size_t bytes = 0;
  double peak = 0;
  const auto told = [&](const char* what, const bench::Used& used) {
    std::printf("%-14s %7.0f a second, %.2f CPU ms a mail\n", what, settings.mails / used.seconds,
                used.processorSeconds * 1e3 / settings.mails);
    std::fflush(stdout);
    return settings.mails / used.seconds;
  };
  for (const std::string round : {"1", "2", "3"}) {
    team.approve("ready-" + round);
    team.approve("whole-" + round);
    if (bytes == 0) bytes = team.bytesOfOneMail("whole-" + round);
    theirs.push_back(
        bench::mailsASecondOfSmtpSource(settings.connections, bytes, settings.mails, sink.port()));
    std::printf("smtp-source -d %7.0f a second\n", theirs.back());
    ready.push_back(told("delivery", sendReady(team, "ready-" + round, settings.mails)));
    const bench::Used used = team.send("whole-" + round);
    whole.push_back(told("campaign send", used));
    peak = std::max(peak, used.peakKiB / 1024);
  }
  std::printf("\n%d mails of %zu bytes over %d connections; campaign send holds %.1f MiB\n",
              settings.mails, bytes, settings.connections, peak);
  for (const auto& [what, rates] : {std::pair{"delivery", &ready}, {"campaign send", &whole}})
    std::printf("%-14s %7.0f a second: %.2fx smtp-source -d\n", what, median(*rates),
                median(*rates) / median(theirs));
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
