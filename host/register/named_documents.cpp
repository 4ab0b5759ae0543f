#include "register/named_documents.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "register/canonical_object.h"
#include "register/rows.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::use;

namespace {

/// Where an entry names a document.
struct Place {
  std::string_view kind, key;
};
constexpr Place kPlaces[] = {
    {"pull.begun", "source_sha256"}, {"area.imported", "source_sha256"},
    {"dispatch.begun", "document"},  {"dispatch.acknowledged", "scan"},
    {"dispatch.delivered", "mail"},  {"dispatch.bounced", "mail"},
    {"dispatch.answered", "mail"},   {"mail.received", "mail"},
};

/// Other texts are no names of documents: a print that has none, a list of a test.
bool isSha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::unordered_set<std::int64_t> erasedDispatches(Database& database) {
  std::unordered_set<std::int64_t> erased;
  Rows rows(database,
            "SELECT d.id FROM dispatches d JOIN sealed s ON s.sequence = d.notice_sequence AND "
            "s.part = 'notice' WHERE s.salt = '' AND EXISTS (SELECT 1 FROM entries WHERE kind = "
            "'party.erased')");
  while (rows.next()) erased.insert(rows.number(0));
  return erased;
}

std::string queryOfAll() {
  std::string kinds;
  for (const Place& place : kPlaces)
    kinds += (kinds.empty() ? "'" : ", '") + std::string(place.kind) + "'";
  return "SELECT sequence, kind, payload FROM entries WHERE kind IN (" + kinds + ")";
}

/// SHA-256 of lists → the last entry that let them go.
std::unordered_map<std::string, std::int64_t> listsLetGo(Database& database) {
  std::unordered_map<std::string, std::int64_t> all;
  CanonicalObject facts;
  Rows rows(database,
            "SELECT sequence, payload FROM entries WHERE kind = 'list.erased' ORDER BY sequence");
  while (rows.next())
    if (facts.read(rows.text(1))) all[facts.text("source_sha256")] = rows.number(0);
  return all;
}

/// Enters what the chain names into the temporary table, as often as it is named.
void readAll(Database& database) {
  const auto erased = erasedDispatches(database);
  const auto letGo = listsLetGo(database);
  std::string sha256;
  std::int64_t sequence = 0;
  int mayMiss = 0, isLetGo = 0;
  soci::statement insert =
      (database.sql().prepare << "INSERT INTO temp.named (sha256, sequence, may_miss, is_let_go) "
                                 "VALUES (:sha256, :sequence, :may_miss, :is_let_go)",
       use(sha256), use(sequence), use(mayMiss), use(isLetGo));
  CanonicalObject facts;
  for (Rows rows(database, queryOfAll()); rows.next();) {
    if (!facts.read(rows.text(2))) continue;
    sequence = rows.number(0);
    for (const Place& place : kPlaces) {
      if (rows.text(1) != place.kind || !facts.has(place.key)) continue;
      sha256 = facts.text(place.key);
      if (!isSha256(sha256)) continue;
      const auto gone = letGo.find(sha256);
      isLetGo = place.kind == "pull.begun" && gone != letGo.end() && gone->second > sequence;
      mayMiss = isLetGo || (facts.has("dispatch") && !erased.empty() &&
                            erased.contains(facts.number("dispatch")));
      insert.execute(true);
    }
  }
}

NamedDocument documentIn(const Rows& row) {
  return {row.number(0), row.number(1), row.number(2) != 0, row.number(3) != 0};
}

/// A document is needed as soon as one entry needs it, and is of the first entry that names it.
constexpr const char* kUnited =
    "SELECT MIN(rowid), MIN(sequence), MIN(may_miss), MIN(is_let_go) FROM temp.named ";

}  // namespace

struct NamedDocuments::Queries {
  explicit Queries(Database& database)
      : find(database, std::string(kUnited) + "WHERE sha256 = ?"),
        all(database, std::string(kUnited) + "GROUP BY sha256") {}

  Rows find, all;
};

NamedDocuments::NamedDocuments(std::unique_ptr<Database> database)
    : database_(std::move(database)) {
  database_->guarded([&] {
    database_->sql() << "CREATE TEMP TABLE named (sha256 TEXT NOT NULL, sequence INTEGER NOT NULL, "
                        "may_miss INTEGER NOT NULL, is_let_go INTEGER NOT NULL)";
    database_->readInOrder();
    readAll(*database_);
    database_->sql() << "CREATE INDEX temp.named_by_sha256 ON named (sha256, sequence, may_miss, "
                        "is_let_go)";
    database_->sql() << "COMMIT";
    lastPlace_ = database_->number("SELECT COALESCE(MAX(rowid), 0) FROM temp.named");
    queries_ = std::make_unique<Queries>(*database_);
  });
}

NamedDocuments::~NamedDocuments() = default;

std::optional<NamedDocument> NamedDocuments::find(const std::string& sha256) {
  return database_->guarded([&]() -> std::optional<NamedDocument> {
    queries_->find.startWith(std::string_view(sha256));
    const bool isThere = queries_->find.next() && queries_->find.number(0) > 0;
    return isThere ? std::optional(documentIn(queries_->find)) : std::nullopt;
  });
}

void NamedDocuments::each(const std::function<void(const NamedDocument&)>& told) {
  database_->guarded([&] {
    for (queries_->all.startWith(); queries_->all.next();) told(documentIn(queries_->all));
  });
}

std::unique_ptr<NamedDocuments> Register::namedDocuments() {
  return std::make_unique<NamedDocuments>(store_->database.another());
}

}  // namespace thongbao::registry
