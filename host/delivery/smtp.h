#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "domain/dispatch.h"

namespace thongbao::delivery {

enum class Security { startTls, tls, plainBecauseConfigured };

struct MailServer {
  std::string host;
  std::uint16_t port = 587;
  Security security = Security::startTls;
  std::string user;       ///< empty: no AUTH
  std::string password;   ///< from a file or the environment; never shown
  std::string caFile;     ///< empty: the system's
  std::string helloName;  ///< for EHLO; empty: the host's name
  int connectSeconds = 15;
  int totalSeconds = 120;
};

/// What became of one message.
struct Outcome {
  domain::DispatchState state =
      domain::DispatchState::unknown;  ///< accepted, deferred, refused, unknown
  std::string reply;  ///< the server's last reply on one line, or what went wrong; at most 500
                      ///< bytes of clean UTF-8 without secrets
  bool serverTrouble = false;  ///< deferred for a reason that is not the recipient's
};

/// One connection, kept open between messages. Not for two threads at once.
class Smtp {
 public:
  /// Does not connect yet.
  explicit Smtp(MailServer server);
  ~Smtp();

  /// Throws Error: unavailable when the server cannot be reached, usage when its name is none, it
  /// refuses the password, offers no TLS, or its certificate does not fit. For a check before a
  /// campaign.
  void checkServer();

  /// `bytes` from compose. 2yz after DATA is accepted; 4yz, and a connection lost before the end
  /// of DATA, deferred; 5yz to the recipient or the message refused; lost after the end of DATA
  /// and before the reply, unknown (RFC 5321, 4.2.1 and 4.5.4). What the server has against us
  /// (the password, TLS, the sender's address) is deferred: the recipient is not to blame. Never
  /// throws for what happens to one message.
  Outcome send(const std::string& from, const std::string& to, const std::string& bytes);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace thongbao::delivery
