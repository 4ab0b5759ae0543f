#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "delivery/outbox.h"
#include "delivery/smtp.h"
#include "register/register.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::campaign {

struct SendOptions {
  std::uint64_t limit = 0;                  ///< at most so many dispatches now; 0: all
  const std::atomic<bool>* stop = nullptr;  ///< set by an interrupt; what was begun is settled
  std::function<void(std::chrono::milliseconds)> sleep;
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
  std::vector<Boxed> boxed;
};

/// Sends what waits in an approved campaign: mails by the profile's server, printed letters into
/// `print/<campaign>/`. Every document is kept in `documents/` by its SHA-256. May be interrupted
/// and started again: nothing that was settled or is unknown is sent again.
/// Signed where the profile names a key. Throws Error: notFound for the campaign; usage when it is
/// not approved, the mail settings lack something or the key cannot be used; unavailable when the
/// server cannot be reached before the first mail or another process is sending.
SendReport send(registry::Register& store, const std::string& name,
                const workspace::Workspace& place, const workspace::Profile& profile,
                const base::Clock& clock, const SendOptions& options,
                const std::function<void(const SendReport&)>& told);

}  // namespace thongbao::campaign
