#include "register/account_index.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {
/// Enough that each page of the table gets several.
constexpr std::size_t kMostFresh = 65'536;
}  // namespace

AccountIndex::AccountIndex(Database& database)
    : database_(database),
      select_((database.sql().prepare << "SELECT seller_id FROM accounts WHERE lookup = :lookup",
               use(lookup_), into(seller_))),
      check_((database.sql().prepare << "SELECT platform, account_id FROM sellers WHERE id = :id",
              use(seller_), into(platform_), into(accountId_))) {
  fresh_.reserve(kMostFresh);
}

void AccountIndex::begin() {
  const std::int64_t last = database_.nextId("sellers") - 1;
  if (last != last_ || fresh_.size() >= kMostFresh) enterAll();
  last_ = last;
}

void AccountIndex::enterAll() {
  fresh_.clear();
  // The newest come last in `sellers`, so that only they are looked at.
  database_.sql()
      << "INSERT INTO accounts (lookup, seller_id) SELECT lookup, id FROM sellers WHERE "
         "id > (SELECT last_seller FROM indexed) ORDER BY lookup, id";
  database_.sql() << "UPDATE indexed SET last_seller = (SELECT COALESCE(MAX(id), 0) FROM sellers)";
}

std::optional<std::int64_t> AccountIndex::find(std::int64_t lookup, const domain::SellerKey& key) {
  const auto [first, last] = fresh_.equal_range(lookup);
  for (auto fresh = first; fresh != last; ++fresh)
    if (isThis(fresh->second, key)) return fresh->second;
  lookup_ = lookup;
  select_.execute();
  while (select_.fetch()) {
    const std::int64_t found = seller_;
    if (isThis(found, key)) return found;
  }
  return std::nullopt;
}

bool AccountIndex::isThis(std::int64_t seller, const domain::SellerKey& key) {
  seller_ = seller;
  check_.execute(true);
  return platform_ == key.platform && accountId_ == key.accountId;
}

void AccountIndex::add(std::int64_t lookup, std::int64_t seller) {
  fresh_.emplace(lookup, seller);
  last_ = seller;
}

}  // namespace thongbao::registry
