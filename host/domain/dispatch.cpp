#include "domain/dispatch.h"

#include <algorithm>
#include <array>

#include "base/words.h"

namespace thongbao::domain {

namespace {

template <class Value>
struct Word {
  Value value;
  const char* stored;
  const char* shown;
};

constexpr std::array<Word<Channel>, 2> kChannels{{
    {Channel::mail, "mail", base::mark("e-mail")},
    {Channel::print, "print", base::mark("printed letter")},
}};

constexpr std::array<Word<DispatchState>, 13> kStates{{
    {DispatchState::planned, "planned", base::mark("planned")},
    {DispatchState::approved, "approved", base::mark("approved")},
    {DispatchState::queued, "queued", base::mark("queued")},
    {DispatchState::sending, "sending", base::mark("being sent")},
    {DispatchState::accepted, "accepted", base::mark("accepted")},
    {DispatchState::deferred, "deferred", base::mark("put off")},
    {DispatchState::refused, "refused", base::mark("refused")},
    {DispatchState::unknown, "unknown", base::mark("unknown")},
    {DispatchState::cancelled, "cancelled", base::mark("cancelled")},
    {DispatchState::delivered, "delivered", base::mark("delivered")},
    {DispatchState::bounced, "bounced", base::mark("bounced")},
    {DispatchState::answered, "answered", base::mark("answered")},
    {DispatchState::acknowledged, "acknowledged", base::mark("acknowledged")},
}};

template <class Value, std::size_t size>
const Word<Value>& wordOf(const std::array<Word<Value>, size>& words, Value value) {
  for (const auto& word : words)
    if (word.value == value) return word;
  return words.front();
}

template <class Value, std::size_t size>
std::optional<Value> valueOf(const std::array<Word<Value>, size>& words, const std::string& text) {
  for (const auto& word : words)
    if (text == word.stored) return word.value;
  return std::nullopt;
}

}  // namespace

bool waits(DispatchState state) {
  return std::find(kWaiting.begin(), kWaiting.end(), state) != kWaiting.end();
}

bool isEnd(DispatchState state) {
  switch (state) {
    case DispatchState::accepted:
    case DispatchState::refused:
    case DispatchState::cancelled:
    case DispatchState::delivered:
    case DispatchState::bounced:
    case DispatchState::answered:
    case DispatchState::acknowledged:
      return true;
    default:
      return false;
  }
}

std::string toString(Channel channel) {
  return wordOf(kChannels, channel).stored;
}
std::string toString(DispatchState state) {
  return wordOf(kStates, state).stored;
}
std::optional<Channel> channelFrom(const std::string& word) {
  return valueOf(kChannels, word);
}
std::optional<DispatchState> dispatchStateFrom(const std::string& word) {
  return valueOf(kStates, word);
}
std::string shown(Channel channel) {
  return base::tr(wordOf(kChannels, channel).shown);
}
std::string shown(DispatchState state) {
  return base::tr(wordOf(kStates, state).shown);
}

}  // namespace thongbao::domain
