#include "delivery/mail_sources.h"

#include <charconv>
#include <map>

#include "base/words.h"
#include "delivery/mail_line.h"

/// RFC 1939: LIST, UIDL and RETR; nothing is deleted, so nothing changes.
namespace thongbao::delivery {

namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kMostMails = 1'000'000;

struct Listed {
  std::uint64_t number = 0;
  std::string rest;  ///< size, or unique id
};

class Conversation {
 public:
  explicit Conversation(const Reading& reading) : line_(reading.settings, "pop3", reading.stop) {}

  /// The server's first line of an answer.
  std::string ask(const std::string& command) {
    line_.send(command);
    return line_.readLine(kLongestLine);
  }

  void leave() { line_.leave("QUIT"); }

  /// The lines `number rest` that follow `+OK`.
  std::vector<Listed> readList() {
    std::vector<Listed> list;
    while (true) {
      const std::string line = line_.readLine(kLongestLine);
      if (line == ".") return list;
      Listed listed;
      const auto blank = std::min(line.find(' '), line.size());
      const auto [end, error] = std::from_chars(line.data(), line.data() + blank, listed.number);
      if (error != std::errc() || blank == line.size() || list.size() == kMostMails)
        throw MailLine::unexpected(line);
      listed.rest = line.substr(blank + 1);
      list.push_back(std::move(listed));
    }
  }

  /// The mail that follows `+OK`, its first `most` bytes and one more when it is larger.
  std::string readMail(std::uint64_t most) {
    std::string mail;
    std::string piece;
    for (bool starts = true;;) {
      const bool ends = line_.readPiece(piece);
      if (starts && ends && piece == ".") break;
      if (starts && piece.starts_with('.')) piece.erase(0, 1);
      if (ends) piece += "\r\n";
      if (mail.size() <= most) mail += piece;
      starts = ends;
    }
    return mail.substr(0, most + 1);
  }

 private:
  MailLine line_;
};

bool isOk(const std::string& answer) {
  return answer.starts_with("+OK");
}

std::vector<Listed> listOf(Conversation& server) {
  const std::string answer = server.ask("LIST");
  if (!isOk(answer)) throw MailLine::unexpected(answer);
  return server.readList();
}

/// Number → unique id; empty when the server does not know them.
std::map<std::uint64_t, std::string> idsOf(Conversation& server) {
  std::map<std::uint64_t, std::string> ids;
  if (!isOk(server.ask("UIDL"))) return ids;
  for (Listed& listed : server.readList()) ids[listed.number] = std::move(listed.rest);
  return ids;
}

std::uint64_t sizeOf(const Listed& listed) {
  std::uint64_t size = 0;
  std::from_chars(listed.rest.data(), listed.rest.data() + listed.rest.size(), size);
  return size;
}

void retrieve(Conversation& server, const Listed& listed, const std::string& cursorAfter,
              const Reading& reading) {
  const std::string name = "POP3 " + std::to_string(listed.number);
  const std::uint64_t most = reading.settings.mostBytes;
  if (sizeOf(listed) > most) return reading.unread(tooLarge(name, most), cursorAfter);
  const std::string answer = server.ask("RETR " + std::to_string(listed.number));
  if (MailLine::asksToTryLater(answer)) throw MailLine::unexpected(answer);
  if (!isOk(answer))
    return reading.unread(MailLine::unexpected(answer).at({.field = name}), cursorAfter);
  const std::string mail = server.readMail(most);
  if (mail.size() > most) return reading.unread(tooLarge(name, most), cursorAfter);
  reading.each(mail, cursorAfter);
}

}  // namespace

void readPop3(const Reading& reading) {
  Conversation server(reading);
  const std::vector<Listed> mails = listOf(server);
  const auto ids = idsOf(server);
  std::vector<std::string> names;
  for (const Listed& listed : mails)
    if (const auto id = ids.find(listed.number); id != ids.end()) names.push_back(id->second);
  const bool areNamed = names.size() == mails.size();
  if (!areNamed) names.clear();
  KnownPart known(names, reading.cursor);
  for (std::size_t i = known.size(); i < mails.size(); ++i) {
    if (reading.stop) return;
    retrieve(server, mails[i], areNamed ? known.next() : std::string(), reading);
  }
  server.leave();
}

}  // namespace thongbao::delivery
