#include "base/words.h"

#include <libintl.h>

#include <clocale>
#include <cstdlib>

namespace thongbao::base {

namespace {
constexpr const char* kDomain = "thongbao";
}

bool speak(Language language, const std::filesystem::path& localeFolder) {
  // gettext follows LANGUAGE only in a locale that is not "C"; C.UTF-8 is part of Debian's libc
  // and changes neither number nor date forms.
  setlocale(LC_ALL, "C.UTF-8");
  setenv("LANGUAGE", language == Language::vietnamese ? "vi" : "en", 1);
  bindtextdomain(kDomain, localeFolder.c_str());
  bind_textdomain_codeset(kDomain, "UTF-8");
  textdomain(kDomain);
  return language == Language::english ||
         std::filesystem::exists(localeFolder / "vi" / "LC_MESSAGES" / "thongbao.mo");
}

std::string tr(const char* message) {
  return *message ? dgettext(kDomain, message) : std::string();
}

}  // namespace thongbao::base
