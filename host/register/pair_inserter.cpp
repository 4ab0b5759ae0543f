#include "register/pair_inserter.h"

#include <fmt/format.h>

namespace thongbao::registry {

PairInserter::PairInserter(Database& database, const std::string& into)
    : database_(database), into_(into), many_(prepare(kAtOnce)), one_(prepare(1)) {}

soci::statement PairInserter::prepare(std::size_t count) {
  std::string rows;
  for (std::size_t i = 0; i < count; ++i)
    rows += fmt::format("{}(:a{}, :b{})", i == 0 ? "" : ", ", i, i);
  soci::details::prepare_temp_type prepared =
      (database_.sql().prepare << "INSERT OR IGNORE INTO " << into_ << " VALUES " << rows);
  for (std::size_t i = 0; i < count; ++i) prepared, soci::use(first_[i]), soci::use(second_[i]);
  return prepared;
}

void PairInserter::insert(std::int64_t first, std::int64_t second) {
  first_[count_] = first;
  second_[count_] = second;
  if (++count_ < kAtOnce) return;
  many_.execute(true);
  count_ = 0;
}

void PairInserter::finish() {
  for (std::size_t i = 0; i < count_; ++i) {
    first_[0] = first_[i];
    second_[0] = second_[i];
    one_.execute(true);
  }
  count_ = 0;
}

}  // namespace thongbao::registry
