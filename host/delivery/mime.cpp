#include "delivery/mime.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/hash.h"

namespace thongbao::delivery {

void startGmime() {
  static const bool kReady = (g_mime_init(), true);
  static_cast<void>(kReady);
}

Part encoded(std::string headers, std::string_view bytes) {
  headers += "Content-Transfer-Encoding: base64\r\n";
  return {std::move(headers), base::toBase64Lines(bytes)};
}

/// The CRLF at the end of a part belongs to the delimiter behind it.
Part multipart(const std::string& kind, const std::string& seed, const std::vector<Part>& parts) {
  const std::string boundary = "=_" + base::sha256(seed + " " + kind).substr(0, 32);
  std::size_t size = 0;
  for (const Part& part : parts)
    size += part.headers.size() + part.content.size() + 2 * boundary.size();
  Part all{"Content-Type: multipart/" + kind + ";\r\n boundary=\"" + boundary + "\"\r\n", {}};
  all.content.reserve(size);
  for (const Part& part : parts) {
    all.content += "--" + boundary + "\r\n" + part.headers + "\r\n";
    all.content += part.content;
  }
  all.content += "--" + boundary + "--\r\n";
  return all;
}

std::string withCrlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 16);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines += text.substr(start, end - start);
    if (end < text.size()) lines += "\r\n";
    start = end + 1;
  }
  return lines;
}

std::string headerDate(base::Instant date) {
  const auto local = std::chrono::floor<std::chrono::seconds>(date + std::chrono::hours(7));
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0700",
                     fmt::gmtime(local.time_since_epoch().count()));
}

}  // namespace thongbao::delivery
