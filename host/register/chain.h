#pragma once

#include <string>

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

/// Appends a record's line of the text whose SHA-256 its entry holds: id, seller, row and the
/// content's digest, with blanks between them and a line break behind.
void appendRecordLine(std::string& lines, std::int64_t id, std::int64_t seller, std::int64_t row,
                      const std::string& digest);

}  // namespace thongbao::registry
