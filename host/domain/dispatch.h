#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace thongbao::domain {

enum class Channel { mail, print };

/// The life of one dispatch: planned → approved → queued → sending → what came of it. What is heard
/// of it later comes behind `accepted`, or behind `unknown`, which it decides.
enum class DispatchState {
  planned,       ///< in the plan, nothing given out yet
  approved,      ///< numbered and frozen
  queued,        ///< an officer said that it is to be sent; waits for a connection
  sending,       ///< intent recorded, on the wire
  accepted,      ///< the other side took it: the server's 250, or the file written
  deferred,      ///< not now; is tried again at a time that is set
  refused,       ///< for good, with the other side's reason
  unknown,       ///< it was on the wire when the process died; an officer decides
  cancelled,     ///< it was called off before it was sent
  delivered,     ///< the recipient's server reported that it is in the mailbox
  bounced,       ///< a server reported that it cannot be delivered
  answered,      ///< the recipient wrote back
  acknowledged,  ///< handed over in person, or the post's receipt came back
};

/// The states of a dispatch that is still to be sent.
inline constexpr std::array kWaiting{DispatchState::approved, DispatchState::queued,
                                     DispatchState::deferred};
bool waits(DispatchState state);

/// Nothing more is done about it by itself. A campaign is finished when all of its are.
bool isEnd(DispatchState state);

/// The word kept in the register and in JSON: `mail`, `accepted`.
std::string toString(Channel channel);
std::string toString(DispatchState state);
std::optional<Channel> channelFrom(const std::string& word);
std::optional<DispatchState> dispatchStateFrom(const std::string& word);

/// The word an officer reads.
std::string shown(Channel channel);
std::string shown(DispatchState state);

/// What will be handed over; recorded before the first byte leaves.
struct Intent {
  std::int64_t dispatch = 0;
  std::string message;              ///< first part of the Message-ID; empty for other channels
  std::string sha256;               ///< of the bytes
  std::string document;             ///< SHA-256 of the PDF
  std::vector<std::string> boxes;   ///< characters of the document (`U+1F600`) that no font has
  std::string signedAt, signature;  ///< ISO and base64, where the PDF is signed
};

/// Whether what was intended may be done.
struct Grant {
  enum Kind {
    given,
    later,  ///< a limit is reached until `until`
    never,  ///< the dispatch does not wait any more, or its campaign is not being sent
  };
  Kind kind = never;
  base::Instant until{};
  bool ofDomain = false;  ///< the limit is that of the recipient's domain
};

/// One notice through one channel to one party. (campaign, step, party, channel) is unique: the
/// guard against writing twice.
struct Dispatch {
  std::int64_t id = 0;
  std::string campaign;
  int step = 1;
  std::int64_t partyId = 0;
  Channel channel = Channel::mail;
  std::string address;     ///< e-mail address, or the name of the printed file
  std::string noticeHash;  ///< empty before the approval
  DispatchState state = DispatchState::planned;
  int attempts = 0;
  std::string reply;  ///< the other side's last words
};

}  // namespace thongbao::domain
