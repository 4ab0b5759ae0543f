#include "base/text.h"
#include "base/words.h"
#include "register/linking.h"
#include "register/store.h"
#include "register/unlinks.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// Both accounts exist, are two, and there is a reason; throws Error otherwise.
void require(Database& database, std::int64_t sellerA, std::int64_t sellerB,
             const std::string& reason) {
  for (const std::int64_t seller : {sellerA, sellerB}) {
    std::int64_t count = 0;
    std::string account;
    database.sql() << "SELECT COUNT(*), COALESCE(MAX(account_id), '') FROM sellers WHERE id = :id",
        use(seller), into(count), into(account);
    if (count == 0)
      throw Error(Code::notFound, say("There is no seller {} in the register.", seller), {},
                  tr("Look the number up with `thongbao sellers list`."));
    if (account.empty())
      throw Error(Code::usage, say("The seller {} was erased; nothing is known of it.", seller));
  }
  if (sellerA == sellerB)
    throw Error(Code::usage, tr("These are one and the same account."), {},
                tr("Name two accounts."));
  if (base::trim(reason).empty())
    throw Error(Code::usage, tr("The reason is missing."), {},
                tr("Say in a few words how you know it; the register keeps your words."));
}

/// Forgets the officers' separations between the two parties: the newest word stands.
base::Json liftUnlinks(Database& database, std::int64_t partyA, std::int64_t partyB) {
  base::Json lifted = base::Json::array();
  for (const std::int64_t sequence : unlinksBetween(database, partyA, partyB)) {
    database.sql() << "DELETE FROM unlinks WHERE sequence = :sequence", use(sequence);
    lifted.push_back(sequence);
  }
  return lifted;
}

}  // namespace

void Register::link(std::int64_t sellerA, std::int64_t sellerB, const std::string& reason) {
  Database& database = store_->database;
  database.write([&] {
    require(database, sellerA, sellerB, reason);
    Linker linker(database);
    const std::int64_t partyA = linker.partyOf(sellerA), partyB = linker.partyOf(sellerB);
    if (partyA == partyB)
      throw Error(Code::usage,
                  say("The sellers {} and {} belong to one party already.", sellerA, sellerB), {},
                  tr("Nothing needs to be done."));
    const base::Json lifted = liftUnlinks(database, partyA, partyB);
    linker.joinByOfficer(sellerA, sellerB, reason, lifted);
  });
}

void Register::unlink(std::int64_t sellerA, std::int64_t sellerB, const std::string& reason) {
  Database& database = store_->database;
  database.write([&] {
    require(database, sellerA, sellerB, reason);
    Linker linker(database);
    const std::int64_t from = linker.partyOf(sellerA), other = linker.partyOf(sellerB);
    std::vector<std::int64_t> moved;
    if (from == other) {
      moved = {sellerB};
      linker.separate(from, moved);
    } else if (!unlinksBetween(database, from, other).empty()) {
      throw Error(Code::usage,
                  say("An officer said already that the sellers {} and {} do not belong to one "
                      "party.",
                      sellerA, sellerB),
                  {}, tr("Nothing needs to be done."));
    }
    const std::int64_t sequence = database.append(
        "party.unlinked",
        {{"from", from}, {"moved", moved}, {"apart", {sellerA, sellerB}}, {"reason", "officer"}},
        {{"officer", reason}});
    database.sql() << "INSERT INTO unlinks (sequence, seller_a, seller_b) VALUES (:sequence, :a, "
                      ":b)",
        use(sequence), use(sellerA), use(sellerB);
  });
}

}  // namespace thongbao::registry
