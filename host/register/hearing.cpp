#include "base/words.h"
#include "register/campaigns.h"
#include "register/store.h"

namespace thongbao::registry {

using domain::DispatchState;
using soci::into;
using soci::use;

namespace {

/// Whether the news is news: an answer is more than a bounce, which may be of an automatic answer
/// or of a copy, and a bounce is more than what was believed before.
bool isNews(DispatchState before, DispatchState says) {
  using enum DispatchState;
  switch (says) {
    case delivered:
      return before == accepted || before == unknown;
    case bounced:
      return before == accepted || before == unknown || before == delivered;
    case answered:
      return before == accepted || before == unknown || before == delivered || before == bounced;
    default:
      return false;
  }
}

/// The dispatch that a mail is about: the first of its keys that is one of ours.
std::int64_t dispatchOf(Database& database, const std::vector<std::string>& messages) {
  std::int64_t id = 0;
  for (const std::string& message : messages) {
    if (message.empty()) continue;
    database.sql() << "SELECT id FROM dispatches WHERE message = :message ORDER BY id LIMIT 1",
        use(message), into(id);
    if (id != 0) return id;
  }
  return 0;
}

Heard enterNews(Database& database, DispatchWriter& writer, const MailNews& news) {
  Heard heard;
  heard.dispatch = dispatchOf(database, news.messages);
  if (heard.dispatch != 0) {
    const DispatchRow row = writer.row(heard.dispatch);
    heard.campaign = row.campaign;
    heard.state = row.state;
    if (news.says && isNews(row.state, *news.says)) {
      heard.state = *news.says;
      heard.changed = true;
      writer.enter(heard.dispatch, domain::toString(*news.says).c_str(), *news.says,
                   {{"mail", news.sha256}}, {{"reply", news.words}});
      return heard;
    }
  }
  database.append("mail.received",
                  {{"mail", news.sha256}, {"sort", heard.dispatch ? news.sort : "unmatched"}});
  return heard;
}

}  // namespace

std::string Register::mailboxCursor(const std::string& mailbox) {
  Database& database = store_->database;
  return database.read([&] {
    std::string cursor;
    database.sql() << "SELECT cursor_text FROM mailboxes WHERE name = :name", use(mailbox),
        into(cursor);
    return cursor;
  });
}

bool Register::isOurs(const std::vector<std::string>& messages) {
  Database& database = store_->database;
  return database.read([&] { return dispatchOf(database, messages) != 0; });
}

Heard Register::hear(const MailNews& news) {
  Database& database = store_->database;
  return database.write([&]() -> Heard {
    std::int64_t known = 0;
    database.sql() << "SELECT COUNT(*) FROM received WHERE mail = :mail", use(news.sha256),
        into(known);
    Heard heard;
    heard.known = known != 0;
    if (!heard.known) {
      heard = enterNews(database, store_->dispatches(), news);
      const std::int64_t sequence = database.nextSequence() - 1;
      database.sql() << "INSERT INTO received (mail, sequence) VALUES (:mail, :sequence)",
          use(news.sha256), use(sequence);
    }
    if (!news.mailbox.empty())
      database.sql() << "INSERT INTO mailboxes (name, cursor_text) VALUES (:name, :cursor) ON "
                        "CONFLICT (name) DO UPDATE SET cursor_text = excluded.cursor_text",
          use(news.mailbox), use(news.cursor);
    if (heard.changed) finishIfDone(database, heard.campaign);
    return heard;
  });
}

}  // namespace thongbao::registry
