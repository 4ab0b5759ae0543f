#include "register/rows_before.h"

#include <algorithm>

#include "register/database.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {
constexpr std::int64_t kRowsAtOnce = 16'384;
}

RowsBefore::RowsBefore(std::unique_ptr<Database> database, std::int64_t pull,
                       std::int64_t firstRecord)
    : database_(std::move(database)), pull_(pull), next_(firstRecord) {
  here_ = read();
  ahead_ = read();
}

RowsBefore::~RowsBefore() = default;

RowsBefore::Rows RowsBefore::read() {
  Rows rows;
  if (pull_ == 0) return rows;
  database_->read([&] {
    std::int64_t id = 0;
    Row row{};
    soci::statement select =
        (database_->sql().prepare << "SELECT id, row_hash, seller_id FROM records WHERE "
                                     "id BETWEEN :first AND :last AND pull_id = :pull",
         use(next_, "first"), use(next_ + kRowsAtOnce - 1, "last"), use(pull_, "pull"), into(id),
         into(row.hash), into(row.seller));
    select.execute();
    while (select.fetch())
      if (row.hash != 0) rows.push_back(row);
  });
  next_ += kRowsAtOnce;
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.hash < b.hash; });
  return rows;
}

void RowsBefore::collect(const Rows& rows, std::int64_t hash, std::vector<std::int64_t>& sellers) {
  auto row =
      std::lower_bound(rows.begin(), rows.end(), hash,
                       [](const Row& one, std::int64_t wanted) { return one.hash < wanted; });
  for (; row != rows.end() && row->hash == hash; ++row)
    if (std::find(sellers.begin(), sellers.end(), row->seller) == sellers.end())
      sellers.push_back(row->seller);
}

std::vector<std::int64_t> RowsBefore::sellersOf(std::int64_t rowHash) {
  std::vector<std::int64_t> sellers;
  collect(here_, rowHash, sellers);
  const bool wasHere = !sellers.empty();
  collect(ahead_, rowHash, sellers);
  // The new list has come so far that what is behind will hardly be met any more.
  if (!wasHere && !sellers.empty() && ++metAhead_ > ahead_.size() / 2) {
    here_ = std::move(ahead_);
    ahead_ = read();
    metAhead_ = 0;
  }
  return sellers;
}

}  // namespace thongbao::registry
