#include "register/seller_index.h"

#include <algorithm>
#include <utility>

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// Enough that each page of the tables gets several.
constexpr std::size_t kMostFresh = 49'152;
/// In so many batches all that is remembered is entered: even parts, so that none holds a pull up.
constexpr std::size_t kBatchesToEnter = 32;
/// A list of fewer rows does not pay for reading all lookups.
constexpr std::size_t kMostAskedWithoutFilter = 5000;
/// 1 MiB; of a million accounts every eighth stranger is asked for in vain.
constexpr std::size_t kFilterBits = 8U << 20U;

std::size_t bitOf(std::int64_t lookup) {
  return static_cast<std::uint64_t>(lookup) % kFilterBits;
}

}  // namespace

SellerIndex::SellerIndex(Database& database)
    : database_(database),
      reader_(database),
      accounts_{PairInserter(database, "accounts (lookup, seller_id)")},
      keys_{PairInserter(database, "keys (lookup, seller_id)")},
      last_(database.number("SELECT last_seller FROM indexed")),
      select_((database.sql().prepare << "SELECT seller_id FROM accounts WHERE lookup = :lookup",
               use(lookup_), into(seller_))),
      check_((database.sql().prepare << "SELECT platform, account_id FROM sellers WHERE id = :id",
              use(seller_), into(platform_), into(accountId_))) {}

void SellerIndex::Entering::start(Pairs all) {
  pairs = std::move(all);
  std::sort(pairs.begin(), pairs.end());
  done = 0;
}

void SellerIndex::Entering::some(std::size_t most) {
  const std::size_t end = std::min(pairs.size(), done + most);
  for (; done < end; ++done) into.insert(pairs[done].first, pairs[done].second);
  into.finish();
}

void SellerIndex::begin() {
  if (database_.nextId("sellers") - 1 != last_) return recover();
  if (accounts_.isOver() && keys_.isOver() && fresh_.size() >= kMostFresh) startEntering();
  enterSome((accounts_.pairs.size() + keys_.pairs.size()) / kBatchesToEnter + 1);
}

void SellerIndex::startEntering() {
  accounts_.start({fresh_.begin(), fresh_.end()});
  keys_.start(std::exchange(freshKeys_, {}));
  fresh_.clear();
  lastEntered_ = last_;
}

void SellerIndex::enterSome(std::size_t most) {
  if (accounts_.isOver() && keys_.isOver()) return;
  if (accounts_.isOver())
    keys_.some(most);
  else
    accounts_.some(most);
  if (!accounts_.isOver() || !keys_.isOver()) return;
  if (!filter_.empty())
    for (const auto& [lookup, seller] : accounts_.pairs) filter_[bitOf(lookup)] = true;
  accounts_.start({});
  keys_.start({});
  database_.sql() << "UPDATE indexed SET last_seller = MAX(last_seller, :last)", use(lastEntered_);
}

void SellerIndex::enter() {
  constexpr std::size_t kAll = 1U << 30U;
  const auto enterAll = [this] {
    while (!accounts_.isOver() || !keys_.isOver()) enterSome(kAll);
  };
  enterAll();
  startEntering();
  enterAll();
}

void SellerIndex::recover() {
  fresh_.clear();
  freshKeys_.clear();
  accounts_.start({});
  keys_.start({});
  filter_.clear();
  asked_ = 0;
  std::int64_t seller = 0, lookup = 0;
  soci::statement select =
      (database_.sql().prepare << "SELECT id, lookup FROM sellers WHERE id > (SELECT last_seller "
                                  "FROM indexed) AND account_id <> '' ORDER BY id",
       into(seller), into(lookup));
  select.execute();
  while (select.fetch()) add(seller, lookup, lookupsOf(reader_.seller(seller)));
  last_ = database_.nextId("sellers") - 1;
  enter();
}

bool SellerIndex::mayHave(std::int64_t lookup) {
  if (filter_.empty() && ++asked_ > kMostAskedWithoutFilter) readFilter();
  return filter_.empty() || filter_[bitOf(lookup)];
}

void SellerIndex::readFilter() {
  filter_.resize(kFilterBits);
  std::int64_t lookup = 0;
  soci::statement select = (database_.sql().prepare << "SELECT lookup FROM accounts", into(lookup));
  select.execute();
  while (select.fetch()) filter_[bitOf(lookup)] = true;
}

std::optional<std::int64_t> SellerIndex::find(std::int64_t lookup, const domain::SellerKey& key) {
  const auto [first, last] = fresh_.equal_range(lookup);
  for (auto fresh = first; fresh != last; ++fresh)
    if (isThis(fresh->second, key)) return fresh->second;
  const Pairs& entered = accounts_.pairs;
  for (auto pair =
           std::lower_bound(entered.begin(), entered.end(), std::pair{lookup, std::int64_t{0}});
       pair != entered.end() && pair->first == lookup; ++pair)
    if (isThis(pair->second, key)) return pair->second;
  if (!mayHave(lookup)) return std::nullopt;
  std::vector<std::int64_t> found;
  lookup_ = lookup;
  select_.execute();
  while (select_.fetch()) found.push_back(seller_);
  for (const std::int64_t seller : found)
    if (isThis(seller, key)) return seller;
  return std::nullopt;
}

bool SellerIndex::isThis(std::int64_t seller, const domain::SellerKey& key) {
  seller_ = seller;
  readOne(check_);
  return platform_ == key.platform && accountId_ == key.accountId;
}

void SellerIndex::add(std::int64_t seller, std::int64_t lookup,
                      const std::vector<std::int64_t>& keys) {
  fresh_.emplace(lookup, seller);
  for (const std::int64_t key : keys) freshKeys_.emplace_back(key, seller);
  last_ = seller;
}

}  // namespace thongbao::registry
