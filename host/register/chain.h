#pragma once

#include <string>

#include "base/hash.h"
#include "register/records.h"

namespace thongbao::registry {

/// What the first entry names as its predecessor: 64 zeros.
inline const std::string kNoPrevious(64, '0');

/// The hash that belongs to the entry (its own `hash` is not looked at), as FORMAT.md says. The
/// payload is taken byte by byte: it must be canonical JSON already. Throws nlohmann's exception
/// when kind, previous or time are not UTF-8.
std::string hashOf(const Entry& entry);

/// What the chain holds instead of a sealed text: SHA-256 of the salt followed by the text.
std::string digestOf(const std::string& salt, const std::string& content);

/// A row's line of the text whose SHA-256 is the digest of a plan.
std::string planLine(std::int64_t position, const std::string& digest);

/// What a list said of one account in one row. `content` is canonical JSON, empty when the row said
/// nothing new; without a salt it is the digest of a content that was erased, or empty.
struct Record {
  std::int64_t id = 0, sequence = 0, seller = 0, pull = 0, row = 0;
  std::string salt, content;
};

/// The digest of a record's content as its line has it.
std::string digestOf(const Record& record, base::Sha256& hash);

/// Appends a record's line of the text whose SHA-256 its entry holds: id, seller, row and the
/// content's digest, with blanks between them and a line break behind.
void appendRecordLine(std::string& lines, std::int64_t id, std::int64_t seller, std::int64_t row,
                      const std::string& digest);

}  // namespace thongbao::registry
