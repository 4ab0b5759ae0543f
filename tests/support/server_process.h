#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace thongbao::test {

/// A Python program that serves on a port which the system chose and prints `port N` first. Ended
/// and waited for by the destructor, and by the system when the test itself dies.
class ServerProcess {
 public:
  /// `words`: the script and its options.
  explicit ServerProcess(std::vector<std::string> words) {
    words.insert(words.begin(), "/usr/bin/python3");
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) runChild(words, ends[1]);
    ::close(ends[1]);
    std::FILE* output = ::fdopen(ends[0], "r");
    const int read = std::fscanf(output, "port %hu", &port_);
    std::fclose(output);
    if (read != 1) throw std::runtime_error("the server did not start: " + words.at(1));
  }
  ~ServerProcess() { stop(); }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  void stop() {
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  unsigned short port() const { return port_; }

 private:
  [[noreturn]] static void runChild(const std::vector<std::string>& words, int output) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(output, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }

  pid_t child_ = 0;
  unsigned short port_ = 0;
};

/// How often `part` stands in `text`.
inline std::size_t countOf(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

}  // namespace thongbao::test
