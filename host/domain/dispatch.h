#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace thongbao::domain {

enum class Channel { mail, print };

/// The life of one dispatch. Later states (delivered, bounced, answered) come behind `accepted`.
enum class DispatchState {
  planned,    ///< in the plan, nothing given out yet
  approved,   ///< numbered and frozen, waits to be sent
  sending,    ///< intent recorded, on the wire
  accepted,   ///< the other side took it: the server's 250, or the file written
  deferred,   ///< not now; may be tried again
  refused,    ///< for good, with the other side's reason
  unknown,    ///< the process died while it was on the wire; an officer decides
  cancelled,  ///< the campaign was cancelled before it was sent
};

/// The word kept in the register and in JSON: `mail`, `accepted`.
std::string toString(Channel channel);
std::string toString(DispatchState state);
std::optional<Channel> channelFrom(const std::string& word);
std::optional<DispatchState> dispatchStateFrom(const std::string& word);

/// The word an officer reads.
std::string shown(Channel channel);
std::string shown(DispatchState state);

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
