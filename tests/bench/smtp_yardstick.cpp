#include "bench/smtp_yardstick.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace thongbao::bench {

namespace {

const std::string kPostfix = SOURCE_FOLDER "/build/servers/postfix";

std::string toolOf(const char* name) {
  return kPostfix + "/usr/sbin/" + name;
}

/// Starts a tool of Postfix, which finds its libraries where they were unpacked.
pid_t start(std::vector<std::string> words) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process for " + words[0]);
  if (child > 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::setenv("LD_LIBRARY_PATH", (kPostfix + "/usr/lib/postfix").c_str(), 1);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

sockaddr_in loopback(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A socket on a port of loopback.
class Socket {
 public:
  Socket() : handle_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (handle_ < 0) throw std::runtime_error("no socket");
  }
  ~Socket() { ::close(handle_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  /// A free port, kept from others until a server that reuses addresses listens on it.
  unsigned short reserve() {
    const int on = 1;
    ::setsockopt(handle_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(handle_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(handle_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
  }
  bool connect(unsigned short port) {
    const sockaddr_in address = loopback(port);
    return ::connect(handle_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

 private:
  int handle_;
};

double oneRun(const std::vector<std::string>& words, int mails) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = start(words);
  int status = 0;
  if (::waitpid(child, &status, 0) != child || status != 0)
    throw std::runtime_error("smtp-source failed");
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  return mails / taken.count();
}

}  // namespace

bool hasSmtpYardstick() {
  return ::access(toolOf("smtp-source").c_str(), X_OK) == 0 &&
         ::access(toolOf("smtp-sink").c_str(), X_OK) == 0;
}

SmtpSink::SmtpSink() {
  Socket kept;
  port_ = kept.reserve();
  std::vector<std::string> words = {toolOf("smtp-sink")};
  if (::geteuid() == 0) words.insert(words.end(), {"-u", "nobody"});
  words.insert(words.end(), {"127.0.0.1:" + std::to_string(port_), "100"});
  child_ = start(words);
  for (int i = 0; i < 1000; ++i) {
    if (Socket().connect(port_)) return;
    if (::waitpid(child_, nullptr, WNOHANG) != 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
  throw std::runtime_error("smtp-sink did not start; ./dev unpacks it into build/servers");
}

SmtpSink::~SmtpSink() {
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
}

double mailsASecondOfSmtpSource(int connections, std::size_t bytes, int mails,
                                unsigned short port) {
  const std::vector<std::string> words = {toolOf("smtp-source"),
                                          "-d",
                                          "-s",
                                          std::to_string(connections),
                                          "-l",
                                          std::to_string(bytes),
                                          "-m",
                                          std::to_string(mails),
                                          "-f",
                                          "doi1@qltt-phutho.example",
                                          "-t",
                                          "shop@shop.example",
                                          "inet:127.0.0.1:" + std::to_string(port)};
  std::array<double, 3> rates{};
  for (double& rate : rates) rate = oneRun(words, mails);
  std::sort(rates.begin(), rates.end());
  return rates[1];
}

}  // namespace thongbao::bench
