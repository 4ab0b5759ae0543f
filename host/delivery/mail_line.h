#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "delivery/curl_handle.h"
#include "delivery/mailbox.h"

namespace thongbao::delivery {

/// Thrown through a conversation that the caller no longer wants.
struct Stopped {};

/// A logged-in line to a server that hands mails out. libcurl connects, encrypts, checks the
/// certificate and logs in; the conversation behind that is the caller's (CURLOPT_CONNECT_ONLY),
/// because libcurl's own would mark IMAP mails as seen and take lines of a mail for the server's.
/// Everything throws Error (unavailable, or usage as failureOfServer tells) or Stopped.
class MailLine {
 public:
  /// `protocol` is `imap` or `pop3`.
  MailLine(const MailboxSettings& settings, const std::string& protocol,
           const std::atomic<bool>& stop);
  ~MailLine();
  MailLine(const MailLine&) = delete;
  MailLine& operator=(const MailLine&) = delete;

  /// Sends the command with its line end; its answer has `totalSeconds` from now on.
  void send(const std::string& command);
  /// One line without its end. Unavailable when it is longer than `most` bytes.
  std::string readLine(std::size_t most);
  /// The next piece of a line, at most 64 KiB, without the line's end. True when the line ends.
  bool readPiece(std::string& piece);
  /// The next `count` bytes, of which only the first `most` are kept.
  std::string readBytes(std::uint64_t count, std::uint64_t most);

  /// Says goodbye, and does not wait for an answer.
  void leave(const std::string& command);

  /// Whether the server's no means: not now (RFC 5530, 2449, 3206).
  static bool asksToTryLater(const std::string& answer);
  /// An error for an answer that the protocol does not know, or that the server gives for a no.
  static base::Error unexpected(const std::string& answer);

 private:
  void connect(const MailboxSettings& settings, const std::string& protocol);
  void fill();
  void wait(short event);

  const std::atomic<bool>& stop_;
  std::string reply_;  ///< the server's last line while logging in
  std::string buffer_;
  std::size_t taken_ = 0;  ///< of the buffer
  int socket_ = -1;
  std::chrono::seconds patience_;
  std::chrono::steady_clock::time_point deadline_;
  CurlHandle curl_;  ///< the last to come and the first to go: it writes into reply_
};

}  // namespace thongbao::delivery
