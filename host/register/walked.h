#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "register/canonical_object.h"
#include "register/database.h"
#include "register/rows.h"

namespace thongbao::registry {

/// What is wrong with an entry by itself.
enum class EntryFault { none, form, hash, texts, notice, records, meaning };

/// An entry with all that stands beside it, as a walk over the register finds it.
struct WalkedEntry {
  /// Bytes in the batch.
  struct Bytes {
    std::uint32_t at = 0, size = 0;
  };
  struct Text {
    Bytes part, salt, content;
    bool isText = true;  ///< all three are
  };
  struct Record {
    std::int64_t id = 0, seller = 0, pull = 0, row = 0;
    Bytes salt, content;
    bool isSound = true;  ///< everything is of the type that it should be
    // Found by `check`:
    bool isErased = false;
    std::string accountId;
    std::optional<std::string> province;  ///< when the row told one
  };

  std::int64_t sequence = 0;
  Bytes time, kind, payload, previous, hash;
  bool isText = true;  ///< all five are
  std::vector<Text> texts;
  std::vector<Record> records;

  // Found by `check`:
  EntryFault fault = EntryFault::none;
  CanonicalObject facts;              ///< the payload
  CanonicalObject sealed;             ///< its digests
  std::vector<std::string> erased;    ///< parts whose text is gone
};

/// Some entries, one after the other. Its bytes stay where they are when it is moved.
struct WalkedBatch {
  std::vector<char> bytes;
  std::vector<WalkedEntry> entries;
  std::string_view operator[](WalkedEntry::Bytes part) const {
    return {bytes.data() + part.at, part.size};
  }
};

/// Reads the entries of a register, their sealed texts and their records, side by side.
class WalkReader {
 public:
  explicit WalkReader(Database& database);
  /// The next entries; nullopt at the end.
  std::optional<WalkedBatch> next();

  // Behind the last entry.
  bool hasTextsOfNoEntry() const { return hasStrayTexts_; }
  bool hasTextsBehind() const { return texts_.hasRow(); }

 private:
  void nextText();
  void readTexts(WalkedBatch& batch, WalkedEntry& entry);
  void readRecords(WalkedBatch& batch, WalkedEntry& entry);

  Rows entries_, texts_, records_;
  bool hasStrayTexts_ = false;
};

/// Finds what is wrong with entries by themselves, whatever came before.
class EntryChecker {
 public:
  void check(WalkedBatch& batch);

 private:
  EntryFault faultOf(const WalkedBatch& batch, WalkedEntry& entry);
  EntryFault faultOfTexts(const WalkedBatch& batch, WalkedEntry& entry);
  EntryFault faultOfRecords(const WalkedBatch& batch, WalkedEntry& entry);
  void readNews(const WalkedBatch& batch, WalkedEntry::Record& record);
  std::string hashOf(const WalkedBatch& batch, const WalkedEntry& entry);
  std::string digestOf(std::string_view salt, std::string_view content);

  base::Sha256 hash_;
  std::string form_;
  CanonicalObject news_;
};

}  // namespace thongbao::registry
