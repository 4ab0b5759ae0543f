#include "plugin/failures.h"

#include <csignal>
#include <cstring>
#include <map>

#include "base/text.h"
#include "base/words.h"
#include "thongbao/plugin.h"

namespace thongbao::plugin {

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::say;
using base::tr;

constexpr std::size_t kMostShownBytes = 500;

std::string tellAuthor() {
  return tr("Tell the plugin's author.");
}

std::string nameOfSignal(int number) {
  const char* name = sigabbrev_np(number);
  return name ? std::string("SIG") + name : say("signal {}", number);
}

Error unavailable(const std::string& sentence, base::Place place, std::string advice) {
  return {Code::unavailable, sentence, std::move(place), std::move(advice)};
}

}  // namespace

Error endedEarly(const Culprit& culprit, const Ending& ending, const Limits& limits) {
  if (ending.signal == 0 && ending.exitCode == kChildOutOfMemory)
    return unavailable(say("The plugin “{}” used more than its {} MiB of memory after row {}; "
                           "everything up to its last checkpoint is kept.",
                           culprit.id, limits.memoryBytes >> 20U, culprit.row),
                       {}, tellAuthor());
  if (ending.signal == SIGXCPU) return tookTooLong(culprit, TimedOut(false), limits);
  if (ending.signal == 0 && ending.exitCode == kChildNotStarted)
    return unavailable(say("The process for the plugin “{}” cannot be started.", culprit.id), {},
                       tr("Check that the program is installed whole."));
  if (ending.signal == 0)
    return unavailable(say("The plugin “{}” ended by itself (exit code {}) after row {}; "
                           "everything up to its last checkpoint is kept.",
                           culprit.id, ending.exitCode, culprit.row),
                       {}, tellAuthor());
  return unavailable(say("The plugin “{}” crashed ({}) after row {}; everything up to its last "
                         "checkpoint is kept.",
                         culprit.id, nameOfSignal(ending.signal), culprit.row),
                     {}, tellAuthor());
}

Error tookTooLong(const Culprit& culprit, const TimedOut& timeOut, const Limits& limits) {
  const auto seconds = [](std::chrono::milliseconds time) {
    return std::chrono::duration<double>(time).count();
  };
  if (timeOut.silent())
    return unavailable(say("The plugin “{}” gave no sign of life for {} s after row {}; everything "
                           "up to its last checkpoint is kept.",
                           culprit.id, seconds(limits.silence), culprit.row),
                       {}, tellAuthor());
  return unavailable(say("The plugin “{}” was not done after {} s, at row {}; everything up to its "
                         "last checkpoint is kept.",
                         culprit.id, seconds(limits.total), culprit.row),
                     {}, tr("Pull again: it goes on where it stopped."));
}

Error brokeProtocol(const Culprit& culprit, const std::string& detail) {
  return unavailable(say("The plugin “{}” broke the protocol: {}.", culprit.id, detail),
                     {.row = culprit.row}, tellAuthor());
}

Error gaveUp(const Culprit& culprit, const Done& done) {
  struct Verdict {
    Code code;
    const char* sentence;
  };
  static const std::map<thongbao_status, Verdict> verdicts{
      {THONGBAO_CONFIG, {Code::usage, mark("The plugin “{}” needs other settings.")}},
      {THONGBAO_AUTH,
       {Code::usage, mark("The platform refuses the credentials of the plugin “{}”.")}},
      {THONGBAO_RATE_LIMITED,
       {Code::unavailable, mark("The platform asks the plugin “{}” to slow down.")}},
      {THONGBAO_UNAVAILABLE,
       {Code::unavailable, mark("The platform of the plugin “{}” does not answer.")}},
      {THONGBAO_PROTOCOL,
       {Code::unavailable, mark("The plugin “{}” does not understand the platform's answer.")}},
      {THONGBAO_UNSUPPORTED, {Code::usage, mark("The plugin “{}” cannot do this.")}},
      {THONGBAO_INTERNAL,
       {Code::unavailable, mark("The plugin “{}” failed by a defect of its own.")}},
  };
  const Verdict& verdict = verdicts.at(done.status);
  std::string sentence = say(verdict.sentence, culprit.id);
  if (!done.message.empty()) sentence += " " + shownText(done.message);
  std::string advice = shownText(done.advice);
  if (advice.empty() && done.retryAfterSeconds)
    advice = say("Try again in {} seconds.", done.retryAfterSeconds);
  if (advice.empty() && done.status == THONGBAO_INTERNAL) advice = tellAuthor();
  return {verdict.code, sentence, {.row = culprit.row}, advice};
}

Error unusable(const std::string& library, const Unusable& unusable) {
  std::string sentence;
  switch (unusable.why) {
    case Unusable::Why::notLoadable:
      sentence = say("The library cannot be loaded: {}.", oneLine(unusable.detail));
      break;
    case Unusable::Why::noEntry:
      sentence = say("The library is no plugin: it has no symbol {}.", THONGBAO_ENTRY_SYMBOL);
      break;
    case Unusable::Why::entryTooSmall:
      sentence = say("The library's entry {} is too small.", THONGBAO_ENTRY_SYMBOL);
      break;
    case Unusable::Why::otherAbi:
      sentence =
          say("The library was made for version {} of the plugin interface; this program "
              "has version {}.",
              oneLine(unusable.detail), THONGBAO_ABI_MAJOR);
      break;
  }
  return {Code::badInput, sentence, {.file = library}, tellAuthor()};
}

std::string oneLine(const std::string& text) {
  std::string line = base::cleanLine(text);
  if (line.size() <= kMostShownBytes) return line;
  std::size_t end = kMostShownBytes;
  while ((static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + "…";
}

std::string shownText(const std::string& text) {
  return oneLine(tr(text.c_str()));
}

}  // namespace thongbao::plugin
