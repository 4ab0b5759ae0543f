#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// A message, or a part of one: its headers, and what stands behind them. All lines end with CRLF.
struct Part {
  std::string headers, content;
};

/// Base64 whatever the bytes are: no long line, no lone dot, no `From ` at a line's start, and for
/// Vietnamese texts shorter than quoted-printable.
Part encoded(std::string headers, std::string_view bytes);

/// Parts behind each other (RFC 2046, 5.1.1). `kind` stands behind `multipart/`. The boundary is
/// made of it and of `seed`, and begins with `=_`, which occurs neither in base64 nor in
/// quoted-printable (RFC 2045, 6.7 and 6.8); other parts must not hold it.
Part multipart(const std::string& kind, const std::string& seed, const std::vector<Part>& parts);

/// `text` with CRLF for each of its `\n`; it holds no `\r`.
std::string withCrlf(std::string_view text);

/// Vietnamese time, UTC+7 without summer time (RFC 5322, 3.3).
std::string headerDate(base::Instant date);

}  // namespace thongbao::delivery
