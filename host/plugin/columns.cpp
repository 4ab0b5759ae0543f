#include "plugin/columns.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/words.h"
#include "plugin/fields.h"

namespace thongbao::plugin {

namespace {

using base::say;

[[noreturn]] void refuseMissing(const Manifest& manifest, const std::vector<std::string>& group,
                                const std::vector<std::string>& headings) {
  std::vector<std::string> names;
  for (const ManifestColumn& column : manifest.columns)
    if (std::find(group.begin(), group.end(), column.field) != group.end())
      names.insert(names.end(), column.names.begin(), column.names.end());
  throw base::Error(base::Code::badInput,
                    say("The list has no column “{}”. Its columns are: {}.", names.front(),
                        fmt::join(headings, ", ")),
                    {.field = names.front()},
                    say("Give one column one of these names: {}.", fmt::join(names, ", ")));
}

}  // namespace

std::vector<std::string> fieldsOfHeadings(const Manifest& manifest,
                                          const std::vector<std::string>& headings) {
  std::map<std::string, std::string> fieldOfName;
  for (const ManifestColumn& column : manifest.columns)
    for (const std::string& name : column.names)
      fieldOfName.emplace(headingKey(name), column.field);

  std::vector<std::string> found;
  std::set<std::string> taken;
  for (const std::string& heading : headings) {
    const auto known = fieldOfName.find(headingKey(heading));
    const bool isFirst = known != fieldOfName.end() && taken.insert(known->second).second;
    found.push_back(isFirst ? known->second : std::string());
  }
  for (const auto& group : manifest.required)
    if (std::none_of(group.begin(), group.end(),
                     [&](const std::string& field) { return taken.contains(field); }))
      refuseMissing(manifest, group, headings);
  return found;
}

bool isKnownHeading(const Manifest& manifest, const std::string& heading) {
  const std::string key = headingKey(heading);
  if (key.empty()) return false;
  for (const ManifestColumn& column : manifest.columns)
    for (const std::string& name : column.names)
      if (headingKey(name) == key) return true;
  return countsRows(heading);
}

bool countsRows(const std::string& heading) {
  const std::string key = headingKey(heading);
  return key == "stt" || key == "so thu tu" || key == "tt" || key == "no";
}

}  // namespace thongbao::plugin
