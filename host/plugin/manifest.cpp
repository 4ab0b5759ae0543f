#include "plugin/manifest.h"

#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "base/placed_json.h"
#include "base/words.h"
#include "plugin/fields.h"
#include "thongbao/plugin.h"

namespace thongbao::plugin {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::PlacedJson;
using base::say;
using base::tr;

constexpr std::uint64_t kMostManifestBytes = 1U << 20U;
constexpr int kMostVersion = 1000;

ManifestColumn columnOf(const PlacedJson& json) {
  json.requireKeys({"field"}, {"names", "description"});
  const std::string name = json["field"].line();
  const Field* field = findField(name);
  if (!field) json["field"].refuse(say("There is no field “{}”.", name));
  ManifestColumn column{
      .field = name,
      .names = lines(json.itemsOf("names")),
      .required = false,
      .description = json.has("description") ? json["description"].line() : tr(field->description)};
  std::set<std::string> known;
  for (const std::string& heading : column.names) known.insert(headingKey(heading));
  for (const char* heading : field->usualHeadings)
    if (known.insert(headingKey(heading)).second) column.names.emplace_back(heading);
  return column;
}

std::vector<ManifestColumn> columnsOf(const std::vector<PlacedJson>& items) {
  std::vector<ManifestColumn> columns;
  std::map<std::string, std::string> fieldOfName;
  for (const PlacedJson& item : items) {
    const ManifestColumn column = columnOf(item);
    for (const ManifestColumn& other : columns)
      if (other.field == column.field)
        item.refuse(say("The field “{}” has two columns.", column.field));
    for (const std::string& name : column.names) {
      const auto [known, isNew] = fieldOfName.emplace(headingKey(name), column.field);
      if (!isNew && known->second != column.field)
        item.refuse(say("The heading “{}” stands for both “{}” and “{}”.", name, known->second,
                        column.field));
    }
    columns.push_back(column);
  }
  return columns;
}

/// Reads the groups, and marks the columns that no other can stand in for.
std::vector<std::vector<std::string>> requiredOf(const std::vector<PlacedJson>& items,
                                                 std::vector<ManifestColumn>& columns) {
  std::vector<std::vector<std::string>> required;
  for (const PlacedJson& item : items) {
    const std::vector<std::string> group = lines(item.items());
    if (group.empty()) item.refuse(tr("This list must not be empty."));
    for (const std::string& field : group) {
      const auto column =
          std::find_if(columns.begin(), columns.end(),
                       [&](const ManifestColumn& other) { return other.field == field; });
      if (column == columns.end()) item.refuse(say("The columns have no field “{}”.", field));
      if (group.size() == 1) column->required = true;
    }
    required.push_back(group);
  }
  return required;
}

/// A library that everybody may overwrite could be anybody's (osquery refuses such ones too).
std::string libraryProblem(const std::filesystem::path& library) {
  struct stat status {};
  if (stat(library.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
    return say("The plugin's library {} is missing.", library.string());
  if (status.st_mode & S_IWOTH)
    return say("Everybody may overwrite the plugin {}; take that right away (chmod o-w).",
               library.string());
  return {};
}

/// A manifest that can be used, or what is wrong with it.
base::Result<Manifest> usable(const std::filesystem::path& file) {
  try {
    Manifest manifest = readManifest(file);
    std::string problem = incompatibility(manifest);
    if (problem.empty()) problem = libraryProblem(manifest.library);
    if (!problem.empty()) return Error(Code::badInput, problem, {.file = file.string()});
    return manifest;
  } catch (const Error& wrong) {
    return wrong;
  }
}

std::vector<std::filesystem::path> sidecarsIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

bool isPluginId(const std::string& text) {
  const auto isSmall = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() >= 2 && text.size() <= 32 && isSmall(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return isSmall(c) || c == '_' || (c >= '0' && c <= '9'); });
}

Manifest parseManifest(std::string_view text, const std::string& file) {
  const Json tree = base::parseJson(text, file);
  const PlacedJson json(tree, file);
  json.requireKeys({"id", "name", "version", "description", "author", "abi"},
                   {"services", "settings", "columns", "required"});
  Manifest manifest;
  manifest.id = json["id"].line();
  if (!isPluginId(manifest.id))
    json["id"].refuse(tr("Use 2 to 32 small letters, digits and _, a letter first."));
  manifest.name = json["name"].line();
  manifest.version = json["version"].line();
  manifest.description = json["description"].line();
  manifest.author = json["author"].line();
  const PlacedJson abi = json["abi"];
  abi.requireKeys({"major", "minor"});
  manifest.abiMajor = abi["major"].wholeNumber(kMostVersion);
  manifest.abiMinor = abi["minor"].wholeNumber(kMostVersion);
  manifest.services = lines(json.itemsOf("services"));
  manifest.settings = lines(json.itemsOf("settings"));
  manifest.columns = columnsOf(json.itemsOf("columns"));
  manifest.required = requiredOf(json.itemsOf("required"), manifest.columns);
  return manifest;
}

Manifest readManifest(const std::filesystem::path& file) {
  Manifest manifest = parseManifest(base::readFile(file, kMostManifestBytes), file.string());
  if (file.stem() != manifest.id)
    throw Error(Code::badInput,
                say("The id “{}” is not the file's name “{}”.", manifest.id, file.stem().string()),
                {.file = file.string(), .field = "id"});
  manifest.library = file;
  manifest.library.replace_extension(".so");
  return manifest;
}

std::string incompatibility(const Manifest& manifest) {
  if (manifest.abiMajor != static_cast<int>(THONGBAO_ABI_MAJOR))
    return say(
        "The plugin “{}” was made for version {} of the plugin interface; this program has "
        "version {}.",
        manifest.id, manifest.abiMajor, THONGBAO_ABI_MAJOR);
  for (const std::string& service : manifest.services)
    if (service != THONGBAO_TABLE_SERVICE)
      return say("The plugin “{}” asks for “{}”, which this program does not offer.", manifest.id,
                 service);
  return {};
}

Discovery discover(const std::vector<std::filesystem::path>& folders) {
  Discovery found;
  std::map<std::string, Manifest> byId;
  for (const auto& folder : folders)
    for (const auto& file : sidecarsIn(folder)) {
      const auto manifest = usable(file);
      if (manifest)
        byId.emplace(manifest->id, *manifest);
      else
        found.problems.push_back(describe(manifest.error()));
    }
  for (auto& [id, manifest] : byId) found.plugins.push_back(std::move(manifest));
  return found;
}

Manifest findPlugin(const std::vector<std::filesystem::path>& folders, const std::string& id) {
  if (isPluginId(id))
    for (const auto& folder : folders) {
      std::error_code failed;
      const auto file = folder / (id + ".json");
      if (!std::filesystem::exists(file, failed)) continue;
      auto manifest = usable(file);
      if (!manifest) throw manifest.error();
      return std::move(*manifest);
    }
  std::vector<std::string> ids;
  for (const Manifest& manifest : discover(folders).plugins) ids.push_back(manifest.id);
  throw Error(Code::notFound, say("There is no plugin “{}”.", id), {},
              say("These are there: {}.", fmt::join(ids, ", ")));
}

}  // namespace thongbao::plugin
