#include "campaign/send.h"

#include <algorithm>
#include <memory>

#include "base/files.h"
#include "campaign/data.h"
#include "campaign/letter_maker.h"
#include "campaign/mail_outbox.h"
#include "campaign/older_register.h"
#include "campaign/print_sheaves.h"
#include "campaign/profile_check.h"
#include "campaign/waiting.h"
#include "delivery/print.h"
#include "pdf/objects.h"
#include "workspace/lock.h"

namespace thongbao::campaign {

namespace {

using domain::Channel;
using domain::DispatchState;
using registry::Waiting;

/// Letters that are read together.
constexpr std::size_t kPrintedAtOnce = 64;

/// The letters of one campaign for the printer: files first, then their entries, since nothing of
/// them leaves the house by itself. Bound into sheaves where the library can.
class Printing {
 public:
  Printing(registry::Register& store, const std::string& campaign, const Sender& sender,
           SendReport& report, const std::function<void(const SendReport&)>& told)
      : store_(store),
        campaign_(campaign),
        sender_(sender),
        report_(report),
        told_(told),
        folder_(sender.place.printed() / base::fileNameOf(campaign)),
        maker_(sender.place, sender.profile, sender.clock, sender.key) {
    if (!pdf::knowsLibrary()) return;
    sheaves_.emplace(
        PrintRun{folder_, campaign, sender.profile.agency, base::vietnameseDay(sender.clock.now())},
        [this](const std::vector<PrintedOutcome>& outcomes) { settle(outcomes); });
    sheaves_->recover();
  }

  void run(std::uint64_t limit, const std::atomic<bool>& stop) {
    const base::Instant begun = sender_.clock.now();
    std::uint64_t given = 0;
    for (const DispatchState state : {DispatchState::deferred, DispatchState::queued}) {
      for (std::int64_t after = 0; !stop;) {
        const std::uint64_t most =
            limit ? std::min<std::uint64_t>(kPrintedAtOnce, limit - given) : kPrintedAtOnce;
        const auto letters =
            most ? store_.waiting({campaign_, Channel::print, state, begun, after}, most)
                 : std::vector<Waiting>{};
        if (letters.empty()) break;
        after = letters.back().dispatch.id;
        given += letters.size();
        for (const Waiting& waiting : letters) sheaves_ ? bind(waiting) : printAlone(waiting);
      }
    }
    if (sheaves_) sheaves_->finish();
  }

 private:
  void bind(const Waiting& waiting) {
    PrintedLetter printed = maker_.print(waiting);
    if (printed.letter.failure) return settle({{printed.letter.intent, *printed.letter.failure}});
    if (const auto party = store_.party(waiting.dispatch.partyId)) printed.area = areaOf(*party);
    sheaves_->add(std::move(printed));
  }

  void printAlone(const Waiting& waiting) {
    const delivery::Letter letter = maker_.make(waiting);
    settle({{letter.intent, letter.failure
                                ? *letter.failure
                                : delivery::printLetter(folder_, letter.to, letter.bytes)}});
  }

  void settle(const std::vector<PrintedOutcome>& printed) {
    std::vector<domain::Intent> intents;
    std::vector<registry::Settlement> outcomes;
    for (const auto& [intent, outcome] : printed) {
      intents.push_back(intent);
      outcomes.push_back({intent.dispatch, outcome.state, outcome.reply, sender_.clock.now()});
      if (!intent.boxes.empty()) report_.boxed.add({intent.dispatch, intent.boxes});
      report_.tally.count(outcome.state);
    }
    store_.keepPrinted(campaign_, intents, outcomes);
    markSent(store_, sender_.place);
    told_(report_);
  }

  registry::Register& store_;
  std::string campaign_;
  const Sender& sender_;
  SendReport& report_;
  const std::function<void(const SendReport&)>& told_;
  std::filesystem::path folder_;
  LetterMaker maker_;
  std::optional<SheafPrinter> sheaves_;
};

/// Adds what came of the mails to what came of the letters before.
void sendMails(MailOutbox& outbox, const Sender& sender, const SendOptions& options,
               const std::atomic<bool>& stop, SendReport& report,
               const std::function<void(const SendReport&)>& told) {
  delivery::Delivery delivery;
  delivery.connections = sender.profile.limits.connections;
  delivery.preparers = outbox.preparers();
  delivery.clock = &sender.clock;
  delivery.sleep = options.sleep;
  const delivery::Tally before = report.tally;
  if (options.limit) delivery.limit = options.limit - before.all();
  const auto take = [&](const delivery::Tally& tally) {
    report.tally = tally;
    report.tally.accepted += before.accepted;
    report.tally.deferred += before.deferred;
    report.tally.refused += before.refused;
  };
  take(delivery::deliver(outbox, delivery, stop, [&](const delivery::Tally& tally) {
    take(tally);
    told(report);
  }));
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
  // A server that cannot be used leaves everything as it was.
  std::unique_ptr<MailOutbox> mails;
  if (hasWaiting(store, name, Channel::mail)) {
    refuseUnfinished(workspace::missingForMail(sender.profile), sender.place);
    mails = std::make_unique<MailOutbox>(store, name, sender, options, report);
    mails->checkServer();
  }
  store.queue(name);
  report.planned = countWaiting(store, name);
  if (hasWaiting(store, name, Channel::print))
    Printing(store, name, sender, report, told).run(options.limit, stop);
  const bool isSpent = options.limit && report.tally.all() >= options.limit;
  if (mails && !stop && !isSpent) sendMails(*mails, sender, options, stop, report, told);
  report.interrupted = stop;
  return report;
}

}  // namespace thongbao::campaign
