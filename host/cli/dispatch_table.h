#pragma once

#include <string>
#include <vector>

#include "register/register.h"

namespace thongbao::cli {

/// States that an officer still has to look at: put off, refused, unknown, returned.
std::vector<domain::DispatchState> unfinishedStates();

/// A table of the campaign's dispatches in these states, the first few hundred of them; nothing
/// when there are none.
void showDispatches(registry::Register& store, const std::string& campaign,
                    const std::vector<domain::DispatchState>& states);

base::Json toJson(const domain::Dispatch& dispatch);

}  // namespace thongbao::cli
