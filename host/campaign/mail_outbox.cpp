#include "campaign/mail_outbox.h"

#include <algorithm>
#include <thread>

#include "base/error.h"
#include "base/words.h"
#include "campaign/inbox.h"
#include "campaign/older_register.h"
#include "campaign/sending_hours.h"
#include "campaign/troubles.h"
#include "delivery/back_off.h"
#include "delivery/simulator.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using delivery::Handed;
using delivery::Letter;
using delivery::Outcome;
using domain::DispatchState;
using domain::Grant;

/// A full minute is waited for, more only when the officer wants it.
constexpr std::chrono::seconds kShortWait{65};
/// So long the register is tried again when it cannot be written: what was sent would be lost.
constexpr int kMostTries = 120;
constexpr std::chrono::milliseconds kBetweenTries{1000};
/// As long as the mail server itself is the trouble, a mail is tried again soon.
constexpr std::chrono::minutes kServerWait{5};

std::size_t preparersFor(std::size_t connections) {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, connections);
}

}  // namespace

delivery::Security securityOf(const std::string& word) {
  if (word == "tls") return delivery::Security::tls;
  if (word == "plain-without-encryption") return delivery::Security::plainBecauseConfigured;
  return delivery::Security::startTls;
}

delivery::MailServer serverOf(const Sender& sender) {
  const workspace::MailSettings& mail = sender.profile.mail;
  delivery::MailServer server;
  server.host = mail.host;
  server.port = mail.port;
  server.security = securityOf(mail.security);
  server.user = mail.user;
  server.password = workspace::readSecret(mail.password, sender.place.folder);
  server.caFile = mail.caFile.string();
  return server;
}

MailOutbox::MailOutbox(registry::Register& store, const std::string& campaign, const Sender& sender,
                       const SendOptions& options, SendReport& report)
    : store_(store),
      campaign_(campaign),
      sender_(sender),
      options_(options),
      report_(report),
      limits_{sender.profile.mail.fromAddress, sender.profile.limits.mailsPerMinute,
              sender.profile.limits.mailsPerHour, sender.profile.limits.mailsPerHourAndDomain},
      troubles_(store.troubles(campaign)) {
  const std::size_t connections = std::max<std::size_t>(1, sender.profile.limits.connections);
  const auto server = serverOf(sender);
  for (std::size_t i = 0; i < connections; ++i)
    servers_.push_back(std::make_unique<delivery::Smtp>(server));
  for (std::size_t i = 0; i < preparersFor(connections); ++i)
    makers_.push_back(
        std::make_unique<LetterMaker>(sender.place, sender.profile, sender.clock, sender.key));
}

/// First the queue, then those put off whose time has come.
std::vector<registry::Waiting> MailOutbox::fetch(std::size_t most) {
  registry::WaitingFilter filter{campaign_, domain::Channel::mail};
  filter.due = sender_.clock.now();
  filter.after = after_;
  for (const auto& [domain, until] : full_) filter.notTo.push_back(domain);
  if (!deferredNow_) {
    auto queued = store_.waiting(filter, most);
    if (!queued.empty()) return queued;
    deferredNow_ = true;
    filter.after = 0;
  }
  filter.state = DispatchState::deferred;
  return store_.waiting(filter, most);
}

std::vector<MailOutbox::Job> MailOutbox::next(std::size_t most) {
  const base::Instant now = sender_.clock.now();
  std::erase_if(full_, [now](const auto& one) { return one.second <= now; });
  const bool isSending = store_.campaignState(campaign_) == registry::CampaignState::approved;
  if (!isSending || closedUntil(sender_.profile.limits.sendingHours, now)) return {};
  std::vector<Job> jobs;
  for (registry::Waiting& waiting : fetch(most)) {
    // One that is on its way already comes again when the reading began anew meanwhile.
    if (!domains_.emplace(waiting.dispatch.id, waiting.domain).second) continue;
    after_ = waiting.dispatch.id;
    jobs.emplace_back([this, waiting = std::move(waiting)](std::size_t preparer) {
      return makers_.at(preparer)->make(waiting);
    });
  }
  return jobs;
}

std::vector<registry::Settlement> MailOutbox::settlementsOf(const std::vector<Handed>& handed) {
  std::vector<registry::Settlement> outcomes;
  for (const Handed& one : handed) {
    registry::Settlement settlement{one.dispatch, one.outcome.state, one.outcome.reply};
    if (settlement.state == DispatchState::deferred) {
      const auto wait = one.outcome.serverTrouble ? std::optional<std::chrono::seconds>(kServerWait)
                                                  : delivery::backOff(one.attempts, sender_.random);
      if (wait) settlement.again = sender_.clock.now() + *wait;
      if (!wait) settlement.state = DispatchState::refused;
    }
    outcomes.push_back(std::move(settlement));
  }
  return outcomes;
}

/// What was handed over must not be lost because another program writes or the disk is full just
/// now.
std::vector<Grant> MailOutbox::commit(const std::vector<registry::Settlement>& outcomes,
                                      const std::vector<domain::Intent>& intents) {
  for (int tries = 1;; ++tries) {
    try {
      return store_.exchange(campaign_, outcomes, intents, limits_);
    } catch (const Error& error) {
      if (error.code() != Code::unavailable || outcomes.empty() || tries == kMostTries) throw;
      if (options_.troubled) options_.troubled(base::describe(error));
      options_.sleep(kBetweenTries);
    }
  }
}

std::vector<Grant> MailOutbox::exchange(const std::vector<Handed>& handed,
                                        const std::vector<const Letter*>& letters) {
  std::vector<domain::Intent> intents;
  for (const Letter* letter : letters) intents.push_back(letter->intent);
  const auto closed = closedUntil(sender_.profile.limits.sendingHours, sender_.clock.now());
  if (closed) intents.clear();
  const auto outcomes = settlementsOf(handed);
  std::vector<Grant> grants;
  if (!outcomes.empty() || !intents.empty()) {
    grants = commit(outcomes, intents);
    markSent(store_, sender_.place);
  }
  if (closed) grants.assign(letters.size(), {Grant::later, *closed, false});
  follow(grants, intents);
  for (const Handed& one : handed) domains_.erase(one.dispatch);
  hearReturned(handed);
  watch(outcomes);
  return grants;
}

void MailOutbox::follow(const std::vector<Grant>& grants,
                        const std::vector<domain::Intent>& intents) {
  for (std::size_t i = 0; i < intents.size(); ++i) {
    const Grant& grant = grants[i];
    if (grant.kind == Grant::given && !intents[i].boxes.empty())
      report_.boxed.add({intents[i].dispatch, intents[i].boxes});
    if (grant.kind == Grant::given || (grant.kind == Grant::later && !grant.ofDomain)) continue;
    const auto found = domains_.find(intents[i].dispatch);
    if (grant.ofDomain) full_[found->second] = grant.until;
    domains_.erase(found);
  }
}

/// Warns, and pauses the campaign, when too many are refused.
void MailOutbox::watch(const std::vector<registry::Settlement>& outcomes) {
  for (const registry::Settlement& outcome : outcomes) {
    if (outcome.state == DispatchState::refused) ++troubles_.trouble;
    if (outcome.state == DispatchState::refused || outcome.state == DispatchState::accepted)
      ++troubles_.tried;
  }
  report_.troubles = troubles_;
  report_.warned = report_.warned || shareOf(troubles_, sender_.profile.limits) != Share::fine;
  report_.paused =
      report_.paused || pauseWhenTooMany(store_, campaign_, troubles_, sender_.profile.limits);
}

Outcome MailOutbox::carry(std::size_t connection, const Letter& letter) {
  const auto simulated = delivery::simulated(letter.to);
  if (!simulated) return servers_.at(connection)->send(letter.from, letter.to, letter.bytes);
  if (delivery::comesBack(letter.to)) {
    const std::string& from = sender_.profile.mail.fromAddress;
    const std::lock_guard lock(returning_);
    returned_[letter.intent.dispatch] =
        delivery::simulatedBounce({letter.intent.message + from.substr(from.rfind('@')), from,
                                   letter.to, letter.from, sender_.clock.now()});
  }
  return *simulated;
}

/// What simulated recipients let come back goes the way of every mail that comes in.
void MailOutbox::hearReturned(const std::vector<Handed>& handed) {
  InboxReport unused;
  const std::lock_guard lock(returning_);
  for (const Handed& one : handed) {
    const auto mail = returned_.find(one.dispatch);
    if (mail == returned_.end()) continue;
    hearMail(store_, sender_, mail->second, {}, {}, unused);
    ++troubles_.trouble;
    returned_.erase(mail);
  }
}

std::optional<base::Instant> MailOutbox::nextChance() {
  if (store_.campaignState(campaign_) != registry::CampaignState::approved) return std::nullopt;
  const base::Instant now = sender_.clock.now();
  deferredNow_ = false;
  after_ = 0;
  std::optional<base::Instant> next = store_.nextTry(campaign_, domain::Channel::mail, now);
  if (isWaiting(false))
    for (const auto& [domain, until] : full_) next = std::min(next.value_or(until), until);
  if (isWaiting(true)) next = now;
  if (!next) return std::nullopt;
  const auto closed = closedUntil(sender_.profile.limits.sendingHours, std::max(*next, now));
  return closed ? closed : next;
}

/// Whether a mail could be sent at once, as far as its own time and, on demand, its domain's limit
/// are concerned.
bool MailOutbox::isWaiting(bool leaveOutFull) {
  registry::WaitingFilter filter{campaign_, domain::Channel::mail};
  filter.due = sender_.clock.now();
  if (leaveOutFull)
    for (const auto& [domain, until] : full_) filter.notTo.push_back(domain);
  if (!store_.waiting(filter, 1).empty()) return true;
  filter.state = DispatchState::deferred;
  return !store_.waiting(filter, 1).empty();
}

bool MailOutbox::waitsUntil(base::Instant until) {
  if (options_.wait) {
    if (options_.waiting) options_.waiting(until);
    return true;
  }
  return until - sender_.clock.now() <= kShortWait;
}

}  // namespace thongbao::campaign
