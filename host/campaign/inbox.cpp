#include "campaign/inbox.h"

#include <fmt/format.h>

#include <optional>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "campaign/mail_outbox.h"
#include "campaign/profile_check.h"
#include "campaign/troubles.h"
#include "delivery/incoming.h"
#include "delivery/mailbox.h"

namespace thongbao::campaign {

namespace {

using base::Error;
using delivery::Sort;
using domain::DispatchState;

std::optional<DispatchState> stateSaidBy(Sort sort) {
  switch (sort) {
    case Sort::delivered:
      return DispatchState::delivered;
    case Sort::bounced:
      return DispatchState::bounced;
    case Sort::answer:
      return DispatchState::answered;
    default:
      return std::nullopt;
  }
}

std::string wordsOf(const delivery::Incoming& mail) {
  return mail.status.empty() ? mail.diagnostic : mail.status + " " + mail.diagnostic;
}

delivery::MailboxSettings settingsOf(const Sender& sender) {
  const workspace::MailboxSettings& from = sender.profile.mailbox;
  refuseUnfinished(workspace::missingForMailbox(sender.profile), sender.place);
  delivery::MailboxSettings settings;
  settings.kind = from.kind == "imap"   ? delivery::MailboxKind::imap
                  : from.kind == "pop3" ? delivery::MailboxKind::pop3
                                        : delivery::MailboxKind::maildir;
  settings.host = from.host;
  settings.port = from.port;
  settings.security = securityOf(from.security);
  settings.user = from.user;
  settings.password = workspace::readSecret(from.password, sender.place.folder);
  settings.caFile = from.caFile.string();
  settings.folder = from.folder;
  return settings;
}

std::string nameOf(const delivery::MailboxSettings& settings) {
  return fmt::format("{}@{}:{}/{}", settings.user, settings.host, settings.port, settings.folder);
}

}  // namespace

void hearMail(registry::Register& store, const Sender& sender, const std::string& bytes,
              const std::string& mailbox, const std::string& cursor, InboxReport& report) {
  const workspace::MailSettings& ours = sender.profile.mail;
  const delivery::Incoming mail = delivery::understand(
      bytes, {ours.bounceAddress, ours.fromAddress.substr(ours.fromAddress.rfind('@') + 1)});
  registry::MailNews news{
      base::sha256(bytes), stateSaidBy(mail.sort), {}, mail.keys, wordsOf(mail), mailbox, cursor};
  news.sort = mail.sort == Sort::delay ? "delay" : "automatic";
  if (store.isOurs(mail.keys)) {
    const auto file = sender.place.documents() / (news.sha256 + ".eml");
    if (!std::filesystem::exists(file)) base::writeFile(file, bytes);
  }
  const registry::Heard heard = store.hear(news);
  ++report.read;
  report.news.reset();
  if (heard.changed) {
    ++report.changed;
    report.news = {heard.dispatch, heard.campaign, heard.state, news.words};
    if (heard.state == DispatchState::bounced) report.returned.insert(heard.campaign);
  } else if (heard.known)
    ++report.known;
  else if (heard.dispatch == 0)
    ++report.others;
  else
    ++(mail.sort == Sort::delay ? report.delays : report.automatic);
}

InboxReport readInbox(registry::Register& store, const Sender& sender,
                      const std::atomic<bool>& stop,
                      const std::function<void(const InboxReport&)>& told) {
  const delivery::MailboxSettings settings = settingsOf(sender);
  const std::string name = nameOf(settings);
  InboxReport report;
  delivery::Mailbox(settings).readNew(
      store.mailboxCursor(name),
      [&](const std::string& bytes, const std::string& cursor) {
        hearMail(store, sender, bytes, name, cursor, report);
        told(report);
      },
      [&](const Error& why, const std::string&) { report.unread.add(base::describe(why)); }, stop);
  for (const std::string& campaign : report.returned)
    if (pauseWhenTooMany(store, campaign, store.troubles(campaign), sender.profile.limits))
      report.paused.push_back(campaign);
  return report;
}

}  // namespace thongbao::campaign
