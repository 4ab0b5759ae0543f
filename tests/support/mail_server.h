#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace thongbao::test {

/// samples/mail_server.py with these options.
class MailServer {
 public:
  explicit MailServer(const std::vector<std::string>& options = {}) {
    std::vector<std::string> words = {SOURCE_FOLDER "/samples/mail_server.py", maildir().string(),
                                      "--log", log().string()};
    words.insert(words.end(), options.begin(), options.end());
    process_.emplace(words);
  }

  void stop() { process_->stop(); }
  unsigned short port() const { return process_->port(); }

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
  std::filesystem::path maildir() const { return folder_.path() / "mails"; }
  std::filesystem::path log() const { return folder_.path() / "log"; }

  TemporaryFolder folder_;
  std::optional<ServerProcess> process_;
};

}  // namespace thongbao::test
