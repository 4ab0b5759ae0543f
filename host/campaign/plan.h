#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "base/clock.h"
#include "law/catalogue.h"
#include "register/register.h"
#include "template/pack.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::campaign {

struct PlanCounts {
  std::uint64_t parties = 0;
  std::uint64_t written = 0;
  std::map<std::string, std::uint64_t> skipped;  ///< by the reason's word
};

/// Called for each party with how many are done. What it throws ends the work, and the register is
/// as it was before.
using Told = std::function<void(std::uint64_t done)>;

/// Decides who gets the campaign's notice through which channels, and who is skipped and why,
/// and keeps it in the register. Sends and numbers nothing; may be repeated until the approval.
/// Memory is flat, however many they are. Throws Error: notFound for the campaign, usage when it is
/// approved already, badInput when the template cites what is not in force on `date` or cannot be
/// filled for one of the parties.
PlanCounts plan(registry::Register& store, const std::string& name, const tmpl::Pack& pack,
                const law::Catalogue& catalogue, const workspace::Profile& profile, base::Date date,
                const Told& told = {});

/// The reason word of a skipped party for the officer: `no_address` → “no address …”.
std::string shownReason(const std::string& skipped);

/// Gives the numbers and freezes every notice. `officer` answers for it. Throws Error: usage
/// when there is no plan, nobody in it, somebody got the text since in another campaign, the
/// profile lacks what a notice needs, or the register is an older one; badInput as `plan`.
registry::Approved approve(registry::Register& store, const std::string& name,
                           const std::string& officer, const tmpl::Pack& pack,
                           const law::Catalogue& catalogue, const workspace::Profile& profile,
                           const workspace::Workspace& place, const Told& told = {});

/// The campaign of that name; throws Error(notFound) that lists the names there are.
registry::Campaign findCampaign(registry::Register& store, const std::string& name);

}  // namespace thongbao::campaign
