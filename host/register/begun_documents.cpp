#include "register/begun_documents.h"

#include <utility>

#include "register/canonical_object.h"
#include "register/rows.h"
#include "register/store.h"

namespace thongbao::registry {

namespace {

/// What the entry itself says.
void readBegun(const Rows& begun, BegunDocument& document) {
  document.sequence = begun.number(0);
  document.signature = begun.text(2);
  CanonicalObject facts;
  try {
    if (!facts.read(begun.text(1))) failToRead();
    document.dispatch = facts.number("dispatch");
    document.sha256 = facts.text("document");
    document.signedAt = facts.has("signed_at") ? facts.text("signed_at") : std::string();
  } catch (const std::invalid_argument&) {
    failToRead();
  }
}

}  // namespace

/// An erased text has an empty salt.
struct BegunDocuments::Queries {
  explicit Queries(Database& database)
      : begun(database,
              "SELECT e.sequence, e.payload, CASE s.salt WHEN '' THEN '' ELSE s.content END FROM "
              "entries e LEFT JOIN sealed s ON s.sequence = e.sequence AND s.part = 'signature' "
              "WHERE e.kind = 'dispatch.begun' ORDER BY e.sequence"),
        notice(database,
               "SELECT n.hash, CASE s.salt WHEN '' THEN '' ELSE s.content END FROM dispatches d "
               "JOIN notices n ON n.sequence = d.notice_sequence LEFT JOIN sealed s ON "
               "s.sequence = n.sequence AND s.part = 'notice' WHERE d.id = ?"),
        insert((database.sql().prepare << "INSERT OR IGNORE INTO temp.given (sha256) VALUES "
                                          "(:sha256)",
                soci::use(given))) {}

  /// Whether it was not given yet.
  bool isNew(const std::string& sha256) {
    given = sha256;
    insert.execute(true);
    return insert.get_affected_rows() > 0;
  }

  Rows begun, notice;
  std::string given;
  soci::statement insert;
};

BegunDocuments::BegunDocuments(std::unique_ptr<Database> database)
    : database_(std::move(database)) {
  database_->guarded([&] {
    database_->sql() << "CREATE TEMP TABLE given (sha256 TEXT PRIMARY KEY) WITHOUT ROWID";
  });
  database_->readInOrder();
  database_->guarded([&] { queries_ = std::make_unique<Queries>(*database_); });
}

BegunDocuments::~BegunDocuments() = default;

std::optional<BegunDocument> BegunDocuments::next() {
  return database_->guarded([&]() -> std::optional<BegunDocument> {
    BegunDocument document;
    do {
      if (!queries_->begun.next()) return std::nullopt;
      readBegun(queries_->begun, document);
    } while (!queries_->isNew(document.sha256));
    Rows& notice = queries_->notice;
    notice.startWith(document.dispatch);
    if (!notice.next()) failToRead();
    document.noticeHash = notice.text(0);
    document.notice = notice.text(1);
    return document;
  });
}

std::unique_ptr<BegunDocuments> Register::begunDocuments() {
  return std::make_unique<BegunDocuments>(store_->database.another());
}

}  // namespace thongbao::registry
