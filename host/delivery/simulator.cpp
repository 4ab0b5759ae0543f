#include "delivery/simulator.h"

#include <array>
#include <string_view>

#include "base/words.h"
#include "delivery/mime.h"

namespace thongbao::delivery {

namespace {

using base::tr;
using domain::DispatchState;

constexpr std::string_view kDomain = "simulator.thongbao.test";
constexpr const char* kServer = "mx.simulator.thongbao.test";
constexpr const char* kBounceLabel = "bounce";

struct Behaviour {
  const char* label;
  DispatchState state;
  const char* reply;
};

constexpr std::array kBehaviours{
    Behaviour{"accept", DispatchState::accepted, "250 2.0.0 Ok: simulated"},
    Behaviour{"refuse", DispatchState::refused, "550 5.1.1 No such mailbox (simulated)"},
    Behaviour{"defer", DispatchState::deferred, "451 4.3.0 Try again later (simulated)"},
    Behaviour{"unknown", DispatchState::unknown,
              base::mark("The connection was lost before the server answered (simulated).")},
    Behaviour{kBounceLabel, DispatchState::accepted, "250 2.0.0 Ok: simulated, will come back"},
};

/// `accept` of `x@accept.simulator.thongbao.test`; nullopt for an address that is not simulated.
std::optional<std::string> labelOf(const std::string& address) {
  const auto at = address.rfind('@');
  if (at == std::string::npos) return std::nullopt;
  std::string domain = address.substr(at + 1);
  for (char& c : domain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  if (domain == kDomain) return std::string();
  if (!domain.ends_with("." + std::string(kDomain))) return std::nullopt;
  return domain.substr(0, domain.find('.'));
}

Part part(const std::string& type, const std::string& text) {
  return {"Content-Type: " + type + "\r\n", withCrlf(text)};
}

std::string statusText(const LostMail& mail) {
  return std::string("Reporting-MTA: dns; ") + kServer + "\n" +
         "Arrival-Date: " + headerDate(mail.date) + "\n" + "\n" + "Original-Recipient: rfc822;" +
         mail.to + "\n" + "Final-Recipient: rfc822;" + mail.to + "\n" + "Action: failed\n" +
         "Status: 5.1.1\n" + "Diagnostic-Code: smtp; 550 5.1.1 No such mailbox (simulated)\n";
}

}  // namespace

std::optional<Outcome> simulated(const std::string& address) {
  const auto label = labelOf(address);
  if (!label) return std::nullopt;
  for (const Behaviour& known : kBehaviours)
    if (*label == known.label) return Outcome{known.state, tr(known.reply)};
  return Outcome{DispatchState::refused,
                 tr("The simulator knows only the labels accept, refuse, defer, unknown and "
                    "bounce.")};
}

bool comesBack(const std::string& address) {
  return labelOf(address) == kBounceLabel;
}

std::string simulatedBounce(const LostMail& mail) {
  const Part report = multipart(
      "report; report-type=delivery-status", mail.messageId,
      {part("text/plain", "This is the simulated mail server at " + std::string(kServer) +
                              ".\n\nYour mail to <" + mail.to + "> could not be delivered.\n"),
       part("message/delivery-status", statusText(mail)),
       part("text/rfc822-headers", "From: <" + mail.from + ">\nTo: <" + mail.to +
                                       ">\nMessage-ID: <" + mail.messageId + ">\n")});
  const std::string headers = "Return-Path: <>\nDelivered-To: " + mail.returnTo +
                              "\nDate: " + headerDate(mail.date) + "\nFrom: <mailer-daemon@" +
                              kServer + ">\nTo: <" + mail.returnTo + ">\nMessage-ID: <bounce-of-" +
                              mail.messageId + ">\nSubject: Undelivered Mail Returned to Sender\n" +
                              "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n";
  return withCrlf(headers) + report.headers + "\r\n" + report.content;
}

}  // namespace thongbao::delivery
