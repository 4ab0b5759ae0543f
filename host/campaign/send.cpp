#include "campaign/send.h"

#include <algorithm>

#include "base/files.h"
#include "campaign/letter_maker.h"
#include "campaign/mail_outbox.h"
#include "campaign/older_register.h"
#include "campaign/profile_check.h"
#include "campaign/waiting.h"
#include "delivery/print.h"
#include "workspace/lock.h"

namespace thongbao::campaign {

namespace {

using domain::Channel;
using domain::DispatchState;
using registry::Waiting;

/// Letters that are recorded together.
constexpr std::size_t kPrintedAtOnce = 64;

/// The letters of one campaign for the printer: files first, then their entries, since nothing of
/// them leaves the house by itself.
class Printing {
 public:
  Printing(registry::Register& store, const std::string& campaign, const Sender& sender)
      : store_(store),
        campaign_(campaign),
        sender_(sender),
        folder_(sender.place.printed() / base::fileNameOf(campaign)),
        maker_(sender.place, sender.profile, sender.clock, sender.key) {}

  void run(const SendOptions& options, const std::atomic<bool>& stop, SendReport& report,
           const std::function<void(const SendReport&)>& told) {
    const base::Instant begun = sender_.clock.now();
    for (const DispatchState state : {DispatchState::deferred, DispatchState::queued}) {
      for (std::int64_t after = 0; !stop;) {
        std::uint64_t most = kPrintedAtOnce;
        if (options.limit) most = std::min(most, options.limit - report.tally.all());
        const auto letters =
            most ? store_.waiting({campaign_, Channel::print, state, begun, after}, most)
                 : std::vector<Waiting>{};
        if (letters.empty()) break;
        after = letters.back().dispatch.id;
        print(letters, report);
        told(report);
      }
    }
  }

 private:
  void print(const std::vector<Waiting>& letters, SendReport& report) {
    std::vector<domain::Intent> intents;
    std::vector<registry::Settlement> outcomes;
    for (const Waiting& waiting : letters) {
      const delivery::Letter letter = maker_.make(waiting);
      intents.push_back(letter.intent);
      const delivery::Outcome outcome =
          letter.failure ? *letter.failure
                         : delivery::printLetter(folder_, letter.to, letter.bytes);
      outcomes.push_back({waiting.dispatch.id, outcome.state, outcome.reply, sender_.clock.now()});
      if (!letter.intent.boxes.empty())
        report.boxed.push_back({waiting.dispatch.id, letter.intent.boxes});
    }
    store_.keepPrinted(campaign_, intents, outcomes);
    markSent(store_, sender_.place);
    for (const auto& outcome : outcomes) {
      report.tally.accepted += outcome.state == DispatchState::accepted;
      report.tally.deferred += outcome.state == DispatchState::deferred;
      report.tally.refused += outcome.state == DispatchState::refused;
    }
  }

  registry::Register& store_;
  std::string campaign_;
  const Sender& sender_;
  std::filesystem::path folder_;
  LetterMaker maker_;
};

void sendMails(registry::Register& store, const std::string& name, const Sender& sender,
               const SendOptions& options, const std::atomic<bool>& stop, SendReport& report,
               const std::function<void(const SendReport&)>& told) {
  refuseUnfinished(workspace::missingForMail(sender.profile), sender.place);
  MailOutbox outbox(store, name, sender, options, report);
  outbox.checkServer();
  delivery::Delivery delivery;
  delivery.connections = sender.profile.limits.connections;
  delivery.preparers = outbox.preparers();
  delivery.clock = &sender.clock;
  delivery.sleep = options.sleep;
  delivery::Tally before = report.tally;
  if (options.limit) delivery.limit = options.limit - before.all();
  report.tally = delivery::deliver(outbox, delivery, stop, [&](const delivery::Tally& tally) {
    report.tally = tally;
    told(report);
  });
  report.tally.accepted += before.accepted;
  report.tally.deferred += before.deferred;
  report.tally.refused += before.refused;
}

}  // namespace

SendReport send(registry::Register& store, const std::string& name, const Sender& sender,
                const SendOptions& options, const std::function<void(const SendReport&)>& told) {
  refuseUnlessSent(store, name);
  const workspace::Lock lock(sender.place.folder / ".sending");
  refuseOlder(store, sender.place);
  const std::atomic<bool> never{false};
  const std::atomic<bool>& stop = options.stop ? *options.stop : never;

  SendReport report;
  report.abandoned = store.markAbandoned(name);
  store.queue(name);
  report.planned = countWaiting(store, name);
  if (hasWaiting(store, name, Channel::print))
    Printing(store, name, sender).run(options, stop, report, told);
  const bool isSpent = options.limit && report.tally.all() >= options.limit;
  if (!stop && !isSpent && hasWaiting(store, name, Channel::mail))
    sendMails(store, name, sender, options, stop, report, told);
  report.interrupted = stop;
  return report;
}

}  // namespace thongbao::campaign
