#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/first_of.h"
#include "campaign/send.h"
#include "register/register.h"

namespace thongbao::campaign {

struct InboxReport {
  struct News {
    std::int64_t dispatch = 0;
    std::string campaign;
    domain::DispatchState state = domain::DispatchState::unknown;
    std::string words;
  };
  std::uint64_t read = 0, known = 0;        ///< known: entered before
  std::uint64_t automatic = 0, delays = 0;  ///< about mails of ours, which they leave as they are
  std::uint64_t others = 0;                 ///< of no concern
  std::uint64_t changed = 0;                ///< dispatches with a new state
  std::optional<News> news;                 ///< of the mail that was read last
  std::set<std::string> returned;           ///< campaigns of which mails came back
  base::FirstOf<std::string> unread;        ///< why a mail could not be read
  std::vector<std::string> paused;          ///< campaigns that paused themselves because of it
};

/// Enters what one mail says of our dispatches. One that is about ours is kept in `documents/` as
/// `<SHA-256>.eml`. `mailbox` and `cursor` are kept with it; both may be empty.
void hearMail(registry::Register& store, const Sender& sender, const std::string& bytes,
              const std::string& mailbox, const std::string& cursor, InboxReport& report);

/// Reads what came into the profile's mailbox since the last time. Each mail counts once, however
/// often it is read; `told` gets the report behind each. Throws Error(usage) without a mailbox, and
/// what delivery::Mailbox throws; what was read until then is entered.
InboxReport readInbox(registry::Register& store, const Sender& sender,
                      const std::atomic<bool>& stop,
                      const std::function<void(const InboxReport&)>& told);

}  // namespace thongbao::campaign
