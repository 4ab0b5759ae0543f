#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "base/error.h"
#include "base/text.h"
#include "delivery/smtp.h"
#include "support/hostile_server.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::delivery {
namespace {

using domain::DispatchState;
using enum DispatchState;

const std::string kFrom = "doi1@qltt-phutho.example";
const std::string kBad = "bad@shop.example";
const std::string kGood = "good@shop.example";
const std::string kFirst = "first@shop.example";
const std::string kPassword = "topsecret";
const std::string kMessage = "Subject: x\r\n\r\nfirst\r\n.\r\n..two\r\nlast\r\n";
constexpr int kShortSeconds = 3;  ///< where the time out is what is asked for
constexpr int kLongSeconds = 30;
constexpr int kUsual = -1;
constexpr std::size_t kLongestReply = 500;

const std::vector<std::string> kOfTheServer = {"connect", "helo", "starttls", "auth", "password"};
const std::vector<std::string> kSteps = {"connect", "helo", "starttls", "auth", "password", "mail",
                                         "rcpt",    "data", "end",      "rset", "quit"};

bool isOfTheServer(const std::string& step) {
  return std::count(kOfTheServer.begin(), kOfTheServer.end(), step) > 0;
}

/// One server, hostile at one step.
struct Case {
  std::string step;
  std::string kind = "reply";
  int code = kUsual;
  bool tls = false;
  int after = 0;  ///< how many mails went well before

  std::string behaviour() const {
    return std::string(tls ? "tls " : "plain ") + step + " " + kind + " " + std::to_string(code) +
           " " + std::to_string(after);
  }
};

using States = std::set<DispatchState>;

int usualCode(const std::string& step) {
  static const std::map<std::string, int> kUsualCodes = {
      {"connect", 220}, {"starttls", 220}, {"auth", 334}, {"password", 235}, {"data", 354}};
  const auto found = kUsualCodes.find(step);
  return found == kUsualCodes.end() ? 250 : found->second;
}

/// What may become of the mail when the step is answered by this code (RFC 5321, 4.2.1, 4.3.2).
States statesAfter(const std::string& step, int code) {
  const int first = code / 100;
  if (step == "rset" || step == "quit" || code == usualCode(step)) return {accepted};
  if (step == "rcpt" && code == 251) return {accepted};
  if (step == "mail" && code == 552) return {refused};  // larger than the server takes
  if (step == "end")
    return {first == 2 ? accepted : first == 4 ? deferred : first == 5 ? refused : unknown};
  if (first == 5 && (step == "rcpt" || step == "data")) return {refused};
  const bool goesOn = first == usualCode(step) / 100 && step != "data";
  return goesOn ? States{accepted, deferred} : States{deferred};
}

/// What may become of it when no whole reply comes.
States statesWithoutReply(const std::string& step) {
  if (step == "rset" || step == "quit") return {accepted};
  return {step == "end" ? unknown : deferred};
}

const std::set<std::string> kWithoutReply = {
    "drip",    "drip-lines", "endless", "endless-line", "no-line-end", "cut-off",   "half-of-many",
    "garbage", "words",      "silent",  "dead",         "closed",      "two-digits"};
/// Whether the server leaves the other side waiting. The codes are no codes to libcurl.
bool isWaitedFor(const Case& one) {
  return kWithoutReply.contains(one.kind) || one.code == 0 || one.code == 1;
}
/// A reply, but one that may be given up on.
const std::set<std::string> kHardToRead = {"huge-line", "line-feed", "then-dead", "control",
                                           "still-plain"};
/// What comes next is taken for the reply to the next command; nobody could know better.
const std::set<std::string> kInAdvance = {"twice", "refusal-in-advance", "then-farewell"};

States allowed(const Case& one) {
  if (one.tls && one.step == "helo") return {deferred};  // whatever it says, it offers no TLS
  const States without = statesWithoutReply(one.step);
  if (kWithoutReply.contains(one.kind)) return without;
  States states = statesAfter(one.step, one.code == kUsual ? usualCode(one.step) : one.code);
  if (kHardToRead.contains(one.kind)) states.insert(without.begin(), without.end());
  if (kInAdvance.contains(one.kind) && one.step != "end" && one.step != "quit")
    states.insert({deferred, refused, unknown});
  if (one.kind == "then-dead" && one.step == "data") states.insert(unknown);
  return states;
}

/// Collects what is wrong with one case.
class Complaints {
 public:
  void unless(bool holds, const std::string& what) {
    if (!holds) said_ += "  " + what + "\n";
  }
  const std::string& said() const { return said_; }

 private:
  std::string said_;
};

bool isCleanAndShort(const std::string& text) {
  return !text.empty() && text.size() <= kLongestReply && !base::firstInvalidUtf8(text) &&
         base::cleanLine(text) == text;
}

std::string shown(const Outcome& outcome) {
  return domain::toString(outcome.state) + (outcome.serverTrouble ? ", server: " : ": ") +
         outcome.reply;
}

void checkBad(const Case& one, const Outcome& bad, Complaints& complaints) {
  complaints.unless(allowed(one).contains(bad.state), "state: " + shown(bad));
  complaints.unless(isCleanAndShort(bad.reply), "not clean and short: " + bad.reply);
  complaints.unless(bad.reply.find(kPassword) == std::string::npos, "password: " + bad.reply);
  if (bad.state == deferred && isOfTheServer(one.step) && !kInAdvance.contains(one.kind))
    complaints.unless(bad.serverTrouble, "blames the recipient: " + shown(bad));
  if (one.kind == "reply" && (one.step == "rcpt" || one.step == "end") && one.code != 421)
    complaints.unless(!bad.serverTrouble, "blames the server: " + shown(bad));
}

void checkHeard(const Case& one, const Outcome& bad, const test::Heard& heard,
                Complaints& complaints) {
  complaints.unless(heard.beforeTls == 0, "more than greetings was said before TLS");
  for (const auto& [recipient, codes] : heard.codes)
    complaints.unless(codes.size() == 1, recipient + " was sent to more than once");
  const auto code = [&](const std::string& recipient) {
    const auto found = heard.codes.find(recipient);
    return found == heard.codes.end() ? -1 : found->second.front();
  };
  complaints.unless(code(kGood) == 250, "the good mail did not come");
  if (kInAdvance.contains(one.kind)) return;
  const bool taken = code(kBad) / 100 == 2;
  if (bad.state == accepted) complaints.unless(taken, "accepted, but the server did not take it");
  if (bad.state == deferred || bad.state == refused)
    complaints.unless(!taken, "the server took it: " + shown(bad));
}

class HostileServer : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<test::TemporaryFolder>();
    test::run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        " -subj /CN=mail.example -addext subjectAltName=IP:127.0.0.1 -keyout " +
        file("key") + " -out " + file("certificate") + " 2>&1");
    servers_ = std::make_unique<test::HostileServers>(file("certificate"), file("key"));
  }
  static void TearDownTestSuite() {
    servers_.reset();
    folder_.reset();
  }
  static std::string file(const char* name) { return (folder_->path() / name).string(); }

  static MailServer settingsFor(const Case& one, unsigned short port) {
    MailServer settings;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.security = one.tls ? Security::startTls : Security::plainBecauseConfigured;
    settings.caFile = file("certificate");
    if (one.tls) settings.user = "doi1";
    if (one.tls) settings.password = kPassword;
    settings.helloName = "thongbao.example";
    settings.connectSeconds = kLongSeconds;
    settings.totalSeconds = isWaitedFor(one) ? kShortSeconds : kLongSeconds;
    return settings;
  }

  /// A bad mail, then a good one on the same Smtp; what is wrong with it.
  static std::string complaintsAbout(const Case& one) {
    const unsigned short port = servers_->open(one.behaviour());
    Complaints complaints;
    const auto begin = std::chrono::steady_clock::now();
    Outcome bad;
    {
      Smtp smtp(settingsFor(one, port));
      if (one.after > 0) {
        const Outcome first = smtp.send(kFrom, kFirst, kMessage);
        complaints.unless(first.state == accepted, "before: " + shown(first));
      }
      bad = smtp.send(kFrom, kBad, kMessage);
      checkBad(one, bad, complaints);
      const Outcome good = smtp.send(kFrom, kGood, kMessage);
      complaints.unless(good.state == accepted, "the good mail: " + shown(good));
    }
    const auto taken = std::chrono::steady_clock::now() - begin;
    complaints.unless(taken < std::chrono::seconds(3 * kLongSeconds), "it took too long");
    checkHeard(one, bad, servers_->close(port), complaints);
    return complaints.said();
  }

  /// Many at once: most of their time is waiting.
  static void check(const std::vector<Case>& cases) {
    ASSERT_FALSE(cases.empty());
    std::vector<std::string> complaints(cases.size());
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 40; ++i)
      threads.emplace_back([&] {
        for (std::size_t at = next++; at < cases.size(); at = next++)
          complaints[at] = complaintsAbout(cases[at]);
      });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < cases.size(); ++i)
      EXPECT_EQ(complaints[i], "") << cases[i].behaviour();
  }

  static std::unique_ptr<test::TemporaryFolder> folder_;
  static std::unique_ptr<test::HostileServers> servers_;
};

std::unique_ptr<test::TemporaryFolder> HostileServer::folder_;
std::unique_ptr<test::HostileServers> HostileServer::servers_;

/// STARTTLS and AUTH are only said to a server that offers them; EHLO is tried both ways.
std::vector<Case> everywhere(const Case& what) {
  std::vector<Case> cases;
  for (const std::string& step : kSteps) {
    Case one = what;
    one.step = step;
    one.tls = step == "starttls" || step == "auth" || step == "password";
    cases.push_back(one);
    one.tls = true;
    if (step == "helo") cases.push_back(one);
    one.tls = false;
    one.after = 1;
    if (step == "mail" || step == "rcpt" || step == "data" || step == "end") cases.push_back(one);
  }
  return cases;
}

void add(std::vector<Case>& all, const std::vector<Case>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

TEST_F(HostileServer, SaysEveryCodeAtEveryStep) {
  std::vector<Case> cases;
  for (const int code : {211, 214, 220, 221, 235, 250, 251, 252, 334, 354, 421, 450, 451, 452,
                         454, 455, 500, 501, 502, 503, 504, 530, 534, 535, 538, 550, 551, 552,
                         553, 554, 555, 556, 0,   1,   100, 199, 299, 399, 499, 599, 600, 999})
    add(cases, everywhere({.step = "", .code = code}));
  check(cases);
}

TEST_F(HostileServer, GivesAWholeReplyInAnUnusualForm) {
  std::vector<Case> cases;
  for (const char* kind : {"reply", "code-alone", "many-lines", "line-feed", "control", "huge-line",
                           "then-dead", "twice", "refusal-in-advance", "then-farewell"})
    add(cases, everywhere({.step = "", .kind = kind}));
  cases.push_back({.step = "starttls", .kind = "still-plain", .tls = true});
  check(cases);
}

TEST_F(HostileServer, RefusesInAnUnusualForm) {
  std::vector<Case> cases;
  for (const char* kind :
       {"code-alone", "many-lines", "line-feed", "control", "huge-line", "then-dead"})
    for (const int code : {451, 550})
      add(cases, everywhere({.step = "", .kind = kind, .code = code}));
  check(cases);
}

TEST_F(HostileServer, GivesNoWholeReply) {
  std::vector<Case> cases;
  for (const std::string& kind : kWithoutReply) add(cases, everywhere({.step = "", .kind = kind}));
  check(cases);
}

TEST_F(HostileServer, GoesAwayWithinTheMessage) {
  std::string large = "Subject: x\r\n\r\n";
  while (large.size() < (16U << 20U)) large += std::string(76, 'x') + "\r\n";
  for (const char* kind : {"dead", "closed", "silent", "then-dead"}) {
    const Case one{.step = "body", .kind = kind, .code = 451};
    const unsigned short port = servers_->open(one.behaviour());
    Smtp smtp(settingsFor(one, port));
    const Outcome bad = smtp.send(kFrom, kBad, large);
    EXPECT_EQ(domain::toString(bad.state), "deferred") << kind << ": " << bad.reply;
    EXPECT_EQ(smtp.send(kFrom, kGood, kMessage).state, accepted) << kind;
    const test::Heard heard = servers_->close(port);
    EXPECT_FALSE(heard.codes.contains(kBad)) << kind;
    EXPECT_EQ(heard.codes.at(kGood).size(), 1U) << kind;
  }
}

TEST_F(HostileServer, IsNamedByTheCheckBeforeACampaign) {
  for (const std::string& step : kOfTheServer)
    for (const char* kind : {"reply", "huge-line", "control", "dead", "cut-off"}) {
      const Case one{.step = step, .kind = kind, .code = 554, .tls = true};
      const unsigned short port = servers_->open(one.behaviour());
      Smtp smtp(settingsFor(one, port));
      try {
        smtp.checkServer();
        ADD_FAILURE() << "nothing was found wrong: " << one.behaviour();
      } catch (const base::Error& error) {
        EXPECT_THAT(error.code(), testing::AnyOf(base::Code::usage, base::Code::unavailable));
        const std::string said = base::describe(error);
        EXPECT_THAT(said, testing::Not(testing::HasSubstr(kPassword)));
        EXPECT_EQ(said.find('\x1b'), std::string::npos) << said;
      }
      EXPECT_NO_THROW(smtp.checkServer()) << one.behaviour();
      EXPECT_EQ(servers_->close(port).beforeTls, 0) << one.behaviour();
    }
}

}  // namespace
}  // namespace thongbao::delivery
