#include "delivery/mail_sources.h"

#include <glib.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "base/words.h"
#include "delivery/mail_line.h"
#include "delivery/shown.h"

/// RFC 3501, as much of it as looking at a mailbox takes: EXAMINE and BODY.PEEK[] change nothing.
namespace thongbao::delivery {

namespace {

constexpr std::size_t kLongestLine = 64U << 10U;
constexpr std::size_t kMostMails = 2'000'000;
constexpr std::uint64_t kLastUid = 0xFFFFFFFF;

std::uint64_t numberAt(std::string_view text, std::size_t at) {
  std::uint64_t number = 0;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

/// The number behind the word, such as `UID ` or `RFC822.SIZE `.
std::optional<std::uint64_t> numberBehind(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '(' || text[at - 1] == '['))
      return numberAt(text, at + word.size());
  return std::nullopt;
}

/// RFC 3501, 5.1.3, as a quoted string.
std::string folderName(const std::string& folder) {
  if (folder.empty()) return "INBOX";
  gsize size = 0;
  const std::unique_ptr<gchar, decltype(&g_free)> coded(
      g_convert(folder.data(), static_cast<gssize>(folder.size()), "UTF-7-IMAP", "UTF-8", nullptr,
                &size, nullptr),
      &g_free);
  if (!coded || folder.find_first_of(std::string("\r\n\0", 3)) != std::string::npos)
    throw base::Error(base::Code::usage, base::tr("This is no name of a mail folder."),
                      {.field = "mailbox.folder"});
  std::string quoted = "\"";
  for (const char c : std::string(coded.get(), size))
    quoted += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
  return quoted + "\"";
}

/// One response with the literals inside it.
struct Response {
  std::string text;
  std::optional<std::string> mail;  ///< the first literal
  std::uint64_t mailSize = 0;

  bool isFetch() const {
    const auto blank = text.find(' ', 2);
    return text.starts_with("* ") && blank != std::string::npos &&
           text.compare(blank, 7, " FETCH ") == 0;
  }
};

struct Listed {
  std::uint64_t uid;
  std::uint64_t size;
};

class Conversation {
 public:
  explicit Conversation(const Reading& reading)
      : line_(reading.settings, "imap", reading.stop), most_(reading.settings.mostBytes) {}

  /// Sends a command and gives every untagged response to `each`. Returns the tagged one without
  /// its tag.
  template <class Each>
  std::string ask(const std::string& command, const Each& each) {
    const std::string tag = "T" + std::to_string(++count_);
    line_.send(tag + " " + command);
    while (true) {
      const Response response = read();
      if (response.text.starts_with(tag + " ")) return response.text.substr(tag.size() + 1);
      if (response.text.starts_with("* BYE")) throw MailLine::unexpected(response.text);
      each(response);
    }
  }

  void leave() { line_.leave("T LOGOUT"); }

 private:
  /// The size of the literal that follows the line, where one can.
  static std::optional<std::uint64_t> literalBehind(const Response& response) {
    const std::string& text = response.text;
    const auto brace = text.rfind('{');
    if (!response.isFetch() || !text.ends_with('}') || brace == std::string::npos)
      return std::nullopt;
    std::uint64_t size = 0;
    const auto [end, error] =
        std::from_chars(text.data() + brace + 1, text.data() + text.size() - 1, size);
    if (error != std::errc() || end != text.data() + text.size() - 1) return std::nullopt;
    return size;
  }

  Response read() {
    Response response;
    response.text = line_.readLine(kLongestLine);
    while (const auto size = literalBehind(response)) {
      std::string literal = line_.readBytes(*size, most_);
      if (!response.mail) {
        response.mail = std::move(literal);
        response.mailSize = *size;
      }
      response.text += " " + line_.readLine(kLongestLine);
      if (response.text.size() > kLongestLine) throw MailLine::unexpected(response.text);
    }
    return response;
  }

  MailLine line_;
  std::uint64_t most_;
  std::uint64_t count_ = 0;
};

/// Opens the folder for looking only. Returns its UIDVALIDITY.
std::uint64_t examine(Conversation& server, const std::string& folder) {
  std::uint64_t validity = 0;
  const std::string answer =
      server.ask("EXAMINE " + folderName(folder), [&validity](const Response& response) {
        if (const auto found = numberBehind(response.text, "UIDVALIDITY ")) validity = *found;
      });
  if (!answer.starts_with("OK"))
    throw base::Error(base::Code::usage,
                      base::say("The mail server does not open the folder: “{}”.", shown(answer)),
                      {.field = "mailbox.folder"});
  return validity;
}

/// The mails from this UID on, in order. `N:*` names the last mail even when its UID is less.
std::vector<Listed> list(Conversation& server, std::uint64_t from) {
  std::vector<Listed> mails;
  if (from > kLastUid) return mails;
  const std::string answer = server.ask(
      "UID FETCH " + std::to_string(from) + ":* (UID RFC822.SIZE)", [&](const Response& response) {
        const auto uid = numberBehind(response.text, "UID ");
        if (!response.isFetch() || !uid || *uid < from) return;
        const auto size = numberBehind(response.text, "RFC822.SIZE ");
        mails.push_back({*uid, size.value_or(0)});
        if (mails.size() > kMostMails) throw MailLine::unexpected(response.text);
      });
  if (!answer.starts_with("OK")) throw MailLine::unexpected(answer);
  std::sort(mails.begin(), mails.end(),
            [](const Listed& a, const Listed& b) { return a.uid < b.uid; });
  return mails;
}

/// Gives one mail. One that was removed meanwhile is no news.
void fetch(Conversation& server, const Listed& mail, const std::string& cursorAfter,
           const Reading& reading) {
  const std::string name = "UID " + std::to_string(mail.uid);
  const std::uint64_t most = reading.settings.mostBytes;
  if (mail.size > most) return reading.unread(tooLarge(name, most), cursorAfter);
  Response found;
  const std::string answer = server.ask(
      "UID FETCH " + std::to_string(mail.uid) + " (UID BODY.PEEK[])", [&](Response response) {
        if (response.isFetch() && response.text.find("BODY[]") != std::string::npos &&
            numberBehind(response.text, "UID ") == mail.uid)
          found = std::move(response);
      });
  if (found.mailSize > most) return reading.unread(tooLarge(name, most), cursorAfter);
  if (found.mail) return reading.each(*found.mail, cursorAfter);
  if (MailLine::asksToTryLater(answer)) throw MailLine::unexpected(answer);
  if (!answer.starts_with("OK") || !found.text.empty())
    reading.unread(MailLine::unexpected(answer + " " + found.text).at({.field = name}),
                   cursorAfter);
}

}  // namespace

void readImap(const Reading& reading) {
  Conversation server(reading);
  const std::string validity = std::to_string(examine(server, reading.settings.folder)) + ":";
  const bool continues = reading.cursor.starts_with(validity);
  const std::uint64_t last = continues ? numberAt(reading.cursor, validity.size()) : 0;
  for (const Listed& mail : list(server, last + 1)) {
    if (reading.stop) return;
    fetch(server, mail, validity + std::to_string(mail.uid), reading);
  }
  server.leave();
}

}  // namespace thongbao::delivery
