#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/dispatch.h"

namespace thongbao::registry {

/// Which of a campaign's waiting dispatches are asked for.
struct WaitingFilter {
  std::string campaign;
  domain::Channel channel = domain::Channel::mail;
  domain::DispatchState state = domain::DispatchState::queued;  ///< or deferred
  std::optional<base::Instant> due = {};  ///< of deferred ones: those to be tried again by then
  std::int64_t after = 0;                 ///< ids above this one
  std::vector<std::int64_t> notTo = {};   ///< mailDomain of those that are left out
};

/// A dispatch that waits, with the text that was frozen for it.
struct Waiting {
  domain::Dispatch dispatch;
  std::string notice;       ///< domain::canonicalForm; empty when it was erased
  std::int64_t domain = 0;  ///< mailDomain of its address
};

/// What became of a dispatch that was being sent.
struct Settlement {
  std::int64_t dispatch = 0;
  domain::DispatchState state = domain::DispatchState::unknown;
  std::string reply;      ///< the other side's words, any bytes
  base::Instant again{};  ///< of a deferred one
};

/// How many mails of one sender may go out. Exact in any minute and any hour, whoever sends and
/// however often the program is started. 0: any number.
struct MailLimits {
  std::string sender;
  std::uint64_t perMinute = 0;
  std::uint64_t perHour = 0;
  std::uint64_t perHourAndDomain = 0;
};

/// A receipt for a letter that was handed over in person, or that the post brought.
struct Acknowledgement {
  bool byPost = false;
  base::Date on{};         ///< the date on the receipt
  std::string scanSha256;  ///< of the scanned receipt, which is kept in `documents/`
  std::string officer;
  std::string note;  ///< who took it, the post's number; may be empty
};

/// A mail that came back or was written to the agency.
struct MailNews {
  std::string sha256;                         ///< of its bytes: it is entered once
  std::optional<domain::DispatchState> says;  ///< delivered, bounced or answered, if it says any
  std::string sort;                           ///< otherwise: `delay`, `automatic`, `unmatched`
  std::vector<std::string> messages;  ///< first parts of our Message-IDs, the likeliest first
  std::string words;                  ///< why, or what was answered
  std::string mailbox = {};           ///< whose cursor is to be kept
  std::string cursor = {};
};

struct Heard {
  bool known = false;         ///< the mail was entered before; nothing was changed
  bool changed = false;       ///< the dispatch has a new state
  std::int64_t dispatch = 0;  ///< what it is about; 0: none of ours
  std::string campaign;
  domain::DispatchState state = domain::DispatchState::unknown;
};

/// How many of a campaign are in each state.
struct StateCount {
  domain::DispatchState state;
  std::uint64_t dispatches = 0;
};

/// Outcomes since the campaign was approved or resumed.
struct Troubles {
  std::uint64_t tried = 0;    ///< accepted, refused, or heard of later
  std::uint64_t trouble = 0;  ///< refused or bounced
};

struct Pause {
  bool byRefusals = false;  ///< by itself, since too many were refused or came back
  Troubles counts = {};     ///< of such a pause
  std::string officer = {}, reason = {};
};

}  // namespace thongbao::registry
