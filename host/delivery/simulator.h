#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "delivery/smtp.h"

namespace thongbao::delivery {

/// Recipients to try things out with, `anybody@LABEL.simulator.thongbao.test`, are handed to no
/// server. The label says what happens: `accept`, `refuse`, `defer`, `unknown`, and `bounce`, which
/// is accepted and comes back later. Any other label refuses and says so. nullopt for every other
/// address.
std::optional<Outcome> simulated(const std::string& address);

/// Whether simulatedBounce is what comes back of it.
bool comesBack(const std::string& address);

/// A mail that a simulated recipient lets come back.
struct LostMail {
  std::string messageId;  ///< as messageIdFor made it
  std::string from;       ///< the sender's address
  std::string to;         ///< the recipient's address
  std::string returnTo;   ///< envelope sender: the sender's address, or its verpAddress
  base::Instant date{};   ///< when it comes back
};

/// The report of a server that could not deliver it (RFC 3464), with the mail's headers. The same
/// mail gives the same bytes.
std::string simulatedBounce(const LostMail& mail);

}  // namespace thongbao::delivery
