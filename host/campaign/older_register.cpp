#include "campaign/older_register.h"

#include "base/error.h"
#include "base/words.h"
#include "workspace/sent_mark.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

}  // namespace

bool isOlder(registry::Register& store, const workspace::Workspace& place) {
  const auto mark = workspace::readSentMark(place);
  if (!mark) return false;
  const auto entry = store.entry(mark->sequence);
  return !entry || entry->hash != mark->hash;
}

void refuseOlder(registry::Register& store, const workspace::Workspace& place) {
  const std::string advice =
      tr("`thongbao register restore --by OFFICER` puts it back; then `thongbao campaign resolve` "
         "asks for each that may have been sent.");
  if (const auto at = store.copiedAt())
    throw Error(Code::usage,
                say("This register was made from a backup of {}: what was sent since is not in it.",
                    base::shownMoment(*at)),
                {.file = place.registerFile().string()}, advice);
  if (isOlder(store, place))
    throw Error(Code::usage, tr("This register is older than what was sent from this workspace."),
                {.file = place.registerFile().string()}, advice);
}

void markSent(registry::Register& store, const workspace::Workspace& place) {
  const registry::Entry head = store.head();
  try {
    workspace::keepSentMark(place, {head.sequence, head.hash});
  } catch (const Error& error) {
    if (error.code() != Code::unavailable) throw;
  }
}

}  // namespace thongbao::campaign
