#include "register/erasing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "register/campaigns.h"
#include "register/chain.h"
#include "register/linking.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// The accounts that an entry `party.linked` or `party.unlinked` is about.
std::vector<std::int64_t> accountsIn(const base::Json& payload) {
  std::vector<std::int64_t> accounts;
  const auto add = [&accounts](const base::Json& ids) {
    for (const auto& id : ids) accounts.push_back(id.get<std::int64_t>());
  };
  for (const auto& link : payload.value("links", base::Json::array()))
    accounts.insert(accounts.end(), {link.at("seller"), link.at("other")});
  if (payload.contains("from")) accounts.push_back(payload.at("from"));
  for (const char* list : {"moved", "apart"}) add(payload.value(list, base::Json::array()));
  return accounts;
}

bool contains(const std::vector<std::int64_t>& all, std::int64_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

Eraser::Eraser(Database& database) : database_(database) {
  readWords();
}

void Eraser::readWords() {
  std::int64_t sequence = 0;
  std::string part, payload;
  soci::statement select =
      (database_.sql().prepare << "SELECT s.sequence, s.part, e.payload FROM entries e JOIN sealed "
                                  "s ON s.sequence = e.sequence WHERE e.kind IN ('party.linked', "
                                  "'party.unlinked') AND s.salt <> '' ORDER BY s.sequence, s.part",
       into(sequence), into(part), into(payload));
  select.execute();
  while (select.fetch()) words_.push_back({sequence, part, readKept(payload, accountsIn)});
}

std::vector<std::pair<std::int64_t, std::string>> Eraser::wordsAbout(
    const std::vector<std::int64_t>& accounts) const {
  std::vector<std::pair<std::int64_t, std::string>> about;
  for (const Words& words : words_)
    if (std::any_of(words.accounts.begin(), words.accounts.end(),
                    [&](std::int64_t account) { return contains(accounts, account); }))
      about.emplace_back(words.sequence, words.part);
  return about;
}

void Eraser::requireParty(std::int64_t party, const std::vector<std::int64_t>& accounts) {
  if (!accounts.empty()) return;
  std::int64_t of = 0;
  database_.sql() << "SELECT party_id FROM sellers WHERE id = :id", use(party), into(of);
  if (of == 0)
    throw Error(Code::notFound, say("There is no party {} in the register.", party), {},
                tr("Look the number up with `thongbao sellers list`."));
  throw Error(Code::usage, say("The account {} belongs to the party {}.", party, of), {},
              tr("Name the party: its accounts are erased together."));
}

void Eraser::requireAtRest(std::int64_t party) {
  std::int64_t dispatch = 0;
  std::string campaign;
  database_.sql() << "SELECT id, campaign FROM dispatches WHERE party_id IN (SELECT id FROM "
                     "sellers WHERE party_id = :party) AND state IN "
                  << kUnderWay << " ORDER BY id LIMIT 1",
      use(party), into(dispatch), into(campaign);
  if (dispatch > 0)
    throw Error(Code::usage,
                say("The dispatch {} of the campaign “{}” is still on its way to the party {}.",
                    dispatch, campaign, party),
                {}, tr("Finish or cancel it first; then erase the party."));
}

bool Eraser::isErased(std::int64_t account) {
  std::int64_t known = 0;
  database_.sql() << "SELECT COUNT(*) FROM sellers WHERE id = :id AND account_id <> ''",
      use(account), into(known);
  return known == 0;
}

/// How many of its records hold something.
std::int64_t Eraser::records(std::int64_t account) {
  std::int64_t count = 0;
  database_.sql() << "SELECT COUNT(*) FROM records WHERE seller_id = :id AND salt <> ''",
      use(account), into(count);
  return count;
}

Erased Eraser::look(std::int64_t party) {
  Erased found{party, {}, 0, 0, 0, false};
  const std::vector<std::int64_t> accounts = accountsOf(database_, party);
  requireParty(party, accounts);
  requireAtRest(party);
  found.accounts = accounts;
  found.wasErased = std::all_of(accounts.begin(), accounts.end(),
                                [this](std::int64_t account) { return isErased(account); });
  for (const std::int64_t account : accounts) found.records += records(account);
  found.texts = static_cast<std::int64_t>(wordsAbout(accounts).size());
  database_.sql() << "SELECT COUNT(*) FROM notices WHERE party_id IN (SELECT id FROM sellers WHERE "
                     "party_id = :party)",
      use(party), into(found.notices);
  return found;
}

Erased Eraser::erase(std::int64_t party, const std::string& officer, const std::string& reason) {
  const Erased found = look(party);
  if (found.wasErased) return found;
  base::Json texts = base::Json::array();
  for (const auto& [sequence, part] : wordsAbout(found.accounts)) {
    texts.push_back({sequence, part});
    blank("sealed", fmt::format("sequence = {} AND part = '{}'", sequence, part));
  }
  for (const std::int64_t account : found.accounts) forget(account);
  std::erase_if(words_, [&](const Words& words) {
    return std::any_of(words.accounts.begin(), words.accounts.end(),
                       [&](std::int64_t account) { return contains(found.accounts, account); });
  });
  database_.append("party.erased",
                   {{"party", party},
                    {"accounts", found.accounts},
                    {"records", found.records},
                    {"texts", texts}},
                   {{"officer", officer}, {"reason", reason}});
  return found;
}

void Eraser::forget(std::int64_t account) {
  blank("records", fmt::format("seller_id = {}", account));
  blank("plan", fmt::format("party_id = {}", account));
  database_.sql() << "UPDATE records SET row_hash = 0 WHERE seller_id = :id", use(account);
  database_.sql() << "UPDATE sellers SET account_id = '', lookup = 0, province = '', commune = '', "
                     "folded = '' WHERE id = :id",
      use(account);
  for (const char* table : {"accounts", "keys", "new_keys"})
    database_.sql() << "DELETE FROM " << table << " WHERE seller_id = :id", use(account);
}

/// Puts the digests in the place of texts, and takes the salts away.
void Eraser::blank(const std::string& table, const std::string& condition) {
  std::vector<std::pair<std::string, std::string>> texts;
  std::string salt, content;
  {
    soci::statement select =
        (database_.sql().prepare << "SELECT salt, content FROM " << table << " WHERE " << condition
                                 << " AND salt <> ''",
         into(salt), into(content));
    select.execute();
    while (select.fetch()) texts.emplace_back(salt, content);
  }
  for (const auto& [itsSalt, text] : texts) {
    const std::string digest = digestOf(itsSalt, text);
    database_.sql() << "UPDATE " << table << " SET salt = '', content = :digest WHERE " << condition
                    << " AND salt = :salt",
        use(digest), use(itsSalt);
  }
}

std::vector<std::int64_t> unwrittenPartiesSeenBefore(Database& database,
                                                     const std::string& before) {
  std::vector<std::int64_t> parties;
  std::int64_t party = 0;
  // The last record of an account bears the time at which it was last seen.
  soci::statement select =
      (database.sql().prepare
           << "SELECT s.party_id FROM sellers s GROUP BY s.party_id HAVING MAX(s.account_id) <> '' "
              "AND MAX((SELECT e.time FROM records r JOIN entries e ON e.sequence = r.sequence "
              "WHERE r.seller_id = s.id ORDER BY r.id DESC LIMIT 1)) < :before AND NOT "
              "MAX(EXISTS (SELECT 1 FROM dispatches d WHERE d.party_id = s.id)) ORDER BY "
              "s.party_id",
       use(before), into(party));
  select.execute();
  while (select.fetch()) parties.push_back(party);
  return parties;
}

std::vector<Erased> Register::erasable(const std::vector<std::int64_t>& parties) {
  Database& database = store_->database;
  return database.read([&] {
    Eraser eraser(database);
    std::vector<Erased> found;
    for (const std::int64_t party : parties) found.push_back(eraser.look(party));
    return found;
  });
}

std::vector<Erased> Register::erase(const std::vector<std::int64_t>& parties,
                                    const std::string& officer, const std::string& reason) {
  if (base::trim(officer).empty() || base::trim(reason).empty())
    throw Error(Code::usage, tr("The officer who erases, or the reason, is missing."), {},
                tr("Name both with `--by` and `--reason`; the register keeps them."));
  Database& database = store_->database;
  store_->keeper.reset();
  database.guarded([&] { database.sql() << "PRAGMA secure_delete = ON"; });
  return database.write([&] {
    Eraser eraser(database);
    std::vector<Erased> erased;
    for (const std::int64_t party : parties) erased.push_back(eraser.erase(party, officer, reason));
    // The file is to be written anew, even if this process dies before it does.
    database.sql() << "PRAGMA user_version = 1";
    // Where an ended pull had come to is asked by nobody, and may name an account.
    database.sql() << "UPDATE pulls SET cursor_text = '' WHERE state = 'ended'";
    return erased;
  });
}

void Register::rewrite() {
  const auto database = store_->database.another();
  database->guarded([&] {
    if (database->number("PRAGMA user_version") == 0) return;
    // Pages that were written before still hold what was changed or deleted in them long ago.
    database->sql() << "VACUUM";
    int isBusy = 0, frames = 0, moved = 0;
    database->sql() << "PRAGMA wal_checkpoint(TRUNCATE)", into(isBusy), into(frames), into(moved);
    if (isBusy != 0)
      throw Error(Code::unavailable,
                  tr("Another program reads the register: erased bytes may still be in its file."),
                  {}, tr("Wait until it is done, then call the same command again."));
    database->sql() << "PRAGMA user_version = 0";
  });
}

std::vector<std::int64_t> Register::unwrittenSeenBefore(base::Instant before) {
  Database& database = store_->database;
  return database.read([&] { return unwrittenPartiesSeenBefore(database, base::toIso(before)); });
}

std::vector<PulledList> Register::listsPulledBefore(base::Instant before) {
  Database& database = store_->database;
  return database.read(
      [&] {
        const std::string moment = base::toIso(before);
        std::vector<PulledList> lists;
        PulledList one;
        soci::statement select =
            (database.sql().prepare
                 << "SELECT DISTINCT p.source_sha256, p.source_name FROM pulls p WHERE NOT EXISTS "
                    "(SELECT 1 FROM pulls l JOIN entries e ON e.sequence = l.begun_sequence WHERE "
                    "l.source_sha256 = p.source_sha256 AND e.time >= :before) ORDER BY p.id",
             use(moment), into(one.sha256), into(one.name));
        select.execute();
        while (select.fetch()) lists.push_back(one);
        return lists;
      });
}

void Register::letListsGo(const std::vector<std::string>& sha256s, const std::string& officer) {
  Database& database = store_->database;
  database.write([&] {
    std::string payload;
    std::int64_t pulled = 0, known = 0;
    for (const std::string& sha256 : sha256s) {
      payload = "%\"source_sha256\":\"" + sha256 + "\"%";
      database.sql() << "SELECT COALESCE(MAX(begun_sequence), 0) FROM pulls WHERE source_sha256 = "
                        ":sha256",
          use(sha256), into(pulled);
      database.sql() << "SELECT COUNT(*) FROM entries WHERE sequence > :pulled AND kind = "
                        "'list.erased' AND payload LIKE :payload",
          use(pulled), use(payload), into(known);
      if (pulled > 0 && known == 0)
        database.append("list.erased", {{"source_sha256", sha256}}, {{"officer", officer}});
    }
  });
}

}  // namespace thongbao::registry
