#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace thongbao::delivery {

/// What a mail in the agency's mailbox is.
enum class Sort {
  delivered,  ///< a server reports that a mail of ours lies in the recipient's mailbox
  bounced,    ///< a server reports that it cannot be delivered, for good
  delay,      ///< a server reports that it still tries
  automatic,  ///< a machine answered: absence, receipt of reading, ticket
  answer,     ///< a person wrote back
  other,      ///< nothing of it concerns a mail of ours
};

/// By what our own mails are known again.
struct OurMarks {
  std::string bounceAddress;  ///< what verpAddress was given, or empty
  std::string senderDomain;   ///< behind the `@` of messageIdFor
};

/// What one mail says. Whatever is told here was written by strangers: a key only claims to be
/// ours, and the register knows whether it is.
struct Incoming {
  Sort sort = Sort::other;
  std::vector<std::string> keys;  ///< messageKey of the mails that it is about, best evidence first
  std::string status;             ///< RFC 3463: `5.1.1`, or empty
  std::string diagnostic;         ///< for an officer, one clean line of at most 500 bytes: the
                                  ///< server's reason, or the first line that a person wrote
  std::string from;               ///< address as domain::normalEmail gives it, or empty
  std::optional<base::Instant> date;  ///< as its writer dated it
};

/// Understands the raw bytes of one mail (RFC 5322), broken and hostile ones too: reads at most its
/// first 2 MiB, and never throws for what stands in it.
Incoming understand(std::string_view message, const OurMarks& ours);

/// `bounced`; for tests and JSON.
std::string toString(Sort sort);

}  // namespace thongbao::delivery
