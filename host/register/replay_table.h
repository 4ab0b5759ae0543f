#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "register/database.h"
#include "register/mismatches.h"

namespace thongbao::registry {

/// A view of few rows, made once more out of the chain.
class ReplayedTable {
 public:
  using Value = std::variant<std::int64_t, std::string>;

  /// `key` is SQL that gives a row's key as a text; `columns` are those that the chain decides.
  ReplayedTable(const char* name, const char* key, std::vector<const char*> columns)
      : name_(name), key_(key), columns_(std::move(columns)) {}

  /// Throws std::invalid_argument when there is such a row already.
  void makeNew(std::int64_t sequence, const std::string& key, std::vector<Value> values);
  void make(std::int64_t sequence, const std::string& key, std::vector<Value> values) {
    rows_[key] = {std::move(values), sequence};
  }
  /// Sets one column. Throws std::out_of_range when there is no such row.
  void set(std::int64_t sequence, const std::string& key, std::size_t column, Value value);
  /// A column that is a text. Throws std::out_of_range.
  const std::string& text(const std::string& key, std::size_t column) const;
  /// A column that is a number; 0 when there is no such row.
  std::int64_t number(const std::string& key, std::size_t column) const;
  std::int64_t lastAbout(const std::string& key) const { return rows_.at(key).sequence; }
  void remove(const std::string& key) { rows_.erase(key); }

  void compare(Database& database, Mismatches& found) const;

 private:
  struct Row {
    std::vector<Value> values;  ///< in the order of the columns
    std::int64_t sequence = 0;
  };
  const char* name_;
  const char* key_;
  std::vector<const char*> columns_;
  std::unordered_map<std::string, Row> rows_;
};

}  // namespace thongbao::registry
