#include "register/register.h"

#include "base/words.h"
#include "register/schema.h"
#include "register/store.h"

namespace thongbao::registry {

namespace {

using base::Code;
using base::Error;
using base::tr;

void requireFree(const std::filesystem::path& file) {
  if (std::filesystem::exists(std::filesystem::symlink_status(file)))
    throw Error(Code::usage, tr("There is a file of this name already; it was not changed."),
                {.file = file.string()}, tr("Name another file."));
}

/// The path under which a database is made before it gets its name, so that there is never half
/// of one. What an earlier, interrupted try left there is removed.
std::filesystem::path unfinished(const std::filesystem::path& file) {
  std::filesystem::path part = file;
  part += ".part";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(part.string() + suffix);
  return part;
}

/// The register holds personal data: nobody but owner and group may look into it.
void finish(const std::filesystem::path& part, const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  fs::permissions(part, fs::perms::others_all, fs::perm_options::remove);
  requireFree(file);
  fs::rename(part, file);
}

[[noreturn]] void failToMake(const std::filesystem::path& file) {
  throw Error(Code::unavailable, tr("The file cannot be made."), {.file = file.string()},
              tr("Check the free space and the rights of the folder."));
}

void copyPages(Database& from, Database& to) {
  const auto connection = [](Database& database) {
    return static_cast<soci::sqlite3_session_backend*>(database.sql().get_backend())->conn_;
  };
  using namespace sqlite_api;
  sqlite3_backup* const copy =
      sqlite3_backup_init(connection(to), "main", connection(from), "main");
  // One step takes all pages from one picture of the register, whoever writes meanwhile.
  if (copy) sqlite3_backup_step(copy, -1);
  const int result = copy ? sqlite3_backup_finish(copy) : SQLITE_CANTOPEN;
  if (result != SQLITE_OK) throw soci::sqlite3_soci_error("backup", result);
}

/// Notes in a copy when it was made. The log beside it is given up first, so that there is one file
/// only, whatever happens.
void markAsCopy(Database& copy, const std::string& at) {
  copy.sql() << "PRAGMA journal_mode = DELETE";
  copy.sql() << "DELETE FROM copied";
  copy.sql() << "INSERT INTO copied (at) VALUES (:at)", soci::use(at);
}

std::vector<Entry> entriesFrom(Database& database, std::int64_t from, std::int64_t most) {
  using soci::into;
  return database.read([&] {
    std::vector<Entry> entries;
    Entry entry;
    soci::statement select =
        (database.sql().prepare << "SELECT sequence, time, kind, payload, previous, hash FROM "
                                   "entries WHERE sequence >= :from ORDER BY sequence LIMIT :most",
         soci::use(from), soci::use(most), into(entry.sequence), into(entry.time), into(entry.kind),
         into(entry.payload), into(entry.previous), into(entry.hash));
    select.execute();
    while (select.fetch()) entries.push_back(entry);
    return entries;
  });
}

}  // namespace

void Register::create(const std::filesystem::path& file, const base::Clock& clock,
                      base::Random& random) {
  requireFree(file);
  try {
    const std::filesystem::path part = unfinished(file);
    {
      Database database(part, clock, random);
      makeRegister(database);
    }
    finish(part, file);
  } catch (const std::filesystem::filesystem_error&) {
    failToMake(file);
  }
}

Register::Register(const std::filesystem::path& file, const base::Clock& clock,
                   base::Random& random) {
  if (!std::filesystem::exists(file))
    throw Error(Code::notFound, tr("There is no register here."), {.file = file.string()},
                tr("Make one with `thongbao init`, or name the folder that has one."));
  store_ = std::unique_ptr<Store>(new Store{{file, clock, random}});
  requireRegister(store_->database, file);
  migrate(store_->database);
}

Register::~Register() = default;

std::vector<Entry> Register::entries(std::int64_t from, std::size_t most) {
  return entriesFrom(store_->database, from, static_cast<std::int64_t>(most));
}

std::optional<Entry> Register::entry(std::int64_t sequence) {
  const std::vector<Entry> found = entriesFrom(store_->database, sequence, 1);
  if (found.empty() || found.front().sequence != sequence) return std::nullopt;
  return found.front();
}

Entry Register::head() {
  Database& database = store_->database;
  return entriesFrom(database, database.guarded([&] {
           return database.number("SELECT MAX(sequence) FROM entries");
         }),
                     1)
      .at(0);
}

void Register::backup(const std::filesystem::path& to) {
  requireFree(to);
  try {
    const std::filesystem::path part = unfinished(to);
    base::SystemClock clock;
    base::SystemRandom random;
    store_->database.guarded([&] {
      Database target(part, clock, random);
      const std::string at = store_->database.now();
      copyPages(store_->database, target);
      markAsCopy(target, at);
    });
    finish(part, to);
  } catch (const std::filesystem::filesystem_error&) {
    failToMake(to);
  }
}

}  // namespace thongbao::registry
