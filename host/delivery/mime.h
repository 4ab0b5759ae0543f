#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace thongbao::delivery {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
/// An object of GMime's that this room must let go.
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

/// Before anything else of GMime's; again does nothing.
void startGmime();

/// A part that is no multipart. The bytes are copied.
Owned<GMimePart> makePart(const char* type, const char* subtype, std::string_view bytes,
                          GMimeContentEncoding encoding);

/// A boundary made of `seed` and the subtype: `=_` occurs neither in quoted-printable nor in base64
/// (RFC 2045, 6.7 and 6.8), so no such part holds it.
Owned<GMimeMultipart> makeMultipart(const char* subtype, const std::string& seed);

/// `text` with CRLF for each of its `\n`; it holds no `\r`.
std::string withCrlf(std::string_view text);

/// `value` is ASCII and folded with `\n`; it is written as it is.
void addHeader(GMimeMessage* message, const char* name, const std::string& value);

/// Vietnamese time, UTC+7 without summer time (RFC 5322, 3.3).
std::string headerDate(base::Instant date);

/// The headers of a message or part, each ended by CRLF, without the empty line behind them. A
/// message has those of its part, too.
std::string headersOf(GMimeObject* object);

/// The message with CRLF line ends.
std::string bytesOf(GMimeMessage* message);

}  // namespace thongbao::delivery
