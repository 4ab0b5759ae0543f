#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/first_of.h"
#include "base/random.h"
#include "campaign/signing.h"
#include "delivery/outbox.h"
#include "register/register.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::campaign {

/// Who sends, with what. All of it lives as long as the sending.
struct Sender {
  const workspace::Workspace& place;
  const workspace::Profile& profile;
  const base::Clock& clock;
  base::Random& random;
  const SigningKey* key = nullptr;  ///< signs the documents
};

struct SendOptions {
  std::uint64_t limit = 0;  ///< at most so many dispatches now; 0: all
  bool wait = false;        ///< for limits, hours and those put off, until each came to its end
  const std::atomic<bool>* stop = nullptr;  ///< set by an interrupt; what was begun is settled
  std::function<void(std::chrono::milliseconds)> sleep;
  std::function<void(const std::string& sentence)> troubled = {};  ///< the register, for now
  std::function<void(base::Instant until)> waiting = {};           ///< a longer wait begins
};

/// A document with characters that no font has; a box stands for each.
struct Boxed {
  std::int64_t dispatch = 0;
  std::vector<std::string> characters;  ///< as `U+1F600`
};

struct SendReport {
  delivery::Tally tally;
  std::uint64_t planned = 0;  ///< dispatches that were waiting when this began
  std::size_t abandoned = 0;  ///< found on the wire of a process that died; now unknown
  bool interrupted = false;
  bool warned = false;  ///< many were refused
  bool paused = false;  ///< too many were: the campaign paused itself
  registry::Troubles troubles;
  base::FirstOf<Boxed> boxed;
};

/// Sends what waits in an approved campaign: mails by the profile's server over several
/// connections, printed letters into `print/<campaign>/`. Every document is kept in `documents/` by
/// its SHA-256, signed where there is a key. May be interrupted and started again, paused and
/// cancelled from elsewhere: nothing that was settled or is unknown is sent again.
/// Throws Error: notFound for the campaign; usage when it is not approved, the mail settings lack
/// something, or the register is an older one (`refuseOlder`); unavailable when the server cannot
/// be reached before the first mail or another process is sending.
SendReport send(registry::Register& store, const std::string& name, const Sender& sender,
                const SendOptions& options, const std::function<void(const SendReport&)>& told);

struct Rehearsal {
  std::uint64_t mails = 0, letters = 0;
  std::uint64_t bytes = 0, largest = 0;  ///< of the mails
  base::FirstOf<Boxed> boxed;
  struct Failure {
    std::int64_t dispatch = 0;
    std::string address;
    std::string sentence;
  };
  base::FirstOf<Failure> failures;  ///< those that could not be made
};

/// Does everything that `send` does, the check of the mail server included, but writes and sends
/// nothing. `told` gets how many were made, of how many. Throws like `send`.
Rehearsal rehearse(registry::Register& store, const std::string& name, const Sender& sender,
                   const std::atomic<bool>& stop,
                   const std::function<void(std::uint64_t, std::uint64_t)>& told);

}  // namespace thongbao::campaign
