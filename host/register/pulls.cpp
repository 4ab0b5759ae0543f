#include "base/words.h"
#include "register/linking.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

// A pull's stored state: `begun`, `ended`, or `failed`.

std::int64_t Register::beginPull(const PullStart& start) {
  Database& database = store_->database;
  return database.write([&] {
    const std::int64_t id = database.nextId("pulls");
    const std::int64_t sequence = database.append("pull.begun",
                                                  {{"pull", id},
                                                   {"platform", start.platform},
                                                   {"plugin_version", start.pluginVersion},
                                                   {"source", start.sourceName},
                                                   {"source_sha256", start.sourceSha256},
                                                   {"reading", start.reading}},
                                                  {{"officer", start.officer}});
    const std::string reading = base::canonicalJson(start.reading);
    database.sql()
        << "INSERT INTO pulls (id, platform, plugin_version, source_name, "
           "source_sha256, reading, begun_sequence, state, cursor_text, first_record) VALUES (:id, "
           ":platform, :version, :name, :sha256, :reading, :sequence, 'begun', '', "
           "0)",
        use(id), use(start.platform), use(start.pluginVersion), use(start.sourceName),
        use(start.sourceSha256), use(reading), use(sequence);
    return id;
  });
}

std::string Register::cursorOf(const std::string& platform, const std::string& sourceSha256) {
  Database& database = store_->database;
  return database.read([&] {
    // A pull that was interrupted before its first batch knows no cursor: the one before it does.
    std::string cursor;
    database.sql() << "SELECT cursor_text FROM pulls WHERE platform = :platform AND "
                      "source_sha256 = :sha256 AND cursor_text <> '' AND id > (SELECT "
                      "COALESCE(MAX(id), 0) FROM pulls WHERE platform = :platform2 AND "
                      "source_sha256 = :sha2562 AND state = 'ended') ORDER BY id DESC LIMIT 1",
        use(platform), use(sourceSha256), use(platform), use(sourceSha256), into(cursor);
    return cursor;
  });
}

std::unique_ptr<RowsBefore> Register::rowsBefore(const std::string& platform,
                                                 const std::string& pluginVersion) {
  Database& database = store_->database;
  return database.read([&] {
    std::int64_t pull = 0, first = 0;
    database.sql() << "SELECT id, first_record FROM pulls WHERE platform = :platform AND "
                      "plugin_version = :version AND state = 'ended' AND first_record > 0 "
                      "ORDER BY id DESC LIMIT 1",
        use(platform), use(pluginVersion), into(pull), into(first);
    return std::make_unique<RowsBefore>(database.another(), pull, first);
  });
}

std::vector<SharedKey> Register::linkAccounts() {
  Database& database = store_->database;
  if (database.guarded([&] {
        return database.number(
            "SELECT EXISTS (SELECT 1 FROM new_keys) OR (SELECT last_linked FROM indexed) < (SELECT "
            "COALESCE(MAX(id), 0) FROM sellers)");
      }) == 0)
    return {};
  return database.write([&] {
    std::vector<SharedKey> shared;
    for (const LinkKey& key : Linker(database).linkNewKeys())
      shared.push_back({key.kind, key.value});
    return shared;
  });
}

void Register::endPull(std::int64_t pull, const PullEnd& end) {
  Database& database = store_->database;
  const auto keeper = std::move(store_->keeper);
  database.write([&] {
    if (keeper) keeper->end();
    std::string state;
    database.sql() << "SELECT state FROM pulls WHERE id = :id", use(pull), into(state);
    if (state != "begun")
      throw base::Error(base::Code::defect, base::tr("A pull was to end that is not under way."));
    state = end.failure.empty() ? "ended" : "failed";
    database.sql() << "UPDATE pulls SET state = :state WHERE id = :id", use(state), use(pull);
    database.append("pull.ended",
                    {{"pull", pull},
                     {"state", state},
                     {"read", end.read},
                     {"added", end.added},
                     {"changed", end.changed},
                     {"unchanged", end.unchanged},
                     {"rejected", end.rejected}},
                    {{"failure", end.failure}});
  });
}

}  // namespace thongbao::registry
