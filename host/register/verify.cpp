#include <algorithm>
#include <thread>

#include "base/ordered_work.h"
#include "base/words.h"
#include "register/chain.h"
#include "register/replay.h"
#include "register/store.h"
#include "register/walked.h"

namespace thongbao::registry {

namespace {

using base::say;
using base::tr;

/// Hashing keeps two threads busy while a third one reads and replays.
constexpr unsigned kMostCheckers = 2;

/// Ends the walk.
struct Broken {
  std::int64_t sequence;
  std::string sentence;
};

std::string sentenceOf(EntryFault fault, std::int64_t sequence) {
  switch (fault) {
    case EntryFault::form:
      return say("The content of entry {} is not in its canonical form.", sequence);
    case EntryFault::hash:
      return say("Entry {} was changed: its hash does not belong to its content.", sequence);
    case EntryFault::texts:
      return say("A text that entry {} sealed is missing or was changed.", sequence);
    case EntryFault::notice:
      return say("The notice of entry {} is not the one that was issued.", sequence);
    case EntryFault::records:
      return say("A record that entry {} kept is missing or was changed.", sequence);
    case EntryFault::none:
    case EntryFault::meaning:
      break;
  }
  return say("Entry {} does not fit what came before it.", sequence);
}

/// Walks over the chain: checked entries come in their order.
class Walk {
 public:
  Walk(Replay& replay, Verdict& verdict) : replay_(replay), verdict_(verdict) {}

  /// Throws Broken.
  void take(const WalkedBatch& batch) {
    for (const WalkedEntry& entry : batch.entries) take(batch, entry);
  }

 private:
  void take(const WalkedBatch& batch, const WalkedEntry& entry) {
    const std::int64_t sequence = entry.sequence, wanted = verdict_.entries + 1;
    if (sequence != wanted) throw Broken{wanted, say("Entry {} is missing.", wanted)};
    if (batch[entry.previous] != (verdict_.entries ? verdict_.head : kNoPrevious))
      throw Broken{sequence, say("Entry {} does not follow the entry before it.", sequence)};
    const EntryFault fault = entry.fault == EntryFault::none ? faultOf(batch, entry) : entry.fault;
    if (fault != EntryFault::none) throw Broken{sequence, sentenceOf(fault, sequence)};
    verdict_.entries = sequence;
    verdict_.head = batch[entry.hash];
  }

  /// Of an entry that is whole by itself.
  EntryFault faultOf(const WalkedBatch& batch, const WalkedEntry& entry) {
    try {
      replay_.enter(batch, entry);
      return EntryFault::none;
    } catch (const soci::soci_error&) {
      throw;
    } catch (const WrongRecords&) {
      return EntryFault::records;
    } catch (const std::exception&) {
      return EntryFault::meaning;
    }
  }

  Replay& replay_;
  Verdict& verdict_;
};

void walk(WalkReader& reader, Replay& replay, Verdict& verdict) {
  Walk walk(replay, verdict);
  const unsigned others = std::max(2U, std::thread::hardware_concurrency()) - 1;
  base::workInOrder<WalkedBatch, WalkedBatch>(
      std::min(others, kMostCheckers),
      {[&] { return reader.next(); },
       [] {
         return [checker = std::make_shared<EntryChecker>()](WalkedBatch batch) {
           checker->check(batch);
           return batch;
         };
       },
       [&](const WalkedBatch& batch) { walk.take(batch); }});
}

/// What is there though no entry made it, or not there though an entry did.
void compare(Database& database, const WalkReader& reader, Replay& replay, std::int64_t entries) {
  if (reader.hasTextsOfNoEntry())
    throw Broken{0, tr("There is a sealed text that belongs to no entry.")};
  if (entries == 0 || reader.hasTextsBehind())
    throw Broken{entries + 1, say("Entry {} is missing.", entries + 1)};
  if (database.number("SELECT COUNT(*) FROM records") != replay.keptRecords())
    throw Broken{0, tr("There is a record that no entry kept.")};
  replay.finish();
  if (const std::int64_t first = replay.firstUnexplained())
    throw Broken{first,
                 say("A text of entry {} is gone, and no entry says that it was erased.", first)};
  if (const auto& mismatch = replay.mismatch())
    throw Broken{mismatch->sequence,
                 mismatch->sequence
                     ? say("The table “{}” does not agree with entry {}.", mismatch->table,
                           mismatch->sequence)
                     : say("The table “{}” has a row that no entry made.", mismatch->table)};
}

Verdict verifyAll(Database& database) {
  Verdict verdict;
  try {
    WalkReader reader(database);
    Replay replay(database);
    walk(reader, replay, verdict);
    compare(database, reader, replay, verdict.entries);
    verdict.whole = true;
  } catch (const Broken& broken) {
    verdict.firstBroken = broken.sequence;
    verdict.sentence = broken.sentence;
  }
  return verdict;
}

}  // namespace

Verdict Register::verify() {
  try {
    // A walk sees each page once: a connection with a small cache of its own will do.
    const auto database = store_->database.another();
    return database->read([&] {
      database->sql() << "PRAGMA cache_size = -2000";
      return verifyAll(*database);
    });
  } catch (const base::Error& error) {
    if (error.code() != base::Code::integrity) throw;
    Verdict verdict;
    verdict.sentence = error.sentence();
    return verdict;
  }
}

}  // namespace thongbao::registry
