#include "campaign/plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "campaign/data.h"
#include "campaign/freeze.h"
#include "campaign/many_ahead.h"
#include "campaign/older_register.h"
#include "campaign/profile_check.h"
#include "domain/area.h"
#include "register/areas.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using domain::Channel;
using domain::Party;
using domain::Seller;
using registry::Candidate;
using registry::PlannedDispatch;

constexpr const char* kNoAddress = "no_address";
constexpr const char* kAlreadyWritten = "already_written";
constexpr const char* kOutsideArea = "outside_area";

std::string addressFor(const Party& party, Channel channel) {
  return party.first(channel == Channel::mail ? &Seller::email : &Seller::address);
}

/// A party is in the area when one of its accounts is.
bool isInArea(const Party& party, const registry::SellerFilter& area,
              const domain::CommuneTable& communes) {
  if (area.province.empty() && area.commune.empty()) return true;
  return std::any_of(party.accounts.begin(), party.accounts.end(), [&](const Seller& account) {
    return area.commune.empty() ? account.province == area.province
                                : registry::communeOf(communes, account) == area.commune;
  });
}

std::string shownArea(const Party& party) {
  const std::string area = areaOf(party);
  return area.empty() ? tr("area not known") : area;
}

/// What a campaign makes of the parties; for the thread that reads them.
class Planner {
 public:
  Planner(const registry::CampaignSpec& spec, domain::CommuneTable communes, const tmpl::Pack& pack,
          const law::Catalogue& catalogue, const workspace::Profile& profile, base::Date date)
      : spec_(spec),
        communes_(std::move(communes)),
        agency_(profile.agency),
        date_(date),
        freezer_(pack, catalogue, agency_, date) {}

  PlannedDispatch decide(const Candidate& candidate) const {
    const Party& party = candidate.party;
    PlannedDispatch planned;
    planned.partyId = party.id;
    planned.partyName = party.name();
    if (!isInArea(party, spec_.filter, communes_)) {
      planned.skipped = kOutsideArea;
      planned.detail = shownArea(party);
    } else if (!candidate.writtenBy.empty()) {
      planned.skipped = kAlreadyWritten;
      planned.detail = candidate.writtenBy;
    } else {
      findWays(party, planned);
    }
    return planned;
  }

  /// A draft of the party's notice. Throws as Freezer::freeze, naming the party.
  domain::Notice draft(const Party& party) {
    try {
      domain::Notice notice = freezer_.fill(dataFor(party, agency_, date_), addresseeOf(party), 0);
      // All copies of a mailing may have one body.
      if (notice.body != allowedBody_) {
        freezer_.bodyOf(notice);
        allowedBody_ = notice.body;
      }
      return notice;
    } catch (const Error& error) {
      throw Error(error.code(),
                  say("{} (Party {}, “{}”)", error.sentence(), party.id, party.name()),
                  error.place(), error.advice());
    }
  }

 private:
  void findWays(const Party& party, PlannedDispatch& planned) const {
    for (const Channel channel : spec_.channels) {
      const std::string address = addressFor(party, channel);
      if (!address.empty())
        planned.ways.push_back({channel, address});
      else
        planned.detail += (planned.detail.empty() ? "" : ", ") + domain::shown(channel);
    }
    if (!planned.ways.empty()) return;
    planned.skipped = kNoAddress;
    planned.detail.clear();
  }

  const registry::CampaignSpec& spec_;
  domain::CommuneTable communes_;
  const domain::Agency& agency_;
  base::Date date_;
  Freezer freezer_;
  std::string allowedBody_;  ///< the last one that was found to be allowed
};

void refuseWhenDecided(const registry::Campaign& campaign) {
  if (campaign.state == registry::CampaignState::created ||
      campaign.state == registry::CampaignState::planned)
    return;
  throw Error(Code::usage,
              say("The campaign “{}” is {}; its plan cannot be changed any more.",
                  campaign.spec.name, registry::shown(campaign.state)),
              {}, tr("Make a new campaign."));
}

/// Everybody the campaign might write to: its area is decided party by party, so that the plan
/// can say who was left out because of it.
std::unique_ptr<registry::Candidates> candidates(registry::Register& store,
                                                 registry::CampaignSpec spec) {
  spec.filter.province.clear();
  spec.filter.commune.clear();
  return store.candidates(spec);
}

/// The drafts of those whom a plan writes to, in its order. It is walked along with the parties as
/// they are now.
class Drafts {
 public:
  Drafts(registry::Register& store, const registry::CampaignSpec& spec, Planner& planner)
      : planner_(planner), plan_(store.planned(spec.name)), parties_(candidates(store, spec)) {}

  struct Draft {
    std::int64_t party;
    domain::Notice notice;
  };

  std::optional<Draft> next() {
    auto planned = plan_->next();
    while (planned && !planned->skipped.empty()) planned = plan_->next();
    if (!planned) {
      plan_.reset();  // as of `plan`
      parties_.reset();
      return std::nullopt;
    }
    auto found = parties_->next();
    while (found && found->party.id < planned->partyId) found = parties_->next();
    if (!found || found->party.id != planned->partyId)
      refuseChanged(
          say("The sellers behind “{}” have changed since the plan was made.", planned->partyName));
    if (!found->writtenBy.empty())
      refuseChanged(say("“{}” got this text since the plan was made, in the campaign “{}”.",
                        planned->partyName, found->writtenBy));
    return Draft{planned->partyId, planner_.draft(found->party)};
  }

 private:
  [[noreturn]] static void refuseChanged(const std::string& sentence) {
    throw Error(Code::usage, sentence, {}, tr("Plan again and look at it before approving."));
  }

  Planner& planner_;
  std::unique_ptr<registry::PlanRows> plan_;
  std::unique_ptr<registry::Candidates> parties_;
};

}  // namespace

std::string shownReason(const std::string& skipped) {
  static const std::map<std::string, const char*> reasons{
      {kNoAddress, base::mark("no address for any of the channels")},
      {kAlreadyWritten, base::mark("was written to already in the campaign")},
      {kOutsideArea, base::mark("not in the area")}};
  const auto found = reasons.find(skipped);
  return found == reasons.end() ? skipped : tr(found->second);
}

registry::Campaign findCampaign(registry::Register& store, const std::string& name) {
  if (auto campaign = store.campaign(name)) return *campaign;
  std::vector<std::string> names;
  for (const auto& campaign : store.campaigns()) names.push_back(campaign.spec.name);
  throw Error(Code::notFound, say("There is no campaign “{}”.", name), {},
              names.empty() ? tr("Make one with `thongbao campaign new`.")
                            : say("There are: {}.", fmt::join(names, ", ")));
}

PlanCounts plan(registry::Register& store, const std::string& name, const tmpl::Pack& pack,
                const law::Catalogue& catalogue, const workspace::Profile& profile, base::Date date,
                const Told& told) {
  const registry::Campaign campaign = findCampaign(store, name);
  refuseWhenDecided(campaign);
  refuseOutdatedLaw(pack, catalogue, date);
  store.linkAccounts();

  Planner planner(campaign.spec, store.communes(), pack, catalogue, profile, date);
  PlanCounts counts;
  std::unique_ptr<registry::Candidates> parties;
  std::optional<ManyAhead<PlannedDispatch>> decided;
  const auto decide = [&]() -> std::optional<PlannedDispatch> {
    const auto candidate = parties->next();
    if (!candidate) {
      parties
          .reset();  // an old picture that is still read would keep the register's log from ending
      return std::nullopt;
    }
    PlannedDispatch planned = planner.decide(*candidate);
    if (planned.skipped.empty()) planner.draft(candidate->party);
    return planned;
  };
  store.keepPlan(name, date, [&]() -> std::optional<PlannedDispatch> {
    if (!decided) {
      parties = candidates(store, campaign.spec);
      decided.emplace(decide);
    }
    std::optional<PlannedDispatch> planned = decided->next();
    if (!planned) return planned;
    if (planned->skipped.empty())
      ++counts.written;
    else
      ++counts.skipped[planned->skipped];
    ++counts.parties;
    if (told) told(counts.parties);
    return planned;
  });
  return counts;
}

registry::Approved approve(registry::Register& store, const std::string& name,
                           const std::string& officer, const tmpl::Pack& pack,
                           const law::Catalogue& catalogue, const workspace::Profile& profile,
                           const workspace::Workspace& place, const Told& told) {
  const registry::Campaign campaign = findCampaign(store, name);
  refuseOlder(store, place);
  refuseUnfinished(workspace::missingForIssuing(profile), place);
  refuseOutdatedLaw(pack, catalogue, campaign.documentDate);

  Planner planner(campaign.spec, store.communes(), pack, catalogue, profile, campaign.documentDate);
  std::unique_ptr<Drafts> drafts;
  std::optional<ManyAhead<Drafts::Draft>> ahead;
  std::optional<Drafts::Draft> draft;
  std::uint64_t done = 0;
  return store.approve(name, officer, pack.numbering == tmpl::Numbering::once,
                       [&](const PlannedDispatch& planned, int number) {
                         if (!ahead) {
                           drafts = std::make_unique<Drafts>(store, campaign.spec, planner);
                           ahead.emplace([&] { return drafts->next(); });
                         }
                         if (!draft || draft->party != planned.partyId) {
                           draft = ahead->next();
                           if (told) told(++done);
                         }
                         if (!draft || draft->party != planned.partyId)
                           throw Error(Code::defect, tr("A plan was read in two orders."));
                         draft->notice.number = number;
                         return draft->notice;
                       });
}

}  // namespace thongbao::campaign
