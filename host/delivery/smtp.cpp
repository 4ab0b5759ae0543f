#include "delivery/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "base/words.h"
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

/// One message's way through the protocol, as far as it is known.
struct Dialogue {
  std::string_view message;
  std::size_t given = 0;        ///< bytes of the message that libcurl took
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

bool isHostName(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:").find(c) != std::string_view::npos;
  });
}

/// The names stand in a URL: nothing else may get into it.
bool hasNames(const MailServer& server) {
  return !server.host.empty() && isHostName(server.host) && isHostName(server.helloName);
}

std::string urlOf(const MailServer& server) {
  const bool isIpv6 = server.host.find(':') != std::string::npos;
  return (server.security == Security::tls ? "smtps://" : "smtp://") +
         (isIpv6 ? "[" + server.host + "]" : server.host) + ":" + std::to_string(server.port) +
         "/" + server.helloName;
}

bool isAddress(const std::string& address) {
  const auto normal = domain::normalEmail(address);
  return normal && normal->value == address;
}

/// What the certificate, TLS, the password or the network had to say, for an officer.
Error whatWentWrong(CURLcode result, const Dialogue& dialogue, const std::string& detail) {
  const std::string said = shown(dialogue.reply.empty() ? detail : dialogue.reply);
  const bool later = dialogue.code() / 100 == 4;
  if (result == CURLE_LOGIN_DENIED && !later)
    return {Code::usage,
            base::say("The mail server refuses user or password: “{}”.", said),
            {.field = "mail.user"},
            tr("Check the user, and the password's file or variable.")};
  if (result == CURLE_USE_SSL_FAILED && !later)
    return {Code::usage,
            base::say("The mail server offers no encryption: “{}”.", said),
            {.field = "mail.security"},
            tr("Nothing was sent. Ask who runs the mail server.")};
  if (result == CURLE_PEER_FAILED_VERIFICATION)
    return {Code::usage,
            base::say("The mail server's certificate does not fit: “{}”.", shown(detail)),
            {.field = "mail.host"},
            tr("Nothing was sent. Check the host's name and “ca_file”.")};
  if (result == CURLE_SSL_CACERT_BADFILE)
    return {Code::usage,
            base::say("The file of trusted certificates cannot be used: “{}”.", said),
            {.field = "mail.ca_file"}};
  if (result == CURLE_SSL_CONNECT_ERROR)
    return {Code::usage,
            base::say("No encrypted connection to the mail server: “{}”.", shown(detail)),
            {.field = "mail.security"},
            tr("Check port and kind of encryption.")};
  return {Code::unavailable,
          base::say("The mail server cannot be used now: “{}”.", said),
          {.field = "mail.host"},
          tr("Try again later.")};
}

Outcome classify(CURLcode result, const Dialogue& dialogue, const std::string& detail) {
  const int code = dialogue.code();
  const std::string reply = shown(dialogue.reply);
  if (result == CURLE_OK) return {DispatchState::accepted, reply};
  if (code / 100 == 5 && (dialogue.aboutRecipient || code == kMessageTooLarge))
    return {DispatchState::refused, reply};
  // A failed send means that the end of DATA did not leave this machine.
  const bool ended = dialogue.wholeMessageGiven() && result != CURLE_SEND_ERROR;
  if (!ended || code / 100 == 4)
    return {DispatchState::deferred, whatWentWrong(result, dialogue, detail).sentence(),
            !dialogue.aboutRecipient};
  if (code / 100 == 2 && result == CURLE_WEIRD_SERVER_REPLY)  // any 2yz but 250
    return {DispatchState::accepted, reply};
  return {DispatchState::unknown,
          base::say("The connection was lost before the server answered the message: “{}”.",
                    shown(detail))};
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

struct Smtp::Connection {
  explicit Connection(MailServer to)
      : server(std::move(to)), curl(newHandle(), &curl_easy_cleanup) {}

  static CURL* newHandle() {
    static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL* handle = kReady == CURLE_OK ? curl_easy_init() : nullptr;
    if (!handle) throw Error(Code::defect, "libcurl cannot be used.");
    return handle;
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode result = curl_easy_setopt(curl.get(), option, value);
    if (result != CURLE_OK)
      throw Error(Code::defect, std::string("libcurl: ") + curl_easy_strerror(result));
  }

  void setSecurity() {
    const bool plain = server.security == Security::plainBecauseConfigured;
    set(CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.caFile.empty()) {
      set(CURLOPT_CAINFO, server.caFile.c_str());
      set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    if (!server.user.empty()) {
      set(CURLOPT_USERNAME, server.user.c_str());
      set(CURLOPT_PASSWORD, server.password.c_str());
    }
  }

  /// Forgets the last message; the connection stays open.
  void begin(std::string_view message) {
    curl_easy_reset(curl.get());
    dialogue = {};
    dialogue.message = message;
    problem.fill('\0');
    set(CURLOPT_URL, urlOf(server).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(server.connectSeconds));
    set(CURLOPT_TIMEOUT, static_cast<long>(server.totalSeconds));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(server.totalSeconds));
    set(CURLOPT_ERRORBUFFER, problem.data());
    set(CURLOPT_WRITEFUNCTION, &ignoreBody);
    set(CURLOPT_VERBOSE, 1L);  // only so that `listen` is called
    set(CURLOPT_DEBUGFUNCTION, &listen);
    set(CURLOPT_DEBUGDATA, &dialogue);
    setSecurity();
  }

  /// What libcurl says of a failure.
  std::string detail(CURLcode result) const {
    return problem[0] ? problem.data() : curl_easy_strerror(result);
  }

  /// After a failure the next message begins on a new connection: libcurl would reuse one whose
  /// reply is still to come, and take it for the reply to the next message.
  CURLcode perform() {
    const CURLcode result = curl_easy_perform(curl.get());
    if (result != CURLE_OK) curl.reset(newHandle());
    return result;
  }

  MailServer server;
  Dialogue dialogue;  ///< libcurl may speak (QUIT) until its handle is gone
  std::array<char, CURL_ERROR_SIZE> problem{};
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl;
};

Smtp::Smtp(MailServer server) : connection_(std::make_unique<Connection>(std::move(server))) {}

Smtp::~Smtp() = default;

void Smtp::checkServer() {
  if (!hasNames(connection_->server))
    throw Error(Code::usage, tr("This is no name of a mail server."), {.field = "mail.host"});
  connection_->begin({});
  connection_->set(CURLOPT_CUSTOMREQUEST, "NOOP");
  connection_->set(CURLOPT_NOBODY, 1L);
  const CURLcode result = connection_->perform();
  if (result != CURLE_OK)
    throw whatWentWrong(result, connection_->dialogue, connection_->detail(result));
}

Outcome Smtp::send(const std::string& from, const std::string& to, const std::string& bytes) {
  if (!isAddress(to)) return {DispatchState::refused, tr("The recipient's address is none.")};
  if (!isAddress(from)) return {DispatchState::deferred, tr("The sender's address is none.")};
  if (!hasNames(connection_->server))
    return {DispatchState::deferred, tr("This is no name of a mail server.")};
  if (bytes.empty()) return {DispatchState::refused, tr("The message is empty.")};
  const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
  connection_->begin(bytes);
  connection_->set(CURLOPT_UPLOAD, 1L);
  connection_->set(CURLOPT_MAIL_FROM, from.c_str());
  connection_->set(CURLOPT_MAIL_RCPT, recipients.get());
  connection_->set(CURLOPT_READFUNCTION, &giveMessage);
  connection_->set(CURLOPT_READDATA, &connection_->dialogue);
  connection_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
  const CURLcode result = connection_->perform();
  return classify(result, connection_->dialogue, connection_->detail(result));
}

}  // namespace thongbao::delivery
