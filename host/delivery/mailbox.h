#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "base/error.h"
#include "delivery/smtp.h"

namespace thongbao::delivery {

enum class MailboxKind { imap, pop3, maildir };

struct MailboxSettings {
  MailboxKind kind = MailboxKind::imap;
  std::string host;
  std::uint16_t port = 993;
  Security security = Security::tls;
  std::string user;
  std::string password;  ///< from a file or the environment; never shown
  std::string caFile;    ///< empty: the system's
  std::string folder;    ///< of IMAP, UTF-8 (empty: INBOX), or the maildir's path
  int connectSeconds = 15;
  int totalSeconds = 120;                ///< for one answer of the server, however slowly it comes
  std::uint64_t mostBytes = 25U << 20U;  ///< of one mail; a larger one is told and left out
};

/// Takes one mail as it is kept, and the cursor to begin with when it is done.
using EachMail = std::function<void(const std::string& bytes, const std::string& cursorAfter)>;
/// Takes the reason why one mail could not be read, and the cursor behind it.
using EachUnread = std::function<void(const base::Error& why, const std::string& cursorAfter)>;

/// The mailbox that bounces and answers come to. Only looks: nothing in it is deleted, moved or
/// marked as seen. (A POP3 server may of itself mark what it hands out.)
class Mailbox {
 public:
  /// Does not connect yet.
  explicit Mailbox(MailboxSettings settings);

  /// Gives each mail that came after `cursor` (empty: all), oldest first; returns at the next mail
  /// when `stop` becomes true. A mail may be given again, after a change of the mailbox that the
  /// cursor cannot follow (IMAP: another UIDVALIDITY; POP3, maildir: a mail removed or put between
  /// others): the caller knows it by its hash. None is left out. Throws Error: usage when the
  /// settings, the password or the certificate are wrong, unavailable when the server or the disk
  /// does not answer; what was given until then stays valid.
  void readNew(const std::string& cursor, const EachMail& each, const EachUnread& unread,
               const std::atomic<bool>& stop) const;

 private:
  MailboxSettings settings_;
};

}  // namespace thongbao::delivery
