#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "delivery/mailbox.h"

namespace thongbao::delivery {

/// What Mailbox::readNew says, of one kind of mailbox each.
struct Reading {
  const MailboxSettings& settings;
  const std::string& cursor;
  const EachMail& each;
  const EachUnread& unread;
  const std::atomic<bool>& stop;
};
/// Cursor `UIDVALIDITY:UID`.
void readImap(const Reading& reading);
/// Cursor of KnownPart over the UIDL; always empty when the server has none.
void readPop3(const Reading& reading);
/// Cursor of KnownPart over the file names.
void readMaildir(const Reading& reading);

base::Error tooLarge(const std::string& mail, std::uint64_t mostBytes);

/// Which mails of a list were read already, when nothing but the list itself says so and its order
/// may change: the cursor is the number of names read and a hash over them. A list that begins with
/// other names is unknown as a whole.
class KnownPart {
 public:
  /// `names` outlives it.
  KnownPart(const std::vector<std::string>& names, const std::string& cursor);
  /// How many names at the list's beginning were read.
  std::size_t size() const { return known_; }
  /// The cursor behind the next name.
  std::string next();

 private:
  const std::vector<std::string>& names_;
  std::size_t known_ = 0;
  std::size_t done_ = 0;
  std::string hash_;
};

}  // namespace thongbao::delivery
