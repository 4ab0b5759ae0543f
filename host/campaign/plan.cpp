#include "campaign/plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/words.h"
#include "campaign/data.h"
#include "campaign/freeze.h"
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

std::string areaOf(const Party& party) {
  const std::string code = party.first(&Seller::province);
  const domain::Province* province = domain::findProvince(code);
  return province ? province->name : tr("area not known");
}

PlannedDispatch decide(registry::Register& store, const registry::CampaignSpec& spec,
                       const Party& party, const domain::CommuneTable& communes) {
  PlannedDispatch planned;
  planned.partyId = party.id;
  planned.partyName = party.name();
  if (!isInArea(party, spec.filter, communes)) {
    planned.skipped = kOutsideArea;
    planned.detail = areaOf(party);
    return planned;
  }
  if (const auto earlier = store.alreadyWritten(party.id, spec.templateName, spec.name)) {
    planned.skipped = kAlreadyWritten;
    planned.detail = *earlier;
    return planned;
  }
  for (const Channel channel : spec.channels) {
    const std::string address = addressFor(party, channel);
    if (!address.empty()) {
      planned.ways.push_back({channel, address});
    } else {
      planned.detail += (planned.detail.empty() ? "" : ", ") + domain::shown(channel);
    }
  }
  if (planned.ways.empty()) {
    planned.skipped = kNoAddress;
    planned.detail.clear();
  }
  return planned;
}

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
std::vector<Party> candidates(registry::Register& store, const registry::CampaignSpec& spec) {
  registry::SellerFilter everywhere = spec.filter;
  everywhere.province.clear();
  everywhere.commune.clear();
  return store.parties(everywhere);
}

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

std::vector<PlannedDispatch> plan(registry::Register& store, const std::string& name,
                                  const tmpl::Pack& pack, const law::Catalogue& catalogue,
                                  const workspace::Profile& profile, base::Date date) {
  const registry::Campaign campaign = findCampaign(store, name);
  refuseWhenDecided(campaign);
  refuseOutdatedLaw(pack, catalogue, date);
  store.linkAccounts();

  const Freezer freezer(pack, catalogue, profile.agency, date);
  const domain::CommuneTable communes = store.communes();
  std::vector<PlannedDispatch> planned;
  for (const Party& party : candidates(store, campaign.spec)) {
    planned.push_back(decide(store, campaign.spec, party, communes));
    if (planned.back().skipped.empty())
      freezer.freeze(dataFor(party, profile.agency, date), addresseeOf(party), 0);
  }
  store.keepPlan(name, date, planned);
  return planned;
}

void approve(registry::Register& store, const std::string& name, const std::string& officer,
             const tmpl::Pack& pack, const law::Catalogue& catalogue,
             const workspace::Profile& profile, const workspace::Workspace& place) {
  const registry::Campaign campaign = findCampaign(store, name);
  refuseUnfinished(workspace::missingForIssuing(profile), place);
  refuseOutdatedLaw(pack, catalogue, campaign.documentDate);

  std::map<std::int64_t, Party> parties;
  for (Party& party : candidates(store, campaign.spec)) {
    const std::int64_t id = party.id;
    parties.emplace(id, std::move(party));
  }
  const Freezer freezer(pack, catalogue, profile.agency, campaign.documentDate);
  store.approve(name, officer, pack.numbering == tmpl::Numbering::once,
                [&](const PlannedDispatch& planned, int number) {
                  const auto found = parties.find(planned.partyId);
                  if (found == parties.end())
                    throw Error(Code::usage,
                                say("The sellers behind “{}” have changed since the plan was made.",
                                    planned.partyName),
                                {}, tr("Plan again and look at it before approving."));
                  const Party& party = found->second;
                  return freezer
                      .freeze(dataFor(party, profile.agency, campaign.documentDate),
                              addresseeOf(party), number)
                      .notice;
                });
}

}  // namespace thongbao::campaign
