#include "plugin/scaffold.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "plugin/manifest.h"

namespace thongbao::plugin {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// `cho_que` → `ChoQue`, for the name of the class.
std::string pascalCase(const std::string& id) {
  std::string name;
  bool capital = true;
  for (const char c : id) {
    if (c != '_') name += capital && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    capital = c == '_';
  }
  return name;
}

std::string filled(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [mark, value] : values)
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size())
      text.replace(at, mark.size(), value);
  return text;
}

}  // namespace

std::vector<std::filesystem::path> scaffold(const std::string& id,
                                            const std::filesystem::path& folder,
                                            const std::filesystem::path& sdk) {
  namespace fs = std::filesystem;
  if (!isPluginId(id))
    throw Error(Code::usage, say("“{}” cannot be the id of a plugin.", id), {},
                tr("Use 2 to 32 small letters, digits and _, a letter first."));
  if (fs::exists(folder))
    throw Error(Code::usage, tr("There is something of this name already."),
                {.file = folder.string()}, tr("Choose another folder with --out."));
  std::string host = id;
  std::replace(host.begin(), host.end(), '_', '-');
  const std::map<std::string, std::string> values{{"@ID@", id},
                                                  {"@HOST@", host},
                                                  {"@CLASS@", pascalCase(id)},
                                                  {"@SDK@", fs::canonical(sdk).string()}};
  std::vector<fs::path> files;
  for (const auto& item : fs::recursive_directory_iterator(sdk / "new")) {
    if (!item.is_regular_file()) continue;
    files.push_back(folder / filled(fs::relative(item.path(), sdk / "new").string(), values));
    base::writeFile(files.back(), filled(base::readFile(item.path()), values));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace thongbao::plugin
