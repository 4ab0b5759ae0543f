#include "delivery/curl_handle.h"

#include <algorithm>
#include <string_view>

#include "base/words.h"
#include "delivery/shown.h"

namespace thongbao::delivery {

using base::Code;
using base::Error;
using base::tr;

bool isHostName(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:").find(c) != std::string_view::npos;
  });
}

CurlHandle::CurlHandle() : curl_(newHandle(), &curl_easy_cleanup) {}

CURL* CurlHandle::newHandle() {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* handle = kReady == CURLE_OK ? curl_easy_init() : nullptr;
  if (!handle) throw Error(Code::defect, "libcurl cannot be used.");
  return handle;
}

void CurlHandle::check(CURLcode result) {
  if (result != CURLE_OK)
    throw Error(Code::defect, std::string("libcurl: ") + curl_easy_strerror(result));
}

void CurlHandle::reach(const Access& access, const std::string& protocol, const std::string& path) {
  curl_easy_reset(curl_.get());
  problem_.fill('\0');
  const bool isIpv6 = access.host.find(':') != std::string::npos;
  const std::string url = protocol + (access.security == Security::tls ? "s://" : "://") +
                          (isIpv6 ? "[" + access.host + "]" : access.host) + ":" +
                          std::to_string(access.port) + "/" + path;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, (protocol + "," + protocol + "s").c_str());
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(access.connectSeconds));
  set(CURLOPT_TIMEOUT, static_cast<long>(access.totalSeconds));
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(access.totalSeconds));
  set(CURLOPT_ERRORBUFFER, problem_.data());
  const bool plain = access.security == Security::plainBecauseConfigured;
  set(CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!access.caFile.empty()) {
    set(CURLOPT_CAINFO, access.caFile.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!access.user.empty()) {
    set(CURLOPT_USERNAME, access.user.c_str());
    set(CURLOPT_PASSWORD, access.password.c_str());
  }
}

CURLcode CurlHandle::perform() {
  const CURLcode result = curl_easy_perform(curl_.get());
  if (result != CURLE_OK) curl_.reset(newHandle());
  return result;
}

std::string CurlHandle::detail(CURLcode result) const {
  return problem_[0] ? problem_.data() : curl_easy_strerror(result);
}

Error failureOfServer(CURLcode result, const std::string& said, const std::string& detail,
                      bool later, const std::string& section) {
  const std::string words = shown(said.empty() ? detail : said);
  if (result == CURLE_LOGIN_DENIED && !later)
    return {Code::usage,
            base::say("The mail server refuses user or password: “{}”.", words),
            {.field = section + ".user"},
            tr("Check the user, and the password's file or variable.")};
  if (result == CURLE_USE_SSL_FAILED && !later)
    return {Code::usage,
            base::say("The mail server offers no encryption: “{}”.", words),
            {.field = section + ".security"},
            tr("No password and no mail was sent. Ask who runs the mail server.")};
  if (result == CURLE_PEER_FAILED_VERIFICATION)
    return {Code::usage,
            base::say("The mail server's certificate does not fit: “{}”.", shown(detail)),
            {.field = section + ".host"},
            tr("No password and no mail was sent. Check the host's name and “ca_file”.")};
  if (result == CURLE_SSL_CACERT_BADFILE)
    return {Code::usage,
            base::say("The file of trusted certificates cannot be used: “{}”.", words),
            {.field = section + ".ca_file"}};
  if (result == CURLE_SSL_CONNECT_ERROR)
    return {Code::usage,
            base::say("No encrypted connection to the mail server: “{}”.", shown(detail)),
            {.field = section + ".security"},
            tr("Check port and kind of encryption.")};
  return {Code::unavailable,
          base::say("The mail server cannot be used now: “{}”.", words),
          {.field = section + ".host"},
          tr("Try again later.")};
}

}  // namespace thongbao::delivery
