#include "register/database.h"

#include <array>

#include "base/words.h"
#include "register/chain.h"

namespace thongbao::registry {

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::tr;

struct Failure {
  int result;
  Code code;
  const char* sentence;
  const char* advice;
};

constexpr const char* kVerifyAdvice =
    mark("Run `thongbao register verify`, and bring back the last backup if it finds damage.");
constexpr const char* kRightsAdvice = mark("Check the rights of the file and of its folder.");

/// SQLite's result codes (sqlite.org/rescode.html) in an officer's words.
constexpr std::array<Failure, 11> kFailures{{
    {SQLITE_BUSY, Code::unavailable, mark("Another program is writing to the register."),
     mark("Wait until it is done and try again.")},
    {SQLITE_LOCKED, Code::unavailable, mark("Another program is writing to the register."),
     mark("Wait until it is done and try again.")},
    {SQLITE_READONLY, Code::unavailable, mark("The register may not be written."), kRightsAdvice},
    {SQLITE_PERM, Code::unavailable, mark("The register may not be written."), kRightsAdvice},
    {SQLITE_CANTOPEN, Code::unavailable, mark("The register cannot be opened."), kRightsAdvice},
    {SQLITE_FULL, Code::unavailable, mark("The disk is full; the register was not changed."),
     mark("Make room on the disk and try again.")},
    {SQLITE_IOERR, Code::unavailable, mark("The disk failed while the register was used."),
     mark("Check the disk, then run `thongbao register verify`.")},
    {SQLITE_NOTADB, Code::integrity, mark("The file is no register: it is no SQLite database."),
     mark("Name the file that `thongbao init` made, or bring back the last backup.")},
    {SQLITE_CORRUPT, Code::integrity, mark("The register's file is damaged."), kVerifyAdvice},
    {SQLITE_CONSTRAINT, Code::integrity,
     mark("The register contradicts itself; nothing was changed."), kVerifyAdvice},
    {SQLITE_ERROR, Code::integrity,
     mark("The register's tables are not those that it was made with."), kVerifyAdvice},
}};

/// SQLite calls it an I/O error when there is no room for the files beside the register.
bool isDiskFull(const std::filesystem::path& file) {
  constexpr std::uintmax_t kFilesBeside = 64U << 10U;
  std::error_code unknown;
  const auto space = std::filesystem::space(std::filesystem::absolute(file).parent_path(), unknown);
  return !unknown && space.available < kFilesBeside;
}

/// SOCI reads `key=value` words; a path with `=` in it must be quoted, one without is taken whole.
std::string connectString(const std::filesystem::path& file) {
  const std::string path = std::filesystem::absolute(file).string();
  if (path.find('=') == std::string::npos) return path;
  if (path.find('"') != std::string::npos)
    throw Error(Code::usage,
                tr("The path of a register cannot hold both “=” and a quotation mark."),
                {.file = path}, tr("Rename the folder."));
  return "dbname=\"" + path + "\"";
}

}  // namespace

Database::Database(const std::filesystem::path& file, const base::Clock& clock,
                   base::Random& random)
    : file_(file), clock_(clock), random_(random), salts_(random) {
  // Each connection is used by one thread at a time, so that SQLite need not lock each call.
  static const int isConfigured = sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD) |
                                  sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(isConfigured);
  guarded([&] {
    sql_.open(soci::sqlite3, connectString(file));
    sql_ << "PRAGMA busy_timeout = 5000";
    sql_ << "PRAGMA foreign_keys = ON";
    sql_ << "PRAGMA synchronous = FULL";
    holdInMemory(kUsuallyInMemory);
    sql_ << "PRAGMA wal_autocheckpoint = 4000";  // pages: those of an index are written several
                                                 // times
  });
}

Database::~Database() = default;

std::unique_ptr<Database> Database::another() const {
  return std::make_unique<Database>(file_, clock_, random_);
}

void Database::holdInMemory(int kibibytes) {
  sql_ << "PRAGMA cache_size = -" + std::to_string(kibibytes);
}

void Database::readInOrder() {
  constexpr int kLittle = 2'000;
  guarded([&] {
    holdInMemory(kLittle);
    sql_ << "BEGIN";
  });
}

Database::Transaction::Transaction(Database& database, const char* begin) : database_(database) {
  database_.sql_ << begin;
}

void Database::Transaction::commit() {
  database_.sql_ << "COMMIT";
  open_ = false;
}

Database::Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.sql_ << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // SQLite has rolled back by itself (disk full, I/O error); there is nothing left to undo.
  }
}

void Database::findHead() {
  entry_ = {};
  entry_.hash = kNoPrevious;
  sql_ << "SELECT sequence, hash FROM entries ORDER BY sequence DESC LIMIT 1",
      soci::into(entry_.sequence), soci::into(entry_.hash);
  entry_.time = base::toIso(clock_.now());
}

std::int64_t Database::append(const std::string& kind, base::Json payload, const Sealed& sealed) {
  std::map<std::string, std::string> salts;
  for (const auto& [part, content] : sealed) {
    if (content.empty()) continue;
    const std::string& salt = salts[part] = newSalt();
    payload["sealed"][part] = digestOf(salt, content);
  }
  if (!insertEntry_) {
    using soci::use;
    insertEntry_ =
        (sql_.prepare << "INSERT INTO entries (sequence, time, kind, payload, previous, "
                         "hash) VALUES (:sequence, :time, :kind, :payload, :previous, :hash)",
         use(entry_.sequence), use(entry_.time), use(entry_.kind), use(entry_.payload),
         use(entry_.previous), use(entry_.hash));
    insertSealed_ = (sql_.prepare << "INSERT INTO sealed (sequence, part, salt, content) "
                                     "VALUES (:sequence, :part, :salt, :content)",
                     use(entry_.sequence), use(part_), use(salt_), use(content_));
  }
  ++entry_.sequence;
  entry_.kind = kind;
  entry_.payload = base::canonicalJson(payload);
  entry_.previous = entry_.hash;
  entry_.hash = hashOf(entry_);
  insertEntry_->execute(true);
  for (const auto& [part, salt] : salts) {
    part_ = part;
    salt_ = salt;
    content_ = sealed.at(part);
    insertSealed_->execute(true);
  }
  return entry_.sequence;
}

std::int64_t Database::number(const std::string& query) {
  std::int64_t value = 0;
  sql_ << query, soci::into(value);
  return value;
}

std::int64_t Database::nextId(const std::string& table) {
  return number("SELECT COALESCE(MAX(id), 0) + 1 FROM " + table);
}

void Database::fail(const soci::soci_error& error) const {
  const base::Place place{.file = file_.string()};
  const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  int result = sqlite ? sqlite->result() : SQLITE_OK;
  if (result == SQLITE_IOERR && isDiskFull(file_)) result = SQLITE_FULL;
  for (const Failure& failure : kFailures)
    if (failure.result == result)
      throw Error(failure.code, tr(failure.sentence), place, tr(failure.advice));
  throw Error(Code::integrity, tr("The register cannot be read."), place, tr(kVerifyAdvice));
}

void failToRead() {
  throw Error(Code::integrity, tr("A kept record has not the form that it was given."), {},
              tr(kVerifyAdvice));
}

base::Json readKept(const std::string& text) {
  base::Json json = base::Json::parse(text, nullptr, false);
  if (json.is_discarded()) failToRead();
  return json;
}

}  // namespace thongbao::registry
