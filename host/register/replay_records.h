#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "base/hash.h"
#include "register/canonical_object.h"
#include "register/database.h"
#include "register/replay_act.h"
#include "register/rows.h"

namespace thongbao::registry {

/// The records of an entry are not those that it sealed.
struct WrongRecords : std::exception {};

/// What a record says of an account.
struct ReadRecord {
  std::int64_t seller = 0;
  bool isErased = false;  ///< its text is gone
  std::string accountId;
  std::optional<std::string> province;  ///< when it tells one
};

/// Reads the records along with the entries that kept them, one by one: an entry may have very
/// many.
class RecordReader {
 public:
  explicit RecordReader(Database& database);

  /// Calls `take` with each record of an entry `sellers.kept`. Throws WrongRecords when they are
  /// not those that it sealed; std::exception when the entry has not the form of its kind.
  template <class Take>
  void read(const Act& act, const Take& take) {
    begin(act);
    while (hasNext(act.sequence)) take(next());
    finish(act);
  }
  /// The last record that an entry kept.
  std::int64_t last() const { return last_; }

 private:
  void begin(const Act& act);
  bool hasNext(std::int64_t sequence) const;
  const ReadRecord& next();
  void finish(const Act& act);

  Rows rows_;
  std::int64_t pull_ = 0, last_ = 0;
  base::Sha256 one_, all_;
  std::string line_;
  CanonicalObject news_;
  ReadRecord record_;
};

}  // namespace thongbao::registry
