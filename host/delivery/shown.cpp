#include "delivery/shown.h"

#include "base/text.h"

namespace thongbao::delivery {

namespace {

constexpr std::size_t kLongestLine = 500;
/// Enough for a line of any marks and blanks that are dropped.
constexpr std::size_t kMostRead = 64U << 10U;

}  // namespace

std::string validUtf8(std::string_view bytes) {
  if (!base::firstInvalidUtf8(bytes)) return std::string(bytes);
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) base::appendUtf8(text, base::nextCodePoint(bytes, i));
  return text;
}

std::string shown(std::string_view bytes) {
  const std::string line = base::cleanLine(validUtf8(bytes.substr(0, kMostRead)));
  std::size_t end = 0;
  for (std::size_t next = 0; next < line.size();) {
    base::nextCodePoint(line, next);
    if (next > kLongestLine) break;
    end = next;
  }
  return std::string(base::trim(std::string_view(line).substr(0, end)));
}

}  // namespace thongbao::delivery
