#include "base/hash.h"
#include "base/words.h"
#include "register/chain.h"
#include "register/replay.h"
#include "register/store.h"

namespace thongbao::registry {

using soci::into;

namespace {

using base::say;
using base::tr;

/// Reads the sealed texts along with the chain, entry by entry.
class SealedReader {
 public:
  explicit SealedReader(Database& database)
      : select_((database.sql().prepare << "SELECT sequence, part, salt, content FROM sealed ORDER "
                                           "BY sequence, part",
                 into(sequence_), into(part_), into(salt_), into(content_))) {
    select_.execute();
    advance();
  }

  /// The sequence of the next sealed text; 0 when there is none left.
  std::int64_t next() const { return left_ ? sequence_ : 0; }

  /// Checks the texts of one entry against the digests in its payload, and returns them. nullopt
  /// when one is missing, changed, or too many.
  std::optional<Sealed> of(std::int64_t sequence, const base::Json& digests) {
    Sealed texts;
    bool sound = true;
    for (; left_ && sequence_ == sequence; advance()) {
      const auto digest = digests.find(part_);
      sound = sound && digest != digests.end() && *digest == digestOf(salt_, content_);
      texts[part_] = content_;
    }
    if (!sound || texts.size() != digests.size()) return std::nullopt;
    return texts;
  }

 private:
  void advance() { left_ = select_.fetch(); }

  std::int64_t sequence_ = 0;
  std::string part_, salt_, content_;
  bool left_ = false;
  soci::statement select_;
};

/// What is wrong with the link between the entries and in the entry itself; empty when nothing is.
std::string faultOf(const Entry& entry, const Entry& before) {
  if (entry.previous != before.hash)
    return say("Entry {} does not follow the entry before it.", entry.sequence);
  const base::Json payload = base::Json::parse(entry.payload, nullptr, false);
  if (!payload.is_object() || base::canonicalJson(payload) != entry.payload)
    return say("The content of entry {} is not in its canonical form.", entry.sequence);
  if (entry.hash != hashOf(entry))
    return say("Entry {} was changed: its hash does not belong to its content.", entry.sequence);
  return {};
}

/// What is wrong with the texts and the meaning of an entry that is whole by itself.
std::string faultInMeaning(const Entry& entry, SealedReader& sealed, RecordReader& records,
                           Replay& replay) {
  const base::Json payload = base::Json::parse(entry.payload);
  const auto texts = sealed.of(entry.sequence, payload.value("sealed", base::Json::object()));
  if (!texts) return say("A text that entry {} sealed is missing or was changed.", entry.sequence);
  if (payload.contains("notice") && payload.at("notice") != base::sha256(texts->at("notice")))
    return say("The notice of entry {} is not the one that was issued.", entry.sequence);
  if (entry.kind == "sellers.kept" && !replay.sellers.read(payload, entry.sequence, records))
    return say("A record that entry {} kept is missing or was changed.", entry.sequence);
  replay.enter(entry, payload, *texts);
  return {};
}

std::string faultGuarded(const Entry& entry, const Entry& before, SealedReader& sealed,
                         RecordReader& records, Replay& replay) {
  try {
    const std::string fault = faultOf(entry, before);
    return fault.empty() ? faultInMeaning(entry, sealed, records, replay) : fault;
  } catch (const soci::soci_error&) {
    throw;
  } catch (const std::exception&) {
    return say("Entry {} does not fit what came before it.", entry.sequence);
  }
}

Verdict broken(Verdict verdict, std::int64_t sequence, const std::string& sentence) {
  verdict.firstBroken = sequence;
  verdict.sentence = sentence;
  return verdict;
}

Verdict verifyAll(Database& database) {
  Verdict verdict;
  Entry entry, before;
  before.hash = kNoPrevious;
  SealedReader sealed(database);
  RecordReader records(database);
  Replay replay;
  soci::statement select =
      (database.sql().prepare
           << "SELECT sequence, time, kind, payload, previous, hash FROM entries "
              "ORDER BY sequence",
       into(entry.sequence), into(entry.time), into(entry.kind), into(entry.payload),
       into(entry.previous), into(entry.hash));
  select.execute();
  while (select.fetch()) {
    const std::int64_t wanted = before.sequence + 1;
    if (entry.sequence != wanted)
      return broken(verdict, wanted, say("Entry {} is missing.", wanted));
    if (sealed.next() && sealed.next() < wanted)
      return broken(verdict, 0, tr("There is a sealed text that belongs to no entry."));
    if (records.next() && records.next()->sequence < wanted)
      return broken(verdict, 0, tr("There is a record that no entry kept."));
    const std::string fault = faultGuarded(entry, before, sealed, records, replay);
    if (!fault.empty()) return broken(verdict, entry.sequence, fault);
    verdict.entries = entry.sequence;
    verdict.head = entry.hash;
    before = entry;
  }
  const std::int64_t next = before.sequence + 1;
  if (before.sequence == 0 || sealed.next())
    return broken(verdict, next, say("Entry {} is missing.", next));
  if (records.next()) return broken(verdict, 0, tr("There is a record that no entry kept."));
  if (const auto mismatch = replay.compare(database))
    return broken(verdict, mismatch->sequence,
                  mismatch->sequence
                      ? say("The table “{}” does not agree with entry {}.", mismatch->table,
                            mismatch->sequence)
                      : say("The table “{}” has a row that no entry made.", mismatch->table));
  verdict.whole = true;
  return verdict;
}

}  // namespace

Verdict Register::verify() {
  Database& database = store_->database;
  try {
    return database.read([&] { return verifyAll(database); });
  } catch (const base::Error& error) {
    if (error.code() != base::Code::integrity) throw;
    return broken({}, 0, error.sentence());
  }
}

}  // namespace thongbao::registry
