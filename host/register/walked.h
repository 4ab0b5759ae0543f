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

/// An entry with its sealed texts, as a walk over the register finds it.
struct WalkedEntry {
  /// Bytes in the batch.
  struct Bytes {
    std::uint32_t at = 0, size = 0;
  };
  struct Text {
    Bytes part, salt, content;
    bool isText = true;  ///< all three are
  };
  std::int64_t sequence = 0;
  Bytes time, kind, payload, previous, hash;
  bool isText = true;  ///< all five are
  std::vector<Text> texts;

  // Found by `check`:
  EntryFault fault = EntryFault::none;
  CanonicalObject facts;            ///< the payload
  CanonicalObject sealed;           ///< its digests
  std::vector<std::string> erased;  ///< parts whose text is gone
};

/// Some entries, one after the other. Its bytes stay where they are when it is moved.
struct WalkedBatch {
  std::vector<char> bytes;
  std::vector<WalkedEntry> entries;
  std::string_view operator[](WalkedEntry::Bytes part) const {
    return {bytes.data() + part.at, part.size};
  }
};

/// Reads the entries of a register and their sealed texts, side by side.
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

  Rows entries_, texts_;
  bool hasStrayTexts_ = false;
};

/// Finds what is wrong with entries by themselves, whatever came before.
class EntryChecker {
 public:
  void check(WalkedBatch& batch);

 private:
  EntryFault faultOf(const WalkedBatch& batch, WalkedEntry& entry);
  EntryFault faultOfTexts(const WalkedBatch& batch, WalkedEntry& entry);
  std::string hashOf(const WalkedBatch& batch, const WalkedEntry& entry);
  std::string digestOf(std::string_view salt, std::string_view content);

  base::Sha256 hash_;
  std::string form_;
};

}  // namespace thongbao::registry
