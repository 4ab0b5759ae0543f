#include "campaign/send.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/words.h"
#include "campaign/plan.h"
#include "campaign/profile_check.h"
#include "campaign/signing.h"
#include "delivery/mail.h"
#include "delivery/print.h"
#include "document/html.h"
#include "document/markdown.h"
#include "document/text.h"
#include "pdf/renderer.h"
#include "workspace/lock.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using delivery::Outcome;
using domain::Channel;
using domain::Dispatch;
using domain::DispatchState;

delivery::Security securityOf(const std::string& word) {
  if (word == "tls") return delivery::Security::tls;
  if (word == "plain-without-encryption") return delivery::Security::plainBecauseConfigured;
  return delivery::Security::startTls;
}

delivery::MailServer serverOf(const workspace::MailSettings& mail,
                              const std::filesystem::path& folder) {
  delivery::MailServer server;
  server.host = mail.host;
  server.port = mail.port;
  server.security = securityOf(mail.security);
  server.user = mail.user;
  server.password = workspace::readSecret(mail.password, folder);
  server.caFile = mail.caFile.string();
  return server;
}

/// The register's queue of one campaign, with the channels behind it.
class CampaignOutbox : public delivery::Outbox {
 public:
  CampaignOutbox(registry::Register& store, const std::string& campaign,
                 const workspace::Workspace& place, const workspace::Profile& profile,
                 const base::Clock& clock)
      : store_(store),
        campaign_(campaign),
        place_(place),
        profile_(profile),
        clock_(clock),
        begun_(clock.now()),
        smtp_(serverOf(profile.mail, place.folder)),
        key_(openSigningKey(profile.sign, place.folder, clock)),
        renderer_(pdf::Form::archival, key_ ? &key_->signing : nullptr) {}

  void checkServer() { smtp_.checkServer(); }

  std::optional<Dispatch> take() override { return store_.takeDispatch(campaign_, begun_); }

  /// What cannot be laid out or written failed before anything left this machine: an outcome,
  /// never "unknown". Throws what concerns more than this dispatch: a broken register, a defect.
  Outcome handOver(const Dispatch& dispatch) override {
    try {
      const auto stored = store_.notice(dispatch.noticeHash);
      if (!stored || stored->erased)
        return {DispatchState::refused, tr("The frozen notice is no longer in the register.")};
      const domain::Notice& notice = stored->notice;
      const document::Document body = document::readMarkdown(notice.body, notice.templateName);
      const pdf::Rendered rendered = renderer_.render(notice, body);
      boxes_ = rendered.replaced;
      if (!boxes_.empty()) boxed_.push_back({dispatch.id, boxes_});
      keepDocument(rendered.bytes);
      return dispatch.channel == Channel::mail ? sendMail(dispatch, notice, body, rendered.bytes)
                                               : print(dispatch, notice, rendered.bytes);
    } catch (const Error& error) {
      if (error.code() == Code::badInput) return {DispatchState::refused, describe(error)};
      if (error.code() == Code::unavailable) return {DispatchState::deferred, describe(error)};
      throw;
    }
  }

  void settle(const Dispatch& dispatch, const Outcome& outcome) override {
    store_.settleDispatch(dispatch.id, outcome.state, outcome.reply, handedOver_, boxes_);
    handedOver_.clear();
    boxes_.clear();
  }

  const std::vector<Boxed>& boxed() const { return boxed_; }

 private:
  /// The same content has the same name: a document is written once, whoever sends it.
  void keepDocument(const std::string& pdf) {
    const auto file = place_.documents() / (base::sha256(pdf) + ".pdf");
    std::error_code unreadable;
    if (!std::filesystem::exists(file, unreadable)) base::writeFile(file, pdf);
  }

  static std::string fileStem(const domain::Notice& notice) {
    return fmt::format("{:02}-TB-{}", notice.number, notice.agency.symbol);
  }

  Outcome sendMail(const Dispatch& dispatch, const domain::Notice& notice,
                   const document::Document& body, const std::string& pdf) {
    delivery::Mail mail;
    mail.from = {profile_.mail.fromName, profile_.mail.fromAddress};
    mail.to = {notice.addressees.empty() ? "" : notice.addressees.front(), dispatch.address};
    mail.replyTo = profile_.mail.replyTo;
    mail.subject =
        fmt::format("{} số {}: {}", notice.title, domain::numberAndSymbol(notice), notice.summary);
    mail.text = document::writeText(notice, body);
    mail.html = document::writeHtml(notice, body);
    mail.attachment = {fileStem(notice) + ".pdf", "application/pdf", pdf};
    mail.date = clock_.now();
    mail.messageId = delivery::messageIdFor(dispatch.campaign, dispatch.step, dispatch.partyId,
                                            dispatch.noticeHash, profile_.mail.fromAddress);
    const std::string bytes = delivery::compose(mail);
    handedOver_ = base::sha256(bytes);
    return smtp_.send(profile_.mail.fromAddress, dispatch.address, bytes);
  }

  Outcome print(const Dispatch& dispatch, const domain::Notice& notice, const std::string& pdf) {
    handedOver_ = base::sha256(pdf);
    const std::string addressee = notice.addressees.empty() ? "" : notice.addressees.front();
    const std::string name =
        fmt::format("{} {} {}.pdf", fileStem(notice), dispatch.partyId, addressee);
    return delivery::printLetter(place_.printed() / base::fileNameOf(campaign_), name, pdf);
  }

  registry::Register& store_;
  std::string campaign_;
  const workspace::Workspace& place_;
  const workspace::Profile& profile_;
  const base::Clock& clock_;
  base::Instant begun_;
  delivery::Smtp smtp_;
  std::unique_ptr<SigningKey> key_;
  pdf::Renderer renderer_;
  std::string handedOver_;          ///< SHA-256 of what the dispatch at hand gave away
  std::vector<std::string> boxes_;  ///< characters of its document that no font has
  std::vector<Boxed> boxed_;
};

void refuseUnlessApproved(const registry::Campaign& campaign) {
  using registry::CampaignState;
  if (campaign.state == CampaignState::approved || campaign.state == CampaignState::finished)
    return;
  const std::string& name = campaign.spec.name;
  std::string advice;
  if (campaign.state == CampaignState::created)
    advice = say("Next: `thongbao campaign plan {}`.", name);
  if (campaign.state == CampaignState::planned)
    advice = say("Next: `thongbao campaign approve {} --by OFFICER`.", name);
  throw Error(Code::usage,
              say("The campaign “{}” is {}; only an approved one is sent.", name,
                  registry::shown(campaign.state)),
              {}, advice);
}

bool isWaiting(const Dispatch& dispatch) {
  return dispatch.state == DispatchState::approved || dispatch.state == DispatchState::deferred;
}

}  // namespace

SendReport send(registry::Register& store, const std::string& name,
                const workspace::Workspace& place, const workspace::Profile& profile,
                const base::Clock& clock, const SendOptions& options,
                const std::function<void(const SendReport&)>& told) {
  refuseUnlessApproved(findCampaign(store, name));
  const workspace::Lock lock(place.folder / ".sending");

  SendReport report;
  report.abandoned = store.markAbandoned(name);
  bool byMail = false;
  for (const Dispatch& dispatch : store.dispatches(name)) {
    if (!isWaiting(dispatch)) continue;
    ++report.planned;
    byMail = byMail || dispatch.channel == Channel::mail;
  }
  if (report.planned == 0) return report;

  CampaignOutbox outbox(store, name, place, profile, clock);
  if (byMail) {
    refuseUnfinished(workspace::missingForMail(profile), place);
    outbox.checkServer();
  }
  const std::atomic<bool> never{false};
  const std::atomic<bool>& stop = options.stop ? *options.stop : never;
  report.tally = delivery::deliver(outbox, {profile.limits.mailsPerMinute, options.sleep},
                                   options.limit, stop, [&](const delivery::Tally& tally) {
                                     report.tally = tally;
                                     told(report);
                                   });
  report.interrupted = stop;
  report.boxed = outbox.boxed();
  return report;
}

}  // namespace thongbao::campaign
