#include "delivery/mailbox.h"

#include "delivery/mail_line.h"
#include "delivery/mail_sources.h"

namespace thongbao::delivery {

Mailbox::Mailbox(MailboxSettings settings) : settings_(std::move(settings)) {}

void Mailbox::readNew(const std::string& cursor, const EachMail& each, const EachUnread& unread,
                      const std::atomic<bool>& stop) const {
  const Reading reading{settings_, cursor, each, unread, stop};
  try {
    switch (settings_.kind) {
      case MailboxKind::imap:
        return readImap(reading);
      case MailboxKind::pop3:
        return readPop3(reading);
      case MailboxKind::maildir:
        return readMaildir(reading);
    }
  } catch (const Stopped&) {
    return;  // what was given is valid, and the cursor stands behind it
  }
}

}  // namespace thongbao::delivery
