#pragma once

#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "delivery/mailbox.h"
#include "support/certificates.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace thongbao::delivery {

/// What one reading gave.
struct Read {
  std::vector<std::string> mails;
  std::vector<std::string> unread;
  std::string cursor;
  std::optional<base::Error> failure;
};

/// Reads all, or stops behind `most` mails.
inline Read readFrom(const MailboxSettings& settings, const std::string& cursor = "",
                     std::size_t most = 1000) {
  Read read;
  read.cursor = cursor;
  std::atomic<bool> stop = most == 0;
  try {
    Mailbox(settings).readNew(
        cursor,
        [&](const std::string& bytes, const std::string& after) {
          read.mails.push_back(bytes);
          read.cursor = after;
          stop = read.mails.size() >= most;
        },
        [&](const base::Error& why, const std::string& after) {
          read.unread.push_back(base::describe(why));
          read.cursor = after;
        },
        stop);
  } catch (const base::Error& error) {
    read.failure = error;
  }
  return read;
}

/// A mail that holds what looks like the server's own lines.
inline std::string mailOf(const std::string& subject) {
  return "Subject: " + subject + "\r\n\r\n.\r\n..x\r\nT3 OK done\r\n* BYE\r\n)\r\n";
}

struct Kind {
  MailboxKind kind;
  const char* name;
};

/// A folder of mails, and a server that hands them out.
class OnServer : public testing::TestWithParam<Kind> {
 protected:
  static void SetUpTestSuite() {
    ::signal(SIGPIPE, SIG_IGN);  // as the program does
    certificates_ = std::make_unique<test::Certificates>();
  }
  static void TearDownTestSuite() { certificates_.reset(); }

  void put(int uid, const std::string& bytes) {
    base::writeFile(folder_.path() / (std::to_string(uid) + ".eml"), bytes);
  }
  void remove(int uid) { std::filesystem::remove(folder_.path() / (std::to_string(uid) + ".eml")); }
  void serve(std::vector<std::string> options = {}) {
    std::vector<std::string> words = {SOURCE_FOLDER "/tests/support/mailbox_server.py",
                                      GetParam().name, folder_.path().string(), log().string()};
    words.insert(words.end(), options.begin(), options.end());
    server_.emplace(words);
  }
  void serveEncrypted(const char* option, const std::string& certificate) {
    serve(certificates_->withCertificate(option, certificate));
  }
  void serveWith(const std::string& trouble) { serve({"--trouble", trouble}); }

  MailboxSettings settings(Security security = Security::plainBecauseConfigured) const {
    MailboxSettings settings;
    settings.kind = GetParam().kind;
    settings.host = "127.0.0.1";
    settings.port = server_->port();
    settings.security = security;
    settings.user = "doi1";
    settings.password = "mật khẩu";
    settings.caFile = certificates_->file("ca.pem");
    settings.connectSeconds = 5;
    settings.totalSeconds = 10;
    return settings;
  }
  bool isImap() const { return GetParam().kind == MailboxKind::imap; }
  std::string heard() const { return base::readFile(log()); }
  std::filesystem::path log() const { return logs_.path() / "log"; }

  test::TemporaryFolder folder_, logs_;
  std::optional<test::ServerProcess> server_;
  static std::unique_ptr<test::Certificates> certificates_;
};

inline std::unique_ptr<test::Certificates> OnServer::certificates_;

}  // namespace thongbao::delivery
