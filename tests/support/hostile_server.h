#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace thongbao::test {

/// What a hostile server heard.
struct Heard {
  int beforeTls = 0;                              ///< commands that must not be said before TLS
  std::map<std::string, std::vector<int>> codes;  ///< recipient → the codes that its whole mails
                                                  ///< got, 0 for no whole reply
};

/// tests/support/hostile_server.py: as many servers as are wanted in one process. For many threads
/// at once.
class HostileServers {
 public:
  HostileServers(const std::string& certificate, const std::string& key) {
    int commands[2], answers[2];
    if (::pipe2(commands, O_CLOEXEC) != 0 || ::pipe2(answers, O_CLOEXEC) != 0)
      throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::dup2(commands[0], STDIN_FILENO);
      ::dup2(answers[1], STDOUT_FILENO);
      ::execl("/usr/bin/python3", "python3", "-B", SOURCE_FOLDER "/tests/support/hostile_server.py",
              certificate.c_str(), key.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(commands[0]);
    ::close(answers[1]);
    commands_ = ::fdopen(commands[1], "w");
    answers_ = ::fdopen(answers[0], "r");
  }
  ~HostileServers() {
    std::fclose(commands_);
    std::fclose(answers_);
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  HostileServers(const HostileServers&) = delete;
  HostileServers& operator=(const HostileServers&) = delete;

  /// See hostile_server.py. Returns the port.
  unsigned short open(const std::string& behaviour) {
    return static_cast<unsigned short>(std::stoi(ask("open " + behaviour)));
  }

  Heard close(unsigned short port) {
    std::istringstream answer(ask("close " + std::to_string(port)));
    Heard heard;
    answer >> heard.beforeTls;
    for (std::string word; answer >> word;) {
      const auto equals = word.find('=');
      heard.codes[word.substr(0, equals)].push_back(std::stoi(word.substr(equals + 1)));
    }
    return heard;
  }

 private:
  std::string ask(const std::string& command) {
    const std::lock_guard lock(mutex_);
    std::fprintf(commands_, "%s\n", command.c_str());
    std::fflush(commands_);
    std::string answer;
    for (int c = std::fgetc(answers_); c != '\n'; c = std::fgetc(answers_)) {
      if (c == EOF) throw std::runtime_error("the hostile server ended at: " + command);
      answer += static_cast<char>(c);
    }
    return answer;
  }

  std::mutex mutex_;
  pid_t child_ = 0;
  std::FILE* commands_ = nullptr;
  std::FILE* answers_ = nullptr;
};

}  // namespace thongbao::test
