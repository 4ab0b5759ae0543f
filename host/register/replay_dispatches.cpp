#include "register/replay_dispatches.h"

#include <xxhash.h>

#include <limits>
#include <random>
#include <stdexcept>

#include "register/replay_states.h"

namespace thongbao::registry {

using domain::DispatchState;

namespace {

[[noreturn]] void refuse() {
  throw std::invalid_argument("it does not fit what came before");
}

/// What the bits have room for.
constexpr std::uint32_t kMostCampaigns = (1U << 17U) - 1;

std::uint32_t small(std::int64_t sequence) {
  if (sequence > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("more entries than a verification can hold");
  return static_cast<std::uint32_t>(sequence);
}

}  // namespace

ReplayedNotices::ReplayedNotices(Database& database)
    : given_(database,
             "SELECT sequence, hash, campaign, party_id, number, year, symbol FROM notices "
             "ORDER BY sequence"),
      kinds_(database, "SELECT kind FROM entries WHERE sequence = ?") {
  given_.next();
}

/// Rows that no entry made.
void ReplayedNotices::skipTo(std::int64_t sequence, Mismatches& found) {
  for (; given_.hasRow() && given_.number(0) < sequence; given_.next()) found.add("notices", 0);
}

void ReplayedNotices::issue(const Act& act, Mismatches& found) {
  const std::string hash = act.text("notice"), campaign = act.text("campaign"),
                    symbol = act.text("symbol");
  const std::int64_t party = act.number("party"), number = act.number("number"),
                     year = act.number("year");
  last_ = act.sequence;
  skipTo(act.sequence, found);
  const bool isThere = given_.hasRow() && given_.number(0) == act.sequence;
  if (!isThere || !given_.holds(1, hash) || !given_.holds(2, campaign) || !given_.holds(3, party) ||
      !given_.holds(4, number) || !given_.holds(5, year) || !given_.holds(6, symbol))
    found.add("notices", act.sequence);
  if (isThere) given_.next();
}

bool ReplayedNotices::isOne(std::int64_t sequence) {
  if (sequence == last_) return true;
  if (sequence > last_) return false;
  kinds_.startWith(sequence);
  return kinds_.next() && kinds_.text(0) == "notice.issued";
}

void ReplayedNotices::finish(Mismatches& found) {
  skipTo(std::numeric_limits<std::int64_t>::max(), found);
}

ReplayedDispatches::ReplayedDispatches(Database& database)
    : seed_((std::uint64_t{std::random_device()()} << 32U) + std::random_device()()),
      given_(database,
             "SELECT id, campaign, step, party_id, channel, notice_sequence, approved_sequence "
             "FROM dispatches ORDER BY id") {
  given_.next();
  dispatches_.reserve(static_cast<std::size_t>(database.number("SELECT COUNT(*) FROM dispatches")));
}

std::uint32_t ReplayedDispatches::fingerprint(std::string_view text) const {
  if (text.empty()) return 0;
  return static_cast<std::uint32_t>(XXH3_64bits_withSeed(text.data(), text.size(), seed_));
}

bool ReplayedDispatches::isGiven(const Act& act) const {
  const std::string campaign = act.text("campaign"), channel = act.text("channel");
  const std::int64_t step = act.number("step"), party = act.number("party"),
                     notice = act.number("notice_sequence");
  return given_.hasRow() && given_.holds(0, act.number("dispatch")) && given_.holds(1, campaign) &&
         given_.holds(2, step) && given_.holds(3, party) && given_.holds(4, channel) &&
         given_.holds(5, notice) && given_.holds(6, act.sequence);
}

void ReplayedDispatches::approve(const Act& act, std::uint32_t campaign) {
  const std::int64_t id = act.number("dispatch");
  if (id != static_cast<std::int64_t>(dispatches_.size()) + 1 ||
      !act.facts.holds("state", "approved"))
    refuse();
  for (; given_.hasRow() && given_.number(0) < id; given_.next()) hasStray_ = true;
  if (campaign > kMostCampaigns)
    throw std::length_error("more campaigns than a verification can hold");
  dispatches_.push_back({.message = 0,
                         .last = small(act.sequence),
                         .reply = 0,
                         .campaign = campaign & kMostCampaigns,
                         .attempts = 0,
                         .state = bitsOf(DispatchState::approved),
                         .differs = !isGiven(act)});
  if (given_.hasRow() && given_.number(0) == id) given_.next();
}

void ReplayedDispatches::change(const Act& act) {
  const std::int64_t id = act.number("dispatch");
  if (id < 1 || id > static_cast<std::int64_t>(dispatches_.size())) refuse();
  Dispatch& dispatch = dispatches_[static_cast<std::size_t>(id - 1)];
  const auto from = static_cast<DispatchState>(dispatch.state);
  const bool isSinceRestored = act.kind == "dispatch.unknown" && dispatch.last < restored_;
  dispatch.state =
      bitsOf(changed(isSinceRestored ? kUnknownSinceRestored : act.kind, from, act.text("state")));
  dispatch.last = small(act.sequence);
  if (act.sealed.has("reply")) dispatch.reply = dispatch.last;
  if (act.kind == "dispatch.deferred") {
    again_.resize(dispatches_.size());
    again_[static_cast<std::size_t>(id - 1)] = fingerprint(act.text("again"));
  }
  if (act.kind == "dispatch.begun") {
    dispatch.message = fingerprint(act.text("message"));
    if (++dispatch.attempts == 0) throw std::length_error("more attempts than can be counted");
  }
}

std::int64_t ReplayedDispatches::queue(std::int64_t sequence, std::uint32_t campaign) {
  std::int64_t queued = 0;
  for (Dispatch& dispatch : dispatches_) {
    if (dispatch.campaign != campaign || dispatch.state != bitsOf(DispatchState::approved))
      continue;
    dispatch.state = bitsOf(DispatchState::queued);
    dispatch.last = small(sequence);
    ++queued;
  }
  return queued;
}

bool ReplayedDispatches::isSame(const Rows& rows, const Dispatch& dispatch, std::int64_t id) const {
  static const auto kWords = [] {
    std::array<std::string, static_cast<std::size_t>(DispatchState::acknowledged) + 1> words;
    for (std::size_t i = 0; i < words.size(); ++i)
      words[i] = domain::toString(static_cast<DispatchState>(i));
    return words;
  }();
  const auto index = static_cast<std::size_t>(id - 1);
  const std::uint32_t again = index < again_.size() ? again_[index] : 0;
  return !dispatch.differs && rows.holds(1, std::int64_t{dispatch.last}) &&
         rows.holds(2, std::int64_t{dispatch.reply}) && rows.holds(3, kWords[dispatch.state]) &&
         rows.holds(4, std::int64_t{dispatch.attempts}) && rows.isText(5) && rows.isText(6) &&
         fingerprint(rows.text(5)) == again && fingerprint(rows.text(6)) == dispatch.message;
}

void ReplayedDispatches::compare(Database& database, Mismatches& found) {
  Rows rows(database,
            "SELECT id, last_sequence, reply_sequence, state, attempts, again, message FROM "
            "dispatches ORDER BY id");
  rows.next();
  if (hasStray_ || given_.hasRow()) found.add("dispatches", 0);
  std::int64_t id = 0;
  for (const Dispatch& dispatch : dispatches_) {
    for (++id; rows.hasRow() && rows.number(0) < id;) rows.next();
    if (!rows.hasRow() || rows.number(0) != id || !isSame(rows, dispatch, id))
      found.add("dispatches", dispatch.last);
  }
}

}  // namespace thongbao::registry
