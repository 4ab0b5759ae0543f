#include "register/begun_documents.h"

#include <utility>

#include "register/canonical_object.h"
#include "register/rows.h"
#include "register/store.h"

namespace thongbao::registry {

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
               "s.sequence = n.sequence AND s.part = 'notice' WHERE d.id = ?") {}

  Rows begun, notice;
};

BegunDocuments::BegunDocuments(std::unique_ptr<Database> database)
    : database_(std::move(database)) {
  database_->readInOrder();
  database_->guarded([&] { queries_ = std::make_unique<Queries>(*database_); });
}

BegunDocuments::~BegunDocuments() = default;

std::optional<BegunDocument> BegunDocuments::next() {
  return database_->guarded([&]() -> std::optional<BegunDocument> {
    Rows& begun = queries_->begun;
    Rows& notice = queries_->notice;
    if (!begun.next()) return std::nullopt;
    BegunDocument document;
    document.sequence = begun.number(0);
    document.signature = begun.text(2);
    CanonicalObject facts;
    try {
      if (!facts.read(begun.text(1))) failToRead();
      document.dispatch = facts.number("dispatch");
      document.sha256 = facts.text("document");
      if (facts.has("signed_at")) document.signedAt = facts.text("signed_at");
    } catch (const std::invalid_argument&) {
      failToRead();
    }
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
