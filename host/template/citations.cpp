#include "template/citations.h"

#include <algorithm>

namespace thongbao::tmpl {

namespace {

constexpr std::string_view kCapitalD = "Đ";

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

/// The number of bytes at the start of `text` that are digits.
std::size_t digitsAt(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) -
                                  text.begin());
}

/// The bytes of `QH15`, `NĐ-CP`, `QĐ-TTg` at the start of `text`; 0 when it is no symbol.
std::size_t symbolAt(std::string_view text) {
  std::size_t size = 0;
  for (;;) {
    const std::string_view rest = text.substr(size);
    if (rest.starts_with(kCapitalD))
      size += kCapitalD.size();
    else if (!rest.empty() &&
             (isCapital(rest[0]) || (size && (isDigit(rest[0]) || rest[0] == '-'))))
      ++size;
    else if (size && rest.starts_with('g') && text.substr(0, size).ends_with("TT"))
      ++size;  // the Prime Minister's: TTg
    else
      break;
  }
  while (size && text[size - 1] == '-') --size;
  return size < 2 ? 0 : size;
}

/// The bytes of a whole citation at the start of `text`, or 0.
std::size_t citationAt(std::string_view text, std::size_t numberSize) {
  constexpr std::size_t kYear = 4;
  const std::string_view behind = text.substr(numberSize);
  if (!behind.starts_with('/') || digitsAt(behind.substr(1)) != kYear) return 0;
  const std::string_view symbol = behind.substr(1 + kYear);
  if (!symbol.starts_with('/')) return 0;
  const std::size_t symbolSize = symbolAt(symbol.substr(1));
  return symbolSize ? numberSize + 1 + kYear + 1 + symbolSize : 0;
}

}  // namespace

std::vector<Citation> findCitations(std::string_view text) {
  std::vector<Citation> found;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t number = digitsAt(text.substr(i));
    const std::size_t size = number ? citationAt(text.substr(i), number) : 0;
    if (size) found.push_back({std::string(text.substr(i, size)), i});
    i += size ? size : std::max<std::size_t>(number, 1);
  }
  return found;
}

}  // namespace thongbao::tmpl
