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

void add(GMimeMultipart* report, const char* type, const char* subtype, const std::string& text) {
  const auto part = makePart(type, subtype, text, GMIME_CONTENT_ENCODING_7BIT);
  g_mime_multipart_add(report, GMIME_OBJECT(part.get()));
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
  startGmime();
  const auto report = makeMultipart("report", mail.messageId);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(report.get()), "report-type",
                                           "delivery-status");
  add(report.get(), "text", "plain",
      "This is the simulated mail server at " + std::string(kServer) + ".\n\nYour mail to <" +
          mail.to + "> could not be delivered.\n");
  add(report.get(), "message", "delivery-status", statusText(mail));
  add(report.get(), "text", "rfc822-headers",
      "From: <" + mail.from + ">\nTo: <" + mail.to + ">\nMessage-ID: <" + mail.messageId + ">\n");
  const Owned<GMimeMessage> message(g_mime_message_new(FALSE));
  addHeader(message.get(), "Return-Path", "<>");
  addHeader(message.get(), "Delivered-To", mail.returnTo);
  addHeader(message.get(), "Date", headerDate(mail.date));
  addHeader(message.get(), "From", "<mailer-daemon@" + std::string(kServer) + ">");
  addHeader(message.get(), "To", "<" + mail.returnTo + ">");
  addHeader(message.get(), "Message-ID", "<bounce-of-" + mail.messageId + ">");
  addHeader(message.get(), "Subject", "Undelivered Mail Returned to Sender");
  addHeader(message.get(), "Auto-Submitted", "auto-replied");
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(report.get()));
  return bytesOf(message.get());
}

}  // namespace thongbao::delivery
