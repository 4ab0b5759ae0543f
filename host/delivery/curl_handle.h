#pragma once

#include <curl/curl.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "delivery/smtp.h"

namespace thongbao::delivery {

/// How a mail server is reached, whichever way the mails go.
struct Access {
  std::string host;
  std::uint16_t port = 0;
  Security security = Security::startTls;
  std::string user;  ///< empty: no login
  std::string password;
  std::string caFile;  ///< empty: the system's
  int connectSeconds = 15;
  int totalSeconds = 120;
};

/// Letters, digits and `.-_:`, so that nothing else gets into a URL.
bool isHostName(const std::string& name);

/// One handle of libcurl's for mail servers.
class CurlHandle {
 public:
  /// Throws Error(defect) when libcurl cannot be used.
  CurlHandle();

  template <class Value>
  void set(CURLoption option, Value value) {
    check(curl_easy_setopt(curl_.get(), option, value));
  }
  /// Forgets what was set, then sets how `protocol` (`smtp`, `imap`, `pop3`) reaches the server:
  /// with a checked certificate and TLS 1.2 at least, by no proxy, with the password only where
  /// the line is encrypted or the configuration says that it need not be.
  void reach(const Access& access, const std::string& protocol, const std::string& path);
  /// After a failure the next call begins on a new connection: libcurl would reuse one whose
  /// answer is still to come, and take it for the answer to the next call.
  CURLcode perform();
  /// Ends the connection; the next call begins a new one.
  void renew() { curl_.reset(newHandle()); }
  /// What libcurl says of a failure.
  std::string detail(CURLcode result) const;
  CURL* get() const { return curl_.get(); }

 private:
  static CURL* newHandle();
  static void check(CURLcode result);

  std::array<char, CURL_ERROR_SIZE> problem_{};
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
};

/// What the certificate, TLS, the password or the network had to say, for an officer. `said` is
/// the server's last reply or empty; `section` the part of the profile (`mail`, `mailbox`); `later`
/// whether the reply asks to try again.
base::Error failureOfServer(CURLcode result, const std::string& said, const std::string& detail,
                            bool later, const std::string& section);

}  // namespace thongbao::delivery
