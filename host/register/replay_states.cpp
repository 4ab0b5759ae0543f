#include "register/replay_states.h"

#include <array>
#include <stdexcept>
#include <string>

namespace thongbao::registry {

using domain::DispatchState;

namespace {

/// A set of states: a bit each.
template <class... States>
constexpr unsigned any(States... states) {
  return ((1U << static_cast<unsigned>(states)) | ...);
}

template <class State>
bool isOf(unsigned states, State state) {
  return (states >> static_cast<unsigned>(state) & 1U) != 0;
}

struct DispatchChange {
  std::string_view kind;
  unsigned from, to;
};

using enum DispatchState;
constexpr std::array<DispatchChange, 12> kDispatchChanges{{
    {"dispatch.begun", any(approved, queued, deferred), any(sending)},
    {"dispatch.accepted", any(sending), any(accepted)},
    {"dispatch.deferred", any(sending), any(deferred)},
    {"dispatch.refused", any(sending), any(refused)},
    {"dispatch.unknown", any(sending), any(unknown)},
    {kUnknownSinceRestored, any(approved, queued, deferred, sending), any(unknown)},
    {"dispatch.resolved", any(unknown), any(accepted, approved, cancelled)},
    {"dispatch.cancelled", any(approved, queued, deferred, sending), any(cancelled)},
    {"dispatch.delivered", any(accepted, unknown), any(delivered)},
    {"dispatch.bounced", any(accepted, delivered, unknown), any(bounced)},
    {"dispatch.answered", any(accepted, delivered, unknown, bounced), any(answered)},
    {"dispatch.acknowledged", any(accepted, delivered, answered, unknown), any(acknowledged)},
}};

struct CampaignChange {
  std::string_view kind;
  unsigned from;
  std::optional<CampaignState> to;  ///< nullopt: it stays what it is
};

constexpr std::array<CampaignChange, 9> kCampaignChanges{{
    {"campaign.planned", any(CampaignState::created, CampaignState::planned),
     CampaignState::planned},
    {"notice.issued", any(CampaignState::planned), {}},
    {"dispatch.approved", any(CampaignState::planned), {}},
    {"campaign.approved", any(CampaignState::planned), CampaignState::approved},
    {"campaign.queued", any(CampaignState::approved), {}},
    {"campaign.paused", any(CampaignState::approved), CampaignState::paused},
    {"campaign.resumed", any(CampaignState::paused), CampaignState::approved},
    {"campaign.finished", any(CampaignState::approved, CampaignState::paused),
     CampaignState::finished},
    {"campaign.cancelled",
     any(CampaignState::created, CampaignState::planned, CampaignState::approved,
         CampaignState::paused),
     CampaignState::cancelled},
}};

template <class Changes>
const auto& changeOf(const Changes& changes, std::string_view kind) {
  for (const auto& change : changes)
    if (change.kind == kind) return change;
  throw std::invalid_argument("no such kind");
}

}  // namespace

DispatchState changed(std::string_view kind, DispatchState from, std::string_view word) {
  const DispatchChange& change = changeOf(kDispatchChanges, kind);
  const auto to = domain::dispatchStateFrom(std::string(word));
  if (!to || !isOf(change.from, from) || !isOf(change.to, *to))
    throw std::invalid_argument("not from this state");
  return *to;
}

CampaignState changed(std::string_view kind, CampaignState from) {
  const CampaignChange& change = changeOf(kCampaignChanges, kind);
  if (!isOf(change.from, from)) throw std::invalid_argument("not in this state");
  return change.to.value_or(from);
}

}  // namespace thongbao::registry
