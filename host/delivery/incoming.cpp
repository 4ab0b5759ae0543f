#include "delivery/incoming.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "delivery/mail_words.h"
#include "delivery/opened_mail.h"
#include "delivery/our_keys.h"
#include "delivery/shown.h"
#include "delivery/written.h"
#include "domain/identifiers.h"

namespace thongbao::delivery {

namespace {

/// A report's sort, its code and its reason.
struct Report {
  Sort sort = Sort::other;
  std::string status;
  std::string reason;
};

std::string plainField(const Fields& fields, std::string_view name) {
  return plainWords(valueOf(fields, name));
}

/// `smtp; 550 5.1.1 unknown` → `550 5.1.1 unknown`.
std::string behindType(const std::string& value) {
  const auto semicolon = value.find(';');
  return std::string(base::trim(
      std::string_view(value).substr(semicolon == std::string::npos ? 0 : semicolon + 1)));
}

/// What RFC 3464, 2.3.3, calls the action, of one recipient. `relayed` proves nothing: the next
/// server promises no report.
Sort sortOfAction(const std::string& action, const std::string& status) {
  if (action.starts_with("failed")) return Sort::bounced;
  if (action.starts_with("delayed")) return Sort::delay;
  if (action.starts_with("delivered") || action.starts_with("expanded")) return Sort::delivered;
  if (!action.empty()) return Sort::other;
  if (status.starts_with('5')) return Sort::bounced;
  return status.starts_with('4') ? Sort::delay : Sort::other;
}

/// What counts of several recipients that one address stood for: the worst.
int weightOf(Sort sort) {
  return sort == Sort::bounced ? 3 : sort == Sort::delay ? 2 : sort == Sort::delivered ? 1 : 0;
}

/// The code that says more: `5.0.0` says only that it failed.
std::string betterStatus(const std::string& status, const std::string& reason) {
  if (!status.empty() && !status.ends_with(".0.0")) return status;
  const std::string found = statusIn(reason);
  return found.empty() || (!status.empty() && found[0] != status[0]) ? status : found;
}

/// Of a report in the form of RFC 3464.
std::optional<Report> reportOf(const OpenedMail& mail) {
  std::optional<Report> worst;
  for (const Fields& recipient : fieldGroups(mail.deliveryStatus)) {
    if (!has(recipient, "action") && !has(recipient, "status")) continue;
    const std::string reason = behindType(valueOf(recipient, "diagnostic-code"));
    const std::string status = statusIn(valueOf(recipient, "status"), "245");
    const Sort sort = sortOfAction(plainField(recipient, "action"), status);
    if (!worst || weightOf(sort) > weightOf(worst->sort))
      worst = Report{sort, betterStatus(status, reason), reason};
  }
  return worst;
}

bool isFromServer(const OpenedMail& mail) {
  return isNameOfServer(std::string_view(mail.from).substr(0, mail.from.find('@'))) ||
         has(mail.headers, "x-failed-recipients");
}

bool hasNoReturnPath(const OpenedMail& mail) {
  return has(mail.headers, "return-path") && valueOf(mail.headers, "return-path") == "<>";
}

/// A report in a server's own words, without that form.
std::optional<Report> freeReportOf(const OpenedMail& mail) {
  const std::string subject = plainWords(mail.subject);
  const bool fromServer = isFromServer(mail);
  if (!fromServer && (!hasNoReturnPath(mail) || isAutomaticSubject(subject))) return std::nullopt;
  const std::string_view text = aboveCopy(mail.text);
  Verdict verdict = verdictOfSubject(subject, !fromServer);
  if (verdict == Verdict::none && fromServer) verdict = verdictOfText(plainWords(text));
  if (verdict == Verdict::none) return std::nullopt;
  std::string reason = reasonIn(text);
  if (reason.empty()) reason = mail.subject;
  const Sort sort = verdict == Verdict::failed ? Sort::bounced : Sort::delay;
  return Report{sort, statusIn(reason), reason};
}

/// RFC 3834, and what mail programs wrote before and beside it.
bool isAutomatic(const OpenedMail& mail) {
  if (!mail.reportType.empty()) return true;
  constexpr std::array kFields{"x-autoreply", "x-autorespond", "x-autoresponder"};
  constexpr std::array kPrecedences{"auto_reply", "auto-reply", "bulk", "junk"};
  const std::string submitted = plainField(mail.headers, "auto-submitted");
  if (!submitted.empty() && !submitted.starts_with("no")) return true;
  for (const char* field : kFields)
    if (has(mail.headers, field) && plainField(mail.headers, field) != "no") return true;
  const std::string precedence = plainField(mail.headers, "precedence");
  if (std::find(kPrecedences.begin(), kPrecedences.end(), precedence) != kPrecedences.end())
    return true;
  const std::string subject = plainWords(mail.subject);
  return isAutomaticSubject(subject) ||
         (has(mail.headers, "x-auto-response-suppress") && isAnswerSubject(subject));
}

/// `manual-action/MDN-sent-manually; displayed` → `displayed`.
std::string dispositionOf(const OpenedMail& mail) {
  for (const Fields& fields : fieldGroups(mail.disposition))
    if (has(fields, "disposition")) return behindType(valueOf(fields, "disposition"));
  return {};
}

std::string writtenOrSubject(const OpenedMail& mail) {
  const std::string line = firstWrittenLine(mail.text);
  return line.empty() ? mail.subject : line;
}

/// Whether what came back is a mail of somebody else's.
bool returnsAnotherMail(const OpenedMail& mail) {
  return std::any_of(mail.returned.begin(), mail.returned.end(),
                     [](const Fields& fields) { return has(fields, "message-id"); });
}

void tellReport(Incoming& incoming, const Report& report, const OpenedMail& mail,
                const OurMarks& ours) {
  incoming.keys = ourKeys(mail, ours, mail.returned.empty());
  if (incoming.keys.empty() && returnsAnotherMail(mail)) return;
  incoming.sort = report.sort;
  incoming.status = report.status;
  const std::string reason = report.reason.empty() ? reasonIn(aboveCopy(mail.text)) : report.reason;
  incoming.diagnostic = shown(reason.empty() ? writtenOrSubject(mail) : reason);
}

void tellOther(Incoming& incoming, const OpenedMail& mail, const OurMarks& ours) {
  incoming.keys = ourKeys(mail, ours, false);
  if (isAutomatic(mail))
    incoming.sort = Sort::automatic;
  else if (!incoming.keys.empty())
    incoming.sort = Sort::answer;
  if (incoming.sort == Sort::other) return;
  const std::string disposition = dispositionOf(mail);
  incoming.diagnostic = shown(disposition.empty() ? writtenOrSubject(mail) : disposition);
}

}  // namespace

Incoming understand(std::string_view message, const OurMarks& ours) {
  const OpenedMail mail = openMail(message);
  Incoming incoming;
  incoming.date = mail.date;
  if (const auto address = domain::normalEmail(validUtf8(mail.from)))
    incoming.from = address->value;
  const bool isReport = mail.reportType == "delivery-status" || isFromServer(mail);
  const bool isOtherReport = !mail.reportType.empty() && mail.reportType != "delivery-status";
  std::optional<Report> report;
  if (isReport && !isOtherReport) report = reportOf(mail);
  if (!report && !isOtherReport) report = freeReportOf(mail);
  if (report)
    tellReport(incoming, *report, mail, ours);
  else
    tellOther(incoming, mail, ours);
  return incoming;
}

std::string toString(Sort sort) {
  switch (sort) {
    case Sort::delivered:
      return "delivered";
    case Sort::bounced:
      return "bounced";
    case Sort::delay:
      return "delay";
    case Sort::automatic:
      return "automatic";
    case Sort::answer:
      return "answer";
    case Sort::other:
      return "other";
  }
  return {};
}

}  // namespace thongbao::delivery
