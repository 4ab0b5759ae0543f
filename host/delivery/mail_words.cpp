#include "delivery/mail_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "delivery/shown.h"

namespace thongbao::delivery {

namespace {

using Words = std::span<const char* const>;

constexpr std::array kFailedSubjects{
    "undelivered mail returned to sender",
    "mail delivery failed",
    "mail delivery failure",
    "delivery status notification (failure)",
    "delivery failure",
    "delivery has failed",
    "undeliverable",
    "undelivered",
    "non-deliverable",
    "failure notice",
    "returned mail",
    "returned to sender",
    "mail system error",
    "message not delivered",
    "message could not be delivered",
    "nondeliverable mail",
    "khong gui duoc",
    "khong the gui",
    "khong the phat",
    "khong phat duoc",
    "khong chuyen duoc",
    "thu bi tra lai",
    "tra lai thu",
    "loi gui thu",
    "gui thu that bai",
    "gui thu khong thanh cong",
};

constexpr std::array kDelayedSubjects{
    "delivery status notification (delay)",
    "delayed mail",
    "delivery delayed",
    "delivery is delayed",
    "delivery delay",
    "warning: message",
    "warning: could not send message",
    "message delayed",
    "thu gui cham",
    "cham gui thu",
    "thu chua gui duoc",
};

constexpr std::array kDelayedTexts{
    "has not yet been delivered",
    "has not been delivered yet",
    "still being retried",
    "will be retried until",
    "will continue to be attempted",
    "delivery attempts will continue",
    "this is a warning message only",
    "you do not need to resend your message",
    "delivery incomplete",
    "delivery to these recipients or groups has been delayed",
    "delivery has been delayed",
    "will keep trying",
    "will retry for",
    "he thong se tiep tuc gui",
    "se thu gui lai",
    "se tu dong gui lai",
    "hien chua gui duoc",
};

constexpr std::array kFailedTexts{
    "this is the qmail-send program",
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can't be delivered",
    "was not delivered",
    "wasn't delivered",
    "not been delivered",
    "failed permanently",
    "permanent fatal errors",
    "delivery to the following recipient",
    "did not reach the following recipient",
    "failed to deliver",
    "unable to deliver",
    "wasn't able to deliver",
    "was not able to deliver",
    "delivery has failed",
    "undeliverable",
    "returned to sender",
    "address not found",
    "user unknown",
    "unknown user",
    "no such user",
    "khong gui duoc",
    "khong the gui",
    "khong the phat",
    "khong phat duoc",
    "khong chuyen duoc",
    "khong the chuyen",
    "bi tra lai",
    "gui khong thanh cong",
    "gui that bai",
    "gui thu that bai",
};

/// A line with one of them is the reason, when no line has a code.
constexpr std::array kReasons{
    "user unknown",
    "unknown user",
    "no such user",
    "no mailbox",
    "mailbox unavailable",
    "mailbox not found",
    "mailbox is full",
    "mailbox full",
    "over quota",
    "quota exceeded",
    "exceeded the quota",
    "address not found",
    "does not exist",
    "doesn't exist",
    "address rejected",
    "recipient rejected",
    "host unknown",
    "host not found",
    "unrouteable",
    "unroutable",
    "domain not found",
    "could not be found",
    "couldn't be found",
    "blocked",
    "spam",
    "khong ton tai",
    "khong tim thay",
    "hop thu day",
    "hop thu da day",
    "vuot dung luong",
    "vuot qua dung luong",
    "bi tu choi",
    "bi khoa",
    "sai dia chi",
};

/// A colon behind a word asks that the subject ends there, or goes on behind a colon.
constexpr std::array kAutomaticSubjects{
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "auto-response",
    "autoresponse",
    "automatic response",
    "out of office",
    "out of the office",
    "out-of-office",
    "ooo:",
    "i am away",
    "away:",
    "vacation:",
    "on vacation",
    "tra loi tu dong",
    "thu tra loi tu dong",
    "tu dong tra loi",
    "phan hoi tu dong",
    "thu tu dong",
    "vang mat:",
    "vang mat khoi van phong",
    "vang mat tai van phong",
    "nghi phep:",
    "thong bao vang mat",
    "thong bao nghi phep",
};

constexpr std::array kAnswerSubjects{"re:", "tra loi:", "tl:", "phan hoi:", "aw:", "antw:"};

constexpr std::array kServerNames{"mailer-daemon", "mailerdaemon", "mailer_daemon", "mail-daemon",
                                  "maildaemon",    "mdaemon",      "postmaster"};
constexpr const char* kExchangePrefix = "microsoftexchange";

constexpr std::array kCopyMarks{
    "below this line is a copy of the message",
    "this is a copy of the message",
    "this is a copy of your message",
    "original message follows",
    "returned message follows",
    "message header follows",
    "original message headers",
    "original message header",
    "--- original message",
    "----- original message",
    "-----original message",
    "included is a copy of the message",
    "the headers of the message follow",
    "noi dung thu goc",
    "thu goc:",
    "--- thu goc",
    "-----thu goc",
};

constexpr std::size_t kMostWords = 64U << 10U;
constexpr std::size_t kLongestMark = 200;

bool hasOneOf(const std::string& plain, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [&plain](const char* word) { return plain.find(word) != std::string::npos; });
}

bool startsWithOneOf(const std::string& plain, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [&plain](const char* word) { return plain.starts_with(word); });
}

bool isDigit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t digitsAt(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (isDigit(text, at + count)) ++count;
  return count;
}

/// The first line that `wanted` takes, or empty.
template <class Wanted>
std::string firstLine(std::string_view text, const Wanted& wanted) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = base::trim(text.substr(0, end));
    if (!line.empty() && wanted(line)) return std::string(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

/// `550 …`, `… said: 550-…`: a reply of SMTP that refuses.
bool hasReplyCode(std::string_view line) {
  for (std::size_t i = 0; i + 2 < line.size(); ++i) {
    const bool starts = i == 0 || line[i - 1] == ' ' || line[i - 1] == ':' || line[i - 1] == '(';
    if (!starts || (line[i] != '4' && line[i] != '5') || digitsAt(line, i) != 3) continue;
    if (line[i + 1] <= '5' && (i + 3 == line.size() || line[i + 3] == ' ' || line[i + 3] == '-'))
      return true;
  }
  return false;
}

}  // namespace

std::string plainWords(std::string_view text) {
  return base::withoutMarks(base::fold(validUtf8(text.substr(0, kMostWords))));
}

Verdict verdictOfSubject(const std::string& plain, bool atItsStart) {
  const auto isThere = atItsStart ? startsWithOneOf : hasOneOf;
  if (isThere(plain, kDelayedSubjects)) return Verdict::delayed;
  return isThere(plain, kFailedSubjects) ? Verdict::failed : Verdict::none;
}

Verdict verdictOfText(const std::string& plain) {
  if (hasOneOf(plain, kDelayedTexts)) return Verdict::delayed;
  return hasOneOf(plain, kFailedTexts) ? Verdict::failed : Verdict::none;
}

bool isNameOfServer(std::string_view localPart) {
  std::string name(localPart);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return std::find(kServerNames.begin(), kServerNames.end(), name) != kServerNames.end() ||
         name.starts_with(kExchangePrefix);
}

bool isAutomaticSubject(const std::string& plain) {
  return startsWithOneOf(plain + ":", kAutomaticSubjects);
}

bool isAnswerSubject(const std::string& plain) {
  return startsWithOneOf(plain, kAnswerSubjects);
}

std::string_view aboveCopy(std::string_view text) {
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, std::min(end - start, kLongestMark));
    if (line.size() > 8 && hasOneOf(plainWords(line), kCopyMarks)) return text.substr(0, start);
    start = end + 1;
  }
  return text;
}

std::string reasonIn(std::string_view text) {
  std::string line = firstLine(text, [](std::string_view l) {
    return !statusIn(l).empty() && l.find(' ') != std::string_view::npos;
  });
  if (line.empty()) line = firstLine(text, hasReplyCode);
  for (const Words words : {Words(kReasons), Words(kFailedTexts), Words(kDelayedTexts)})
    if (line.empty())
      line =
          firstLine(text, [words](std::string_view l) { return hasOneOf(plainWords(l), words); });
  return line;
}

std::string statusIn(std::string_view text, std::string_view classes) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (classes.find(text[i]) == std::string_view::npos || digitsAt(text, i) != 1) continue;
    if (i > 0 && (isDigit(text, i - 1) || text[i - 1] == '.')) continue;
    if (i + 1 >= text.size() || text[i + 1] != '.' || digitsAt(text, i + 2) != 1) continue;
    if (i + 3 >= text.size() || text[i + 3] != '.') continue;
    const std::size_t details = digitsAt(text, i + 4);
    const std::size_t end = i + 4 + details;
    const bool goesOn = end < text.size() && text[end] == '.' && isDigit(text, end + 1);
    if (details >= 1 && details <= 3 && !goesOn) return std::string(text.substr(i, end - i));
  }
  return {};
}

}  // namespace thongbao::delivery
