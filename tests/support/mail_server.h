#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/files.h"
#include "support/temporary_folder.h"

namespace thongbao::test {

/// samples/mail_server.py with these options, on a port that the system chose; ended and
/// waited for by the destructor, and by the system when the test itself dies.
class MailServer {
 public:
  explicit MailServer(const std::vector<std::string>& options = {}) {
    std::vector<std::string> words = {"/usr/bin/python3", SOURCE_FOLDER "/samples/mail_server.py",
                                      maildir().string(), "--log", log().string()};
    words.insert(words.end(), options.begin(), options.end());
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) runChild(words, ends[1]);
    ::close(ends[1]);
    std::FILE* output = ::fdopen(ends[0], "r");
    const int read = std::fscanf(output, "port %hu", &port_);
    std::fclose(output);
    if (read != 1) throw std::runtime_error("the mail server did not start");
  }
  ~MailServer() { stop(); }
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  void stop() {
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }

  unsigned short port() const { return port_; }

  /// The mails as they came, in no particular order.
  std::vector<std::string> mails() const {
    std::vector<std::string> all;
    for (const auto& file : std::filesystem::directory_iterator(maildir() / "new"))
      all.push_back(base::readFile(file.path()));
    return all;
  }
  /// Lines `connection`, `MAIL FROM:<…>`, `AUTH`, … in the order in which they came.
  std::string heard() const { return base::readFile(log()); }

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
  std::filesystem::path maildir() const { return folder_.path() / "mails"; }
  std::filesystem::path log() const { return folder_.path() / "log"; }

  TemporaryFolder folder_;
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
