#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "register/canonical_object.h"

namespace thongbao::registry {

/// An entry that is whole by itself, as the functions see it that make the views once more.
struct Act {
  std::int64_t sequence;
  std::string_view time, kind;
  const CanonicalObject& facts;   ///< the payload
  const CanonicalObject& sealed;  ///< its digests

  std::string text(std::string_view key) const { return facts.text(key); }
  std::int64_t number(std::string_view key) const { return facts.number(key); }
};

}  // namespace thongbao::registry
