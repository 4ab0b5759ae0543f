#include "register/schema.h"

#include <fmt/format.h>

#include "base/words.h"

namespace thongbao::registry {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// `TBSO` in ASCII (thông báo, sổ): tells a register from any other SQLite file.
constexpr std::int64_t kApplicationId = 0x5442534F;

/// The chain itself and the list of migrations: what every version of a register has.
const char* const kChainTables[] = {
    "CREATE TABLE entries (sequence INTEGER PRIMARY KEY, time TEXT NOT NULL, kind TEXT NOT NULL,"
    " payload TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)",
    "CREATE TRIGGER entries_stay BEFORE UPDATE ON entries"
    " BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END",
    "CREATE TRIGGER entries_remain BEFORE DELETE ON entries"
    " BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END",
    "CREATE TRIGGER entries_follow BEFORE INSERT ON entries"
    " WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM entries)"
    " BEGIN SELECT RAISE(ABORT, 'entries follow each other without a gap'); END",
    "CREATE TABLE sealed (sequence INTEGER NOT NULL REFERENCES entries (sequence),"
    " part TEXT NOT NULL, salt TEXT NOT NULL, content TEXT NOT NULL,"
    " PRIMARY KEY (sequence, part))",
    "CREATE TABLE migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)",
};

// Texts that may name a person stand in `sealed` and `records`, and as working copies for search
// in `sellers.account_id`, `sellers.folded`, `plan.content` and `pulls.cursor_text`; nowhere else.
// Only the triggers are SQLite's own dialect. A large list makes a million rows of `records`,
// `sellers` and `keys`: they have no more columns and indexes than are asked for, and no foreign
// keys; verify compares them with the chain.
const std::vector<std::string>& firstVersion() {
  static const std::vector<std::string> statements{
      "CREATE TABLE pulls (id INTEGER PRIMARY KEY, platform TEXT NOT NULL,"
      " plugin_version TEXT NOT NULL, source_name TEXT NOT NULL, source_sha256 TEXT NOT NULL,"
      " reading TEXT NOT NULL, begun_sequence INTEGER NOT NULL REFERENCES entries (sequence),"
      " state TEXT NOT NULL, cursor_text TEXT NOT NULL,"
      " first_record INTEGER NOT NULL)",
      "CREATE INDEX pulls_of_source ON pulls (platform, source_sha256)",

      "CREATE TABLE communes (code TEXT PRIMARY KEY, name TEXT NOT NULL, province TEXT NOT NULL)"
      " WITHOUT ROWID",

      // A party is known by the id of its account that was seen first.
      "CREATE TABLE sellers (id INTEGER PRIMARY KEY, platform TEXT NOT NULL,"
      " account_id TEXT NOT NULL, lookup INTEGER NOT NULL, party_id INTEGER NOT NULL,"
      " province TEXT NOT NULL, commune TEXT NOT NULL, folded TEXT NOT NULL)",
      "CREATE INDEX sellers_of_party ON sellers (party_id)",
      "CREATE TABLE accounts (lookup INTEGER NOT NULL, seller_id INTEGER NOT NULL,"
      " PRIMARY KEY (lookup, seller_id)) WITHOUT ROWID",
      "CREATE TABLE indexed (last_seller INTEGER NOT NULL, last_linked INTEGER NOT NULL)",
      "INSERT INTO indexed (last_seller, last_linked) VALUES (0, 0)",
      "CREATE TABLE records (id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL,"
      " seller_id INTEGER NOT NULL, pull_id INTEGER NOT NULL, row_number INTEGER NOT NULL,"
      " row_hash INTEGER NOT NULL, salt TEXT NOT NULL, content TEXT NOT NULL)",
      "CREATE INDEX records_of_seller ON records (seller_id)",

      "CREATE TABLE keys (lookup INTEGER NOT NULL, seller_id INTEGER NOT NULL,"
      " PRIMARY KEY (lookup, seller_id)) WITHOUT ROWID",
      "CREATE TABLE new_keys (lookup INTEGER NOT NULL, seller_id INTEGER NOT NULL)",
      "CREATE TABLE shared_keys (lookup INTEGER PRIMARY KEY,"
      " sequence INTEGER NOT NULL REFERENCES entries (sequence))",
      "CREATE TABLE party_links (sequence INTEGER NOT NULL REFERENCES entries (sequence)"
      " DEFERRABLE INITIALLY DEFERRED, reason TEXT NOT NULL, seller_id INTEGER NOT NULL REFERENCES "
      "sellers (id),"
      " other_id INTEGER NOT NULL REFERENCES sellers (id),"
      " PRIMARY KEY (sequence, seller_id, other_id, reason)) WITHOUT ROWID",
      "CREATE INDEX party_links_of_seller ON party_links (seller_id)",
      "CREATE INDEX party_links_of_other ON party_links (other_id)",
      "CREATE TABLE unlinks (sequence INTEGER PRIMARY KEY REFERENCES entries (sequence),"
      " seller_a INTEGER NOT NULL REFERENCES sellers (id),"
      " seller_b INTEGER NOT NULL REFERENCES sellers (id))",

      "CREATE TABLE campaigns (name TEXT PRIMARY KEY, template TEXT NOT NULL,"
      " step INTEGER NOT NULL, channels TEXT NOT NULL, platform TEXT NOT NULL,"
      " province TEXT NOT NULL, commune TEXT NOT NULL, state TEXT NOT NULL, document_date TEXT NOT "
      "NULL,"
      " created_sequence INTEGER NOT NULL REFERENCES entries (sequence),"
      " approved_sequence INTEGER NOT NULL, resumed_sequence INTEGER NOT NULL)",
      "CREATE TABLE plan (campaign TEXT NOT NULL REFERENCES campaigns (name),"
      " position INTEGER NOT NULL, party_id INTEGER NOT NULL, salt TEXT NOT NULL,"
      " content TEXT NOT NULL, PRIMARY KEY (campaign, position)) WITHOUT ROWID",
      "CREATE INDEX plan_of_party ON plan (party_id)",
      "CREATE TABLE numbers (symbol TEXT NOT NULL, year INTEGER NOT NULL,"
      " last_number INTEGER NOT NULL, PRIMARY KEY (symbol, year))",
      "CREATE TABLE notices (sequence INTEGER PRIMARY KEY REFERENCES entries (sequence),"
      " hash TEXT NOT NULL, campaign TEXT NOT NULL REFERENCES campaigns (name),"
      " party_id INTEGER NOT NULL REFERENCES sellers (id), number INTEGER NOT NULL,"
      " year INTEGER NOT NULL, symbol TEXT NOT NULL, UNIQUE (campaign, party_id))",
      "CREATE INDEX notices_by_hash ON notices (hash)",
      "CREATE TABLE dispatches (id INTEGER PRIMARY KEY,"
      " campaign TEXT NOT NULL REFERENCES campaigns (name), step INTEGER NOT NULL,"
      " party_id INTEGER NOT NULL REFERENCES sellers (id), channel TEXT NOT NULL,"
      " notice_sequence INTEGER NOT NULL REFERENCES notices (sequence),"
      " approved_sequence INTEGER NOT NULL REFERENCES entries (sequence),"
      " last_sequence INTEGER NOT NULL REFERENCES entries (sequence),"
      " reply_sequence INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,"
      " again TEXT NOT NULL, message TEXT NOT NULL, domain INTEGER NOT NULL,"
      " UNIQUE (campaign, step, party_id, channel))",
      "CREATE INDEX dispatches_of_party ON dispatches (party_id)",
      "CREATE INDEX dispatches_waiting ON dispatches (campaign, state)",
      "CREATE INDEX dispatches_by_message ON dispatches (message) WHERE message <> ''",
      "CREATE TABLE received (mail TEXT PRIMARY KEY,"
      " sequence INTEGER NOT NULL REFERENCES entries (sequence)) WITHOUT ROWID",
      "CREATE TABLE mail_counts (scope TEXT NOT NULL, slot INTEGER NOT NULL,"
      " mails INTEGER NOT NULL, PRIMARY KEY (scope, slot)) WITHOUT ROWID",
      "CREATE TABLE mailboxes (name TEXT PRIMARY KEY, cursor_text TEXT NOT NULL) WITHOUT ROWID",
      "CREATE TABLE copied (at TEXT NOT NULL)",
  };
  return statements;
}

std::int64_t versionOf(Database& database) {
  return database.number("SELECT COALESCE(MAX(version), 0) FROM migrations");
}

void apply(Database& database, const Migration& step) {
  // Another program may have done this step since the version was read.
  if (versionOf(database) >= step.version) return;
  for (const std::string& statement : step.statements) database.sql() << statement;
  database.append("register.migrated", {{"version", step.version}});
  database.sql() << "INSERT INTO migrations (version, applied_at) VALUES (:version, :at)",
      soci::use(step.version), soci::use(database.time());
}

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all{{3, firstVersion()}};
  return all;
}

void makeRegister(Database& database) {
  database.guarded([&] {
    database.sql() << "PRAGMA page_size = 8192";
    database.sql() << "PRAGMA journal_mode = WAL";
    database.sql() << fmt::format("PRAGMA application_id = {}", kApplicationId);
    for (const char* const statement : kChainTables) database.sql() << statement;
  });
  migrate(database);
}

void requireRegister(Database& database, const std::filesystem::path& file) {
  const auto id = database.guarded([&] { return database.number("PRAGMA application_id"); });
  if (id != kApplicationId)
    throw Error(Code::integrity, tr("The file is no register of this program."),
                {.file = file.string()},
                tr("Name the file that `thongbao init` made, or bring back the last backup."));
  database.guarded([&] { database.sql() << "PRAGMA journal_mode = WAL"; });
}

void migrate(Database& database, const std::vector<Migration>& steps) {
  const auto version = database.guarded([&] { return versionOf(database); });
  if (version > steps.back().version)
    throw Error(Code::usage,
                say("The register has version {}; this program knows versions up to {}.", version,
                    steps.back().version),
                {}, tr("Install the newer program that wrote it; the register was not changed."));
  if (version == 1 || version == 2)
    throw Error(Code::usage, tr("The register is of the form before the first release."), {},
                tr("Make a new workspace with `thongbao init` and pull the lists again."));
  for (const Migration& step : steps)
    if (step.version > version) database.write([&] { apply(database, step); });
}

}  // namespace thongbao::registry
