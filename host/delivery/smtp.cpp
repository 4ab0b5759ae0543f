#include "delivery/smtp.h"

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "base/words.h"
#include "delivery/curl_handle.h"
#include "delivery/shown.h"
#include "domain/identifiers.h"

namespace thongbao::delivery {

namespace {

using base::Code;
using base::Error;
using base::tr;
using domain::DispatchState;

constexpr std::size_t kMostRepliesKept = 8U << 10U;
constexpr int kMessageTooLarge = 552;
/// Servers end a connection, or put off what comes, behind so many messages or a few more.
constexpr std::uint64_t kMostMessages = 90;

/// One message's way through the protocol, as far as it is known.
struct Dialogue {
  std::string_view message;
  std::size_t given = 0;        ///< bytes of the message that libcurl took
  bool aboutMessage = false;    ///< MAIL or anything behind it was sent
  bool aboutRecipient = false;  ///< RCPT or anything behind it was sent
  bool closing = false;         ///< QUIT was sent: what is heard now is about the connection
  std::string reply;            ///< to the last command, as it came

  bool wholeMessageGiven() const { return !message.empty() && given == message.size(); }
  /// Of the reply's last line; 0 when there is no reply.
  int code() const {
    const auto end = reply.find_last_not_of("\r\n");
    if (end == std::string::npos) return 0;
    const auto before = reply.find_last_of("\r\n", end);
    const auto start = before == std::string::npos ? 0 : before + 1;
    int number = 0;
    for (std::size_t i = start; i < start + 3 && i <= end; ++i) {
      if (reply[i] < '0' || reply[i] > '9') return 0;
      number = number * 10 + (reply[i] - '0');
    }
    return number;
  }
};

/// Commands may hold the password: only their first word is looked at, nothing of them is kept.
int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
  auto& dialogue = *static_cast<Dialogue*>(user);
  const std::string_view text(data, size);
  dialogue.closing = dialogue.closing || (type == CURLINFO_HEADER_OUT && text.starts_with("QUIT"));
  if (dialogue.closing) return 0;
  if (type == CURLINFO_HEADER_OUT) {
    dialogue.aboutRecipient = text.starts_with("RCPT TO") || text.starts_with("DATA");
    dialogue.aboutMessage = dialogue.aboutRecipient || text.starts_with("MAIL FROM");
    dialogue.reply.clear();
  } else if (type == CURLINFO_HEADER_IN && dialogue.reply.size() < kMostRepliesKept) {
    dialogue.reply += text;
  }
  return 0;
}

std::size_t giveMessage(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& dialogue = *static_cast<Dialogue*>(user);
  const std::string_view piece = dialogue.message.substr(dialogue.given, size * count);
  std::copy(piece.begin(), piece.end(), buffer);
  dialogue.given += piece.size();
  if (dialogue.wholeMessageGiven()) dialogue.reply.clear();
  return piece.size();
}

std::size_t ignoreBody(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

/// The names stand in a URL: nothing else may get into it.
bool hasNames(const MailServer& server) {
  return !server.host.empty() && isHostName(server.host) && isHostName(server.helloName);
}

bool isAddress(const std::string& address) {
  const auto normal = domain::normalEmail(address);
  return normal && normal->value == address;
}

Error whatWentWrong(CURLcode result, const Dialogue& dialogue, const std::string& detail) {
  return failureOfServer(result, dialogue.reply, detail, dialogue.code() / 100 == 4, "mail");
}

Outcome classify(CURLcode result, const Dialogue& dialogue, const std::string& detail) {
  const int code = dialogue.code();
  const std::string reply = shown(dialogue.reply);
  if (result == CURLE_OK) return {DispatchState::accepted, reply};
  if (code / 100 == 5 &&
      (dialogue.aboutRecipient || (dialogue.aboutMessage && code == kMessageTooLarge)))
    return {DispatchState::refused, reply};
  // A failed send means that the end of DATA did not leave this machine.
  const bool ended = dialogue.wholeMessageGiven() && result != CURLE_SEND_ERROR;
  if (!ended || code / 100 == 4)
    return {DispatchState::deferred, shown(whatWentWrong(result, dialogue, detail).sentence()),
            !dialogue.aboutRecipient};
  if (code / 100 == 2 && result == CURLE_WEIRD_SERVER_REPLY)  // any 2yz but 250
    return {DispatchState::accepted, reply};
  return {DispatchState::unknown,
          base::say("The connection was lost before the server answered the message: “{}”.",
                    shown(detail))};
}

/// On a connection that served before, a server that has said goodbye, or one word too many, is
/// heard only now. Nothing of the message has left, and the recipient was not put off.
bool needsNewConnection(const Outcome& outcome, const Dialogue& dialogue) {
  const bool isPutOff = dialogue.aboutRecipient && dialogue.code() / 100 == 4;
  return outcome.state == DispatchState::deferred && dialogue.given == 0 && !isPutOff;
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

struct Smtp::Connection {
  explicit Connection(MailServer to) : server(std::move(to)) {}

  /// Forgets the last message; the connection stays open, unless it has had its share.
  void begin(std::string_view message) {
    if (++messages % kMostMessages == 0) {
      curl.renew();
      servedBefore = false;
    }
    dialogue = {};
    dialogue.message = message;
    curl.reach({.host = server.host,
                .port = server.port,
                .security = server.security,
                .user = server.user,
                .password = server.password,
                .caFile = server.caFile,
                .connectSeconds = server.connectSeconds,
                .totalSeconds = server.totalSeconds},
               "smtp", server.helloName);
    curl.set(CURLOPT_WRITEFUNCTION, &ignoreBody);
    curl.set(CURLOPT_VERBOSE, 1L);  // only so that `listen` is called
    curl.set(CURLOPT_DEBUGFUNCTION, &listen);
    curl.set(CURLOPT_DEBUGDATA, &dialogue);
  }

  CURLcode perform() {
    const CURLcode result = curl.perform();
    servedBefore = result == CURLE_OK;
    return result;
  }

  Outcome send(const std::string& from, const std::string& to, const std::string& bytes) {
    const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
    begin(bytes);
    curl.set(CURLOPT_UPLOAD, 1L);
    curl.set(CURLOPT_MAIL_FROM, from.c_str());
    curl.set(CURLOPT_MAIL_RCPT, recipients.get());
    curl.set(CURLOPT_READFUNCTION, &giveMessage);
    curl.set(CURLOPT_READDATA, &dialogue);
    curl.set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
    const CURLcode result = perform();
    return classify(result, dialogue, curl.detail(result));
  }

  MailServer server;
  std::uint64_t messages = 0;
  bool servedBefore = false;  ///< the connection, without a fault
  Dialogue dialogue;          ///< libcurl may speak (QUIT) until its handle is gone
  CurlHandle curl;
};

Smtp::Smtp(MailServer server) : connection_(std::make_unique<Connection>(std::move(server))) {}

Smtp::~Smtp() = default;

void Smtp::checkServer() {
  if (!hasNames(connection_->server))
    throw Error(Code::usage, tr("This is no name of a mail server."), {.field = "mail.host"});
  connection_->begin({});
  connection_->curl.set(CURLOPT_CUSTOMREQUEST, "NOOP");
  connection_->curl.set(CURLOPT_NOBODY, 1L);
  const CURLcode result = connection_->perform();
  if (result != CURLE_OK)
    throw whatWentWrong(result, connection_->dialogue, connection_->curl.detail(result));
}

Outcome Smtp::send(const std::string& from, const std::string& to, const std::string& bytes) {
  if (!isAddress(to)) return {DispatchState::refused, tr("The recipient's address is none.")};
  if (!isAddress(from)) return {DispatchState::deferred, tr("The sender's address is none.")};
  if (!hasNames(connection_->server))
    return {DispatchState::deferred, tr("This is no name of a mail server.")};
  if (bytes.empty()) return {DispatchState::refused, tr("The message is empty.")};
  const bool servedBefore = connection_->servedBefore;
  const Outcome outcome = connection_->send(from, to, bytes);
  return servedBefore && needsNewConnection(outcome, connection_->dialogue)
             ? connection_->send(from, to, bytes)
             : outcome;
}

}  // namespace thongbao::delivery
