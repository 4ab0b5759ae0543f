#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/dispatch.h"
#include "register/records.h"

namespace thongbao::registry {

/// A dispatch with its times (ISO, UTC), each empty where it has not come to that.
struct DispatchStory {
  domain::Dispatch dispatch;
  int number = 0;
  std::string symbol;
  std::string approvedAt;
  std::string acceptedAt;       ///< by the other side, or by an officer's word
  std::string changedAt;        ///< its last entry
  std::string acknowledgedOn;   ///< day, `2026-11-24`
  std::string acknowledgedHow;  ///< `by_hand`, `post`
};

/// A notice as the book of outgoing documents has it.
struct Outgoing {
  StoredNotice stored;
  int number = 0;
  std::string symbol;
  base::Date date{};  ///< of the document, known even when the notice was erased
  std::vector<DispatchStory> ways;
};

/// A printed letter that was accepted.
struct Posted {
  DispatchStory way;
  StoredNotice stored;
};

/// Empty fields let everything through; the days are those in Vietnam on which it was accepted.
struct PostedFilter {
  std::string campaign;
  std::optional<base::Date> from, to;
};

}  // namespace thongbao::registry
