#pragma once

#include <string>

#include "register/records.h"

namespace thongbao::cli {

/// Why an account belongs to a party (domain::PartyLink), in the officer's words.
std::string shownReason(const std::string& reason);

/// That too many accounts share the key.
std::string sentenceOf(const registry::SharedKey& key);

}  // namespace thongbao::cli
