#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "plugin/frames.h"
#include "plugin/process.h"

/// What went wrong with a plugin, as the officer is told.
namespace thongbao::plugin {

/// Who failed, and the row it took last (0: none).
struct Culprit {
  std::string id;
  std::uint64_t row = 0;
};

/// The child ended before it said that it was done.
base::Error endedEarly(const Culprit& culprit, const Ending& ending, const Limits& limits);
/// The child was killed.
base::Error tookTooLong(const Culprit& culprit, const TimedOut& timeOut, const Limits& limits);
/// `detail` is a part of a sentence, in the officer's language.
base::Error brokeProtocol(const Culprit& culprit, const std::string& detail);
/// The plugin itself said why it failed: `done.status` is neither THONGBAO_OK nor unknown.
base::Error gaveUp(const Culprit& culprit, const Done& done);
/// The library is no plugin.
base::Error unusable(const std::string& library, const Unusable& unusable);

/// A text of a plugin as one clean line of at most 500 bytes.
std::string oneLine(const std::string& text);
/// The same for a sentence, in the officer's language when the host knows it.
std::string shownText(const std::string& text);

}  // namespace thongbao::plugin
