#include "register/unlinks.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

std::vector<std::int64_t> unlinksBetween(Database& database, std::int64_t partyA,
                                         std::int64_t partyB) {
  std::vector<std::int64_t> all;
  std::int64_t sequence = 0;
  soci::statement select =
      (database.sql().prepare << "SELECT u.sequence FROM unlinks u JOIN sellers a ON "
                                 "a.id = u.seller_a JOIN sellers b ON b.id = u.seller_b WHERE "
                                 "(a.party_id = :a AND b.party_id = :b) OR "
                                 "(a.party_id = :b AND b.party_id = :a) ORDER BY u.sequence",
       use(partyA, "a"), use(partyB, "b"), into(sequence));
  select.execute();
  while (select.fetch()) all.push_back(sequence);
  return all;
}

}  // namespace thongbao::registry
