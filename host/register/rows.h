#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "register/database.h"

namespace thongbao::registry {

/// The rows of one query, read from SQLite itself: for walks over whole tables, whose texts are
/// looked at where SQLite holds them.
class Rows {
 public:
  /// Stands before the first row. Like all functions here, throws what SOCI throws when SQLite
  /// fails.
  Rows(Database& database, const std::string& query);
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  /// Starts the query again with these values in the place of its parameters.
  template <class... Values>
  void startWith(const Values&... values) {
    reset();
    int parameter = 0;
    (bind(++parameter, values), ...);
  }

  /// Goes to the next row; false behind the last, and whenever it is called again.
  bool next();
  bool hasRow() const { return hasRow_; }

  // Columns count from 0. What is not of the type that is asked for, because somebody wrote it with
  // another program, is told as such.
  bool isNumber(int column) const;
  bool isText(int column) const;
  /// 0 when it is no whole number.
  std::int64_t number(int column) const;
  /// Valid until the next step. Of a text that is none, its bytes.
  std::string_view text(int column) const;

  bool holds(int column, std::int64_t wanted) const {
    return isNumber(column) && number(column) == wanted;
  }
  bool holds(int column, std::string_view wanted) const {
    return isText(column) && text(column) == wanted;
  }

 private:
  void reset();
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view value);

  sqlite_api::sqlite3* connection_;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
  bool hasRow_ = false, ended_ = false;
};

}  // namespace thongbao::registry
