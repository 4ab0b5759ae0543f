#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>

namespace thongbao::base {

enum class Language { vietnamese, english };

/// Chooses the language of `tr` and `say` for the process. `localeFolder` holds
/// `vi/LC_MESSAGES/thongbao.mo`. Called once, by main, before any thread starts.
/// The system's own locale does not matter. Returns false when the words were not found;
/// texts are English then.
bool speak(Language language, const std::filesystem::path& localeFolder);

/// The text in the officer's language; `message` is the English one, and the key.
std::string tr(const char* message);

/// Marks a text for translation where it stands in a table; `tr` it where it is shown.
constexpr const char* mark(const char* message) {
  return message;
}

/// `tr` with `{}` filled in. Every translation carries the same braces (a test checks).
template <class... Arguments>
std::string say(const char* message, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(tr(message)), arguments...);
}

}  // namespace thongbao::base
