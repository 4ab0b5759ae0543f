#include "base/words.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

std::string copyTime(Database& database) {
  std::string at;
  database.sql() << "SELECT COALESCE(MAX(at), '') FROM copied", into(at);
  return at;
}

/// The numbers that were given behind the copy, as far as the officer knows them.
void moveNumbers(Database& database, const LastNumber& last) {
  std::int64_t known = 0;
  database.sql() << "SELECT last_number FROM numbers WHERE symbol = :symbol AND year = :year",
      use(last.symbol), use(last.year), into(known);
  if (last.number <= known)
    throw Error(Code::usage,
                say("The number {} is not behind the last one that the register knows: {}.",
                    last.number, known),
                {}, tr("Leave it out when no number was given since the backup."));
  database.sql() << "DELETE FROM numbers WHERE symbol = :symbol AND year = :year", use(last.symbol),
      use(last.year);
  database.sql()
      << "INSERT INTO numbers (symbol, year, last_number) VALUES (:symbol, :year, :last)",
      use(last.symbol), use(last.year), use(last.number);
}

/// In the order of their approvals; those that were not approved have no dispatches.
std::vector<std::string> approvedCampaigns(Database& database) {
  std::vector<std::string> all;
  std::string name;
  soci::statement select =
      (database.sql().prepare << "SELECT name FROM campaigns WHERE approved_sequence > 0 ORDER BY "
                                 "approved_sequence",
       into(name));
  select.execute();
  while (select.fetch()) all.push_back(name);
  return all;
}

/// What was to be sent or was being sent when the copy was made. Returns how many.
std::uint64_t doubt(Database& database, DispatchWriter& writer, const std::string& campaign) {
  using enum domain::DispatchState;
  return changeEach(database, campaign, {approved, queued, deferred, sending},
                    [&](std::int64_t id) { writer.enter(id, "unknown", unknown); });
}

}  // namespace

std::optional<std::string> Register::copiedAt() {
  Database& database = store_->database;
  return database.read([&]() -> std::optional<std::string> {
    const std::string at = copyTime(database);
    if (at.empty()) return std::nullopt;
    return at;
  });
}

Restored Register::restore(const std::string& officer, const std::optional<LastNumber>& number) {
  requireOfficer(officer);
  Database& database = store_->database;
  return database.write([&] {
    Restored restored{copyTime(database), {}};
    base::Json facts{{"copied_at", restored.copiedAt}};
    if (number) {
      moveNumbers(database, *number);
      facts["symbol"] = number->symbol;
      facts["year"] = number->year;
      facts["last_number"] = number->number;
    }
    database.append("register.restored", std::move(facts), {{"officer", officer}});
    database.sql() << "DELETE FROM copied";
    for (const std::string& campaign : approvedCampaigns(database))
      if (const std::uint64_t count = doubt(database, store_->dispatches(), campaign))
        restored.doubtful.push_back({campaign, count});
    return restored;
  });
}

}  // namespace thongbao::registry
