#include "register/rows.h"

namespace thongbao::registry {

using namespace sqlite_api;

namespace {

[[noreturn]] void fail(int result) {
  throw soci::sqlite3_soci_error("a query failed", result & 0xff);
}

void require(int result) {
  if (result != SQLITE_OK) fail(result);
}

}  // namespace

Rows::Rows(Database& database, const std::string& query)
    : connection_(
          static_cast<soci::sqlite3_session_backend*>(database.sql().get_backend())->conn_) {
  require(sqlite3_prepare_v2(connection_, query.c_str(), static_cast<int>(query.size()),
                             &statement_, nullptr));
}

Rows::~Rows() {
  sqlite3_finalize(statement_);
}

bool Rows::next() {
  if (ended_) return false;
  const int result = sqlite3_step(statement_);
  hasRow_ = result == SQLITE_ROW;
  ended_ = !hasRow_;
  if (!hasRow_ && result != SQLITE_DONE) fail(result);
  return hasRow_;
}

bool Rows::isNumber(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_INTEGER;
}

bool Rows::isText(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_TEXT;
}

std::int64_t Rows::number(int column) const {
  return isNumber(column) ? sqlite3_column_int64(statement_, column) : 0;
}

std::string_view Rows::text(int column) const {
  const void* const bytes = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return {bytes ? static_cast<const char*>(bytes) : "", bytes ? size : 0};
}

void Rows::reset() {
  sqlite3_reset(statement_);
  hasRow_ = ended_ = false;
}

void Rows::bind(int parameter, std::int64_t value) {
  require(sqlite3_bind_int64(statement_, parameter, value));
}

void Rows::bind(int parameter, std::string_view value) {
  require(sqlite3_bind_text(statement_, parameter, value.data(), static_cast<int>(value.size()),
                            SQLITE_TRANSIENT));
}

}  // namespace thongbao::registry
