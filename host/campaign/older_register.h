#pragma once

#include "register/register.h"
#include "workspace/workspace.h"

namespace thongbao::campaign {

/// Whether more was sent from the workspace than the register knows: an older file was put in its
/// place.
bool isOlder(registry::Register& store, const workspace::Workspace& place);

/// Throws Error(usage) for a register that was made from a backup, or is older, as long as it was
/// not put back by `register restore`: it would send again what was sent since.
void refuseOlder(registry::Register& store, const workspace::Workspace& place);

/// Notes in the workspace how far the register has come. A mark that cannot be written now is
/// written with the next step: what was sent is in the register all the same.
void markSent(registry::Register& store, const workspace::Workspace& place);

}  // namespace thongbao::campaign
