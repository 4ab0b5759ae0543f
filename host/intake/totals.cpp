#include "intake/totals.h"

#include <algorithm>

#include "base/text.h"

namespace thongbao::intake {

namespace {

constexpr std::string_view kWords[] = {"tong cong", "tong so",     "tong",
                                       "cong",      "grand total", "total"};
constexpr std::size_t kLongest = 100;

/// What stands behind a word of totals: nothing, a colon, or a number.
bool endsWord(std::string_view behind) {
  if (behind.empty() || behind.front() == ':') return true;
  return behind.size() > 1 && behind[0] == ' ' &&
         (behind[1] == ':' || (behind[1] >= '0' && behind[1] <= '9'));
}

}  // namespace

bool namesTotals(std::string_view text) {
  text = base::trim(text);
  // Asked for every row: most are told by their first letter.
  if (text.empty() || text.size() > kLongest ||
      std::string_view("tTcCgG").find(text.front()) == std::string_view::npos)
    return false;
  const std::string plain = base::withoutMarks(base::fold(text));
  return std::any_of(std::begin(kWords), std::end(kWords), [&plain](std::string_view word) {
    return plain.starts_with(word) && endsWord(std::string_view(plain).substr(word.size()));
  });
}

}  // namespace thongbao::intake
