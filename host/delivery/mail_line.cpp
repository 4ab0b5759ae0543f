#include "delivery/mail_line.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

#include "base/words.h"
#include "delivery/shown.h"

namespace thongbao::delivery {

namespace {

using base::Code;
using base::Error;
using base::tr;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kPiece = 64U << 10U;
/// How long a wait goes on before it looks whether it is still wanted.
constexpr milliseconds kGlance{200};

int keepReply(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
  if (type == CURLINFO_HEADER_IN) *static_cast<std::string*>(user) = std::string(data, size);
  return 0;
}

int shouldStop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(user)->load() ? 1 : 0;
}

Error unavailable(const std::string& sentence) {
  return {Code::unavailable, sentence, {.field = "mailbox.host"}, tr("Try again later.")};
}

void checkSettings(const MailboxSettings& settings) {
  if (settings.host.empty() || !isHostName(settings.host))
    throw Error(Code::usage, tr("This is no name of a mail server."), {.field = "mailbox.host"});
  if (settings.user.empty() || settings.password.empty())
    throw Error(Code::usage, tr("User or password of the mailbox is missing."),
                {.field = "mailbox.user"});
}

}  // namespace

MailLine::MailLine(const MailboxSettings& settings, const std::string& protocol,
                   const std::atomic<bool>& stop)
    : stop_(stop), patience_(settings.totalSeconds) {
  checkSettings(settings);
  connect(settings, protocol);
}

/// Without the shutdown libcurl would say goodbye and wait for an answer that may never come.
MailLine::~MailLine() {
  if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

void MailLine::connect(const MailboxSettings& settings, const std::string& protocol) {
  curl_.reach({.host = settings.host,
               .port = settings.port,
               .security = settings.security,
               .user = settings.user,
               .password = settings.password,
               .caFile = settings.caFile,
               .connectSeconds = settings.connectSeconds,
               .totalSeconds = settings.totalSeconds},
              protocol, "");
  curl_.set(CURLOPT_CONNECT_ONLY, 1L);
  curl_.set(CURLOPT_VERBOSE, 1L);  // only so that `keepReply` is called
  curl_.set(CURLOPT_DEBUGFUNCTION, &keepReply);
  curl_.set(CURLOPT_DEBUGDATA, &reply_);
  curl_.set(CURLOPT_NOPROGRESS, 0L);
  curl_.set(CURLOPT_XFERINFOFUNCTION, &shouldStop);
  curl_.set(CURLOPT_XFERINFODATA, &stop_);
  const CURLcode result = curl_.perform();
  if (result == CURLE_ABORTED_BY_CALLBACK) throw Stopped{};
  if (reply_.find(settings.password) != std::string::npos) reply_.clear();
  if (result != CURLE_OK)
    throw failureOfServer(result, reply_, curl_.detail(result), asksToTryLater(reply_), "mailbox");
  curl_socket_t found = CURL_SOCKET_BAD;
  curl_easy_getinfo(curl_.get(), CURLINFO_ACTIVESOCKET, &found);
  if (found == CURL_SOCKET_BAD) throw unavailable(tr("The mail server closed the connection."));
  socket_ = found;
}

void MailLine::send(const std::string& command) {
  deadline_ = steady_clock::now() + patience_;
  const std::string line = command + "\r\n";
  for (std::size_t sent = 0; sent < line.size();) {
    std::size_t count = 0;
    const CURLcode result =
        curl_easy_send(curl_.get(), line.data() + sent, line.size() - sent, &count);
    if (result == CURLE_AGAIN)
      wait(POLLOUT);
    else if (result != CURLE_OK)
      throw failureOfServer(result, {}, curl_.detail(result), false, "mailbox");
    sent += result == CURLE_OK ? count : 0;
  }
}

void MailLine::wait(short event) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - steady_clock::now());
  if (left <= milliseconds::zero()) throw unavailable(tr("The mail server takes too long."));
  pollfd watched{.fd = socket_, .events = event, .revents = 0};
  ::poll(&watched, 1, static_cast<int>(std::min(left, kGlance).count()));
}

/// Puts at least one more byte into the buffer.
void MailLine::fill() {
  if (taken_ > kPiece) {
    buffer_.erase(0, taken_);
    taken_ = 0;
  }
  std::array<char, kPiece> piece;
  while (true) {
    if (stop_) throw Stopped{};
    std::size_t count = 0;
    const CURLcode result = curl_easy_recv(curl_.get(), piece.data(), piece.size(), &count);
    if (result == CURLE_OK && count > 0) {
      if (steady_clock::now() > deadline_) throw unavailable(tr("The mail server takes too long."));
      buffer_.append(piece.data(), count);
      return;
    }
    if (result == CURLE_OK) throw unavailable(tr("The mail server closed the connection."));
    if (result != CURLE_AGAIN)
      throw failureOfServer(result, {}, curl_.detail(result), false, "mailbox");
    wait(POLLIN);
  }
}

bool MailLine::readPiece(std::string& piece) {
  std::size_t searched = 0;
  while (true) {
    const auto end = buffer_.find('\n', taken_ + searched);
    const bool isWhole = end != std::string::npos;
    std::size_t size = (isWhole ? end : buffer_.size()) - taken_;
    if (!isWhole && size < kPiece) {
      searched = size;
      fill();
      continue;
    }
    const bool isLong = size > kPiece || !isWhole;
    if (isLong) size = kPiece;
    std::size_t kept = size;
    if (size > 0 && buffer_[taken_ + size - 1] == '\r') --kept;
    piece.assign(buffer_, taken_, kept);
    taken_ += isLong ? kept : size + 1;
    return !isLong;
  }
}

std::string MailLine::readLine(std::size_t most) {
  std::string line;
  std::string piece;
  while (true) {
    const bool ends = readPiece(piece);
    line += piece;
    if (line.size() > most) throw unexpected(line);
    if (ends) return line;
  }
}

std::string MailLine::readBytes(std::uint64_t count, std::uint64_t most) {
  std::string bytes;
  while (count > 0) {
    if (taken_ == buffer_.size()) fill();
    const auto size = std::min<std::uint64_t>(count, buffer_.size() - taken_);
    bytes.append(buffer_, taken_, std::min<std::uint64_t>(size, most - bytes.size()));
    taken_ += size;
    count -= size;
  }
  return bytes;
}

void MailLine::leave(const std::string& command) {
  std::size_t ignored = 0;
  static_cast<void>(
      curl_easy_send(curl_.get(), (command + "\r\n").data(), command.size() + 2, &ignored));
}

bool MailLine::asksToTryLater(const std::string& answer) {
  constexpr std::array kCodes{"[UNAVAILABLE]", "[INUSE]",    "[LIMIT]",
                              "[IN-USE]",      "[SYS/TEMP]", "[LOGIN-DELAY]"};
  return std::any_of(kCodes.begin(), kCodes.end(), [&answer](const char* code) {
    return answer.find(code) != std::string::npos;
  });
}

Error MailLine::unexpected(const std::string& answer) {
  return unavailable(base::say("The mail server answers: “{}”.", shown(answer)));
}

}  // namespace thongbao::delivery
