#pragma once

#include <string>
#include <vector>

#include "register/register.h"

namespace thongbao::cli {

/// States that an officer still has to look at: put off, refused, unknown, returned.
std::vector<domain::DispatchState> unfinishedStates();

/// How many of the campaign are in these states.
std::uint64_t countOf(registry::Register& store, const std::string& campaign,
                      const std::vector<domain::DispatchState>& states);

/// A table of the campaign's dispatches in these states, the first of them, and how all are told;
/// nothing when there are none.
void showDispatches(registry::Register& store, const std::string& campaign,
                    const std::vector<domain::DispatchState>& states);

/// That there are so many more, and how they are told; nothing when there are none.
void showMore(std::uint64_t more, const std::string& campaign);

base::Json toJson(const domain::Dispatch& dispatch);

}  // namespace thongbao::cli
