#include "register/replay_table.h"

#include <stdexcept>
#include <string_view>
#include <unordered_set>

#include "register/rows.h"

namespace thongbao::registry {

namespace {

bool isSame(const Rows& rows, int column, const ReplayedTable::Value& wanted) {
  return std::visit([&](const auto& value) { return rows.holds(column, value); }, wanted);
}

}  // namespace

void ReplayedTable::makeNew(std::int64_t sequence, const std::string& key,
                            std::vector<Value> values) {
  if (rows_.contains(key)) throw std::invalid_argument("there is such a row");
  make(sequence, key, std::move(values));
}

void ReplayedTable::set(std::int64_t sequence, const std::string& key, std::size_t column,
                        Value value) {
  Row& row = rows_.at(key);
  row.values.at(column) = std::move(value);
  row.sequence = sequence;
}

const std::string& ReplayedTable::text(const std::string& key, std::size_t column) const {
  return std::get<std::string>(rows_.at(key).values.at(column));
}

std::int64_t ReplayedTable::number(const std::string& key, std::size_t column) const {
  const auto row = rows_.find(key);
  return row == rows_.end() ? 0 : std::get<std::int64_t>(row->second.values.at(column));
}

void ReplayedTable::compare(Database& database, Mismatches& found) const {
  std::string query = std::string("SELECT '' || ") + key_;
  for (const char* const column : columns_) query += std::string(", ") + column;
  Rows rows(database, query + " FROM " + name_);
  std::unordered_set<std::string> met;
  while (rows.next()) {
    const std::string key(rows.text(0));
    const auto expected = rows_.find(key);
    if (expected == rows_.end()) {
      found.add(name_, 0);
      continue;
    }
    met.insert(key);
    const std::vector<Value>& values = expected->second.values;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!isSame(rows, static_cast<int>(i) + 1, values[i]))
        found.add(name_, expected->second.sequence);
  }
  for (const auto& [key, row] : rows_)
    if (!met.contains(key)) found.add(name_, row.sequence);
}

}  // namespace thongbao::registry
