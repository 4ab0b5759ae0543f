#include "delivery/written.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "delivery/mail_words.h"

namespace thongbao::delivery {

namespace {

constexpr std::size_t kMostLines = 1000;
/// Of a line that says who is quoted, which mail programs break.
constexpr std::size_t kLongestAttribution = 3;
/// Fields of a quoted mail's head that follow `From:`, and how far they are looked for.
constexpr std::size_t kHeadLines = 4;

constexpr std::array kSeparators{"-----original message", "----- original message",
                                 "---------- forwarded",  "-------- original message",
                                 "-----thu goc",          "----- thu goc",
                                 "---------- thu chuyen", "begin forwarded message"};
constexpr std::array kFirstFields{"from:", "tu:", "nguoi gui:"};
constexpr std::array kNextFields{"sent:", "date:", "to:",  "subject:", "ngay:",   "da gui:",
                                 "gui:",  "den:",  "toi:", "chu de:",  "tieu de:"};
constexpr std::array kAttributionStarts{"on ", "at ", "vao ", "ngay ", "luc "};
constexpr std::array kAttributionEnds{"wrote:", "writes:", " viet:"};

template <std::size_t count>
bool startsWithOneOf(const std::string& line, const std::array<const char*, count>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&line](const char* word) { return line.starts_with(word); });
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kMostLines) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(base::trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// A text line by line.
class Letter {
 public:
  explicit Letter(std::string_view text) : lines_(linesOf(text)) {}

  std::string first() const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].empty() || lines_[i].starts_with('>')) continue;
      if (endsHere(i)) return {};
      const std::size_t attribution = attributionAt(i);
      if (attribution == 0) return std::string(lines_[i]);
      i += attribution - 1;
    }
    return {};
  }

 private:
  /// Whether all from here on is another mail.
  bool endsHere(std::size_t at) const {
    if (lines_[at].size() >= 10 && lines_[at].find_first_not_of('_') == std::string_view::npos)
      return true;
    const std::string plain = plainWords(lines_[at]);
    if (startsWithOneOf(plain, kSeparators)) return true;
    if (!startsWithOneOf(plain, kFirstFields)) return false;
    for (std::size_t i = at + 1; i < std::min(at + 1 + kHeadLines, lines_.size()); ++i)
      if (startsWithOneOf(plainWords(lines_[i]), kNextFields)) return true;
    return false;
  }

  /// How many lines from here on say who is quoted (`On … wrote:`).
  std::size_t attributionAt(std::size_t at) const {
    std::string joined;
    for (std::size_t i = at; i < std::min(at + kLongestAttribution, lines_.size()); ++i) {
      joined += (joined.empty() ? "" : " ") + plainWords(lines_[i]);
      const bool starts =
          startsWithOneOf(joined, kAttributionStarts) || joined.find('@') != std::string::npos;
      const bool ends = std::any_of(kAttributionEnds.begin(), kAttributionEnds.end(),
                                    [&joined](const char* end) { return joined.ends_with(end); });
      if (starts && ends) return i - at + 1;
    }
    return 0;
  }

  std::vector<std::string_view> lines_;
};

}  // namespace

std::string firstWrittenLine(std::string_view text) {
  return Letter(text).first();
}

}  // namespace thongbao::delivery
