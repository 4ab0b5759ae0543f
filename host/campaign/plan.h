#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "law/catalogue.h"
#include "register/register.h"
#include "template/pack.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::campaign {

/// Decides who gets the campaign's notice through which channels, and who is skipped and why,
/// and keeps it in the register. Sends and numbers nothing; may be repeated until the approval.
/// Throws Error: notFound for the campaign, usage when it is approved already, badInput when the
/// template cites what is not in force on `date` or cannot be filled for one of the parties.
std::vector<registry::PlannedDispatch> plan(registry::Register& store, const std::string& name,
                                            const tmpl::Pack& pack, const law::Catalogue& catalogue,
                                            const workspace::Profile& profile, base::Date date);

/// The reason word of a skipped party for the officer: `no_address` → “no address …”.
std::string shownReason(const std::string& skipped);

/// Gives the numbers and freezes every notice. `officer` answers for it. Throws Error: usage
/// when there is no plan, nobody in it, or the profile lacks what a notice needs; badInput as
/// `plan`.
void approve(registry::Register& store, const std::string& name, const std::string& officer,
             const tmpl::Pack& pack, const law::Catalogue& catalogue,
             const workspace::Profile& profile, const workspace::Workspace& place);

/// The campaign of that name; throws Error(notFound) that lists the names there are.
registry::Campaign findCampaign(registry::Register& store, const std::string& name);

}  // namespace thongbao::campaign
