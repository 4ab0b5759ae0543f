#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace thongbao::delivery {

struct NamedAddress {
  std::string name;     ///< UTF-8, may be empty
  std::string address;  ///< as domain::normalEmail gives it
};

struct Attachment {
  std::string fileName;   ///< UTF-8; written by RFC 2231
  std::string mediaType;  ///< `application/pdf`
  std::string bytes;
};

struct Mail {
  NamedAddress from;
  NamedAddress to;      ///< exactly one: nobody sees another recipient
  std::string replyTo;  ///< address, or empty
  std::string subject;  ///< UTF-8, one line
  std::string text;
  std::string html;
  Attachment attachment;  ///< left out when its bytes are empty
  base::Instant date{};
  std::string messageId;  ///< `hash@domain` without `<>`
};

/// The message as bytes for DATA, CRLF line ends, at most 998 bytes a line, ASCII headers
/// (RFC 5322, 2045–2047, 2231, 3834 `Auto-Submitted`). The same mail gives the same bytes,
/// boundaries included. Throws Error(badInput) when a name, address or subject has a control
/// character: no line of it can become a header or a recipient.
std::string compose(const Mail& mail);

/// `<first 32 digits of the hash of dispatch key and notice>@<sender's domain>`: the same for
/// the same dispatch, however often it is tried.
std::string messageIdFor(const std::string& campaign, int step, std::int64_t partyId,
                         const std::string& noticeHash, const std::string& senderAddress);

/// The 32 digits of an id that messageIdFor made; empty for any other.
std::string messageKey(const std::string& messageId);

/// `bounces@agency.example` and a key → `bounces+KEY@agency.example`: the envelope sender that says
/// by itself which mail came back. The address has a local part of at most 31 bytes (RFC 5321,
/// 4.5.3.1.1: 64 with the key).
std::string verpAddress(const std::string& bounceAddress, const std::string& key);

}  // namespace thongbao::delivery
