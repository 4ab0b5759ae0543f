#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "register/chain.h"
#include "register/database.h"

namespace thongbao::registry {

/// A row of a view that the chain did not make so.
struct Mismatch {
  std::string table;
  std::int64_t sequence = 0;  ///< the last entry about that row; 0 when no entry made it
};

/// Reads the records along with the chain.
class RecordReader {
 public:
  explicit RecordReader(Database& database);
  /// The next record; nullptr at the end. Valid until `advance`.
  const Record* next() const { return left_ ? &record_ : nullptr; }
  void advance() { left_ = select_.fetch(); }

 private:
  Record record_;
  bool left_ = false;
  soci::statement select_;
};

/// The accounts and their parties once more, made of the records and of the entries about them. A
/// register may have millions, so that each takes little memory.
class ReplayedSellers {
 public:
  /// Reads the records of an entry `sellers.kept`, which come next in `reader`. False when they
  /// are not those that it sealed.
  bool read(const base::Json& payload, std::int64_t sequence, RecordReader& reader);
  /// Enters what was just read. Throws any std::exception when it does not fit.
  void kept(const std::string& platform);
  void join(std::int64_t seller, std::int64_t other, std::int64_t sequence);
  void separate(std::int64_t from, const std::vector<std::int64_t>& moved, std::int64_t sequence);
  void compare(Database& database, std::vector<Mismatch>& found) const;

 private:
  struct Seller {
    std::string platform, accountId, province;
    std::int64_t party = 0;
    std::int64_t sequence = 0;  ///< the last entry about it
    bool erased = false;        ///< its first record was
  };
  Seller& at(std::int64_t id) { return sellers_.at(static_cast<std::size_t>(id - 1)); }
  std::vector<std::int64_t> membersOf(std::int64_t party) const;
  void regroup(const std::vector<std::int64_t>& members, std::int64_t sequence);

  base::Sha256 hash_;
  std::vector<Record> read_;
  std::vector<Seller> sellers_;  ///< by id, from 1
  /// Of parties with several accounts.
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> members_;
};

}  // namespace thongbao::registry
