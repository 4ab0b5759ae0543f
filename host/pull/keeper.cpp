#include "pull/keeper.h"

#include <utility>

namespace thongbao::pull {

Keeper::Keeper(registry::Register& store, std::int64_t pull,
               const std::function<void(const registry::PullEnd&)>& told)
    : store_(store),
      pull_(pull),
      told_(told),
      relay_([this](Group group) { keep(std::move(group)); }) {}

void Keeper::give(Group group) {
  std::vector<Group> spent;
  {
    const std::lock_guard lock(mutex_);
    spent.swap(spent_);
  }
  relay_.give(std::move(group));
}

void Keeper::keep(Group group) {
  for (const registry::Change change :
       store_.keepSellers(pull_, group.sellers, group.cursor, group.seen)) {
    counts_.added += change == registry::Change::added;
    counts_.changed += change == registry::Change::changed;
    counts_.unchanged += change == registry::Change::unchanged;
  }
  counts_.unchanged += group.seen.size();
  counts_.read = group.read;
  told_(counts_);
  const std::lock_guard lock(mutex_);
  spent_.push_back(std::move(group));
}

}  // namespace thongbao::pull
