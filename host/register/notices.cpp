#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// By the start of their hashes, lower-case hex.
std::vector<StoredNotice> select(Database& database, const std::string& start) {
  const std::string end = start + 'g';
  std::vector<StoredNotice> all;
  StoredNotice one;
  std::string content;
  soci::statement statement =
      (database.sql().prepare
           << "SELECT n.hash, n.campaign, n.party_id, COALESCE(s.content, ''), e.time FROM notices "
              "n JOIN entries e ON e.sequence = n.sequence LEFT JOIN sealed s ON "
              "s.sequence = n.sequence AND s.part = 'notice' WHERE n.hash >= :start AND "
              "n.hash < :end ORDER BY n.sequence",
       use(start), use(end), into(one.hash), into(one.campaign), into(one.partyId), into(content),
       into(one.issuedAt));
  statement.execute();
  while (statement.fetch()) {
    one.notice = readKept(content, domain::noticeFromJson);
    all.push_back(one);
  }
  return all;
}

bool isHex(const std::string& text) {
  return text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::optional<StoredNotice> Register::notice(const std::string& hash) {
  if (hash.size() != 64) return std::nullopt;
  std::vector<StoredNotice> found = noticesByCode(hash);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<StoredNotice> Register::noticesByCode(const std::string& hashStart) {
  if (hashStart.empty() || !isHex(hashStart)) return {};
  return store_->database.read([&] { return select(store_->database, hashStart); });
}

}  // namespace thongbao::registry
