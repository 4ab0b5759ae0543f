#include <algorithm>
#include <memory>
#include <thread>

#include "base/ordered_work.h"
#include "campaign/letter_maker.h"
#include "campaign/mail_outbox.h"
#include "campaign/profile_check.h"
#include "campaign/send.h"
#include "campaign/waiting.h"

namespace thongbao::campaign {

namespace {

using domain::Channel;
using registry::Waiting;

constexpr std::size_t kAtOnce = 64;

struct Made {
  domain::Dispatch dispatch;
  delivery::Letter letter;
};

/// All that wait, one by one.
std::function<std::optional<Waiting>()> eachWaiting(registry::Register& store,
                                                    const std::string& name) {
  struct Reading {
    std::vector<registry::WaitingFilter> filters;
    std::vector<Waiting> batch;  ///< the next one last
  };
  auto reading = std::make_shared<Reading>();
  for (const Channel channel : {Channel::mail, Channel::print})
    for (const domain::DispatchState state : domain::kWaiting)
      reading->filters.push_back({name, channel, state});
  return [&store, reading]() -> std::optional<Waiting> {
    auto& [filters, batch] = *reading;
    while (batch.empty() && !filters.empty()) {
      batch = store.waiting(filters.back(), kAtOnce);
      if (batch.empty())
        filters.pop_back();
      else
        filters.back().after = batch.back().dispatch.id;
      std::reverse(batch.begin(), batch.end());
    }
    if (batch.empty()) return std::nullopt;
    Waiting waiting = std::move(batch.back());
    batch.pop_back();
    return waiting;
  };
}

void count(Rehearsal& rehearsal, const Made& made) {
  const auto& [dispatch, letter] = made;
  const std::uint64_t size = letter.bytes.size();
  const bool isMail = dispatch.channel == Channel::mail;
  ++(isMail ? rehearsal.mails : rehearsal.letters);
  if (isMail) rehearsal.bytes += size;
  if (isMail) rehearsal.largest = std::max(rehearsal.largest, size);
  if (letter.failure)
    rehearsal.failures.add({dispatch.id, dispatch.address, letter.failure->reply});
  else if (!letter.intent.boxes.empty())
    rehearsal.boxed.add({dispatch.id, letter.intent.boxes});
}

}  // namespace

Rehearsal rehearse(registry::Register& store, const std::string& name, const Sender& sender,
                   const std::atomic<bool>& stop,
                   const std::function<void(std::uint64_t, std::uint64_t)>& told) {
  refuseUnlessSent(store, name);
  const std::uint64_t all = countWaiting(store, name);
  if (hasWaiting(store, name, Channel::mail)) {
    refuseUnfinished(workspace::missingForMail(sender.profile), sender.place);
    delivery::Smtp(serverOf(sender)).checkServer();
  }
  Rehearsal rehearsal;
  const auto next = eachWaiting(store, name);
  base::OrderedWork<Waiting, Made> work;
  work.next = [&] { return stop ? std::nullopt : next(); };
  work.worker = [&] {
    return [maker = std::make_shared<LetterMaker>(sender.place, sender.profile, sender.clock,
                                                  sender.key)](const Waiting& waiting) {
      return Made{waiting.dispatch, maker->make(waiting, false)};
    };
  };
  work.take = [&](const Made& made) {
    count(rehearsal, made);
    told(rehearsal.mails + rehearsal.letters, all);
  };
  base::workInOrder<Waiting, Made>(std::thread::hardware_concurrency(), work);
  return rehearsal;
}

}  // namespace thongbao::campaign
