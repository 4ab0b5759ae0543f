#include "base/hash.h"
#include "register/areas.h"
#include "register/chain.h"
#include "register/replay.h"

namespace thongbao::registry {

void Replay::finish() {
  for (const ReplayedTable* table : {&migrations_, &pulls_, &unlinks_, &campaignRows_, &numbers_})
    table->compare(database_, found_);
  sellers_.compare(database_, found_);
  links_.finish(found_);
  notices_.finish(found_);
  dispatches_.compare(database_, found_);
  mails_.finish(database_, found_);
  comparePlans();
  compareCommunes();
}

void Replay::comparePlans() {
  std::int64_t rows = 0;
  for (const auto& [campaign, plan] : plans_) comparePlan(campaign, plan, rows);
  if (database_.number("SELECT COUNT(*) FROM plan") != rows) found_.add("plan", 0);
}

void Replay::comparePlan(const std::string& campaign, const Plan& plan, std::int64_t& rows) {
  Rows select(database_,
              "SELECT position, party_id, salt, content FROM plan WHERE campaign = ? ORDER BY "
              "position");
  select.startWith(std::string_view(campaign));
  base::Sha256 all, one;
  CanonicalObject planned;
  bool isSound = true;
  for (; select.next(); ++rows) {
    const std::string_view salt = select.text(2), content = select.text(3);
    isSound =
        isSound && select.isNumber(0) && select.isNumber(1) && select.isText(2) && select.isText(3);
    if (salt.empty()) {
      erasures_.missAccount(plan.sequence, select.number(1));
      all.add(planLine(select.number(0), std::string(content)));
      continue;
    }
    one.add(salt);
    one.add(content);
    all.add(planLine(select.number(0), one.finish()));
    isSound = isSound && planned.read(content) && planned.has("party") &&
              planned.bytes("party") == std::to_string(select.number(1));
  }
  if (all.finish() != plan.digest || !isSound)
    found_.add("plan", campaignRows_.lastAbout(campaign));
}

void Replay::compareCommunes() {
  if (digestOfCommunes(database_) != communes_.digest) found_.add("communes", communes_.sequence);
}

}  // namespace thongbao::registry
