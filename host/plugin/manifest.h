#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::plugin {

/// A column that the plugin's lists have: how officers and platforms head it.
struct ManifestColumn {
  std::string field;               ///< field of intake::Draft
  std::vector<std::string> names;  ///< headings, the plugin's own and the usual ones of fields.h
  bool required = false;           ///< no other column can stand in for it
  std::string description;
  bool operator==(const ManifestColumn&) const = default;
};

/// The sidecar `<id>.json` beside `<id>.so`: all that is known of a plugin without running it.
struct Manifest {
  std::string id;
  std::string name;  ///< `Zalo`
  std::string version;
  std::string description;
  std::string author;
  int abiMajor = 0;
  int abiMinor = 0;
  std::vector<std::string> services;  ///< what it asks of the host: `thongbao.table/1`
  std::vector<ManifestColumn> columns;
  /// A list must have a column of at least one field of each group: {{name}, {account_id, url}}.
  std::vector<std::vector<std::string>> required;
  std::vector<std::string> settings;  ///< keys it accepts under `plugins.<id>` of the profile
  std::filesystem::path library;
  bool operator==(const Manifest&) const = default;
};

/// Whether it can be a plugin's id: 2 to 32 lower-case letters, digits and `_`, a letter first.
bool isPluginId(const std::string& text);

/// The manifest's JSON text; `file` is named in errors, `library` stays empty.
/// Throws Error(badInput) with the path of the wrong, unknown or missing key (`columns[2].field`).
Manifest parseManifest(std::string_view text, const std::string& file);

/// The same of a sidecar; its library is the `.so` beside it. Throws Error(notFound) too.
Manifest readManifest(const std::filesystem::path& file);

/// Why this program cannot work with the plugin (another ABI, a service it does not have), as a
/// sentence; empty when it can.
std::string incompatibility(const Manifest& manifest);

/// All plugins in the folders, by id; a later folder's plugin does not replace an earlier one's.
/// Broken ones are returned as errors beside the good ones.
struct Discovery {
  std::vector<Manifest> plugins;
  std::vector<std::string> problems;
};
Discovery discover(const std::vector<std::filesystem::path>& folders);

/// Throws Error(notFound) that lists the ids there are.
Manifest findPlugin(const std::vector<std::filesystem::path>& folders, const std::string& id);

}  // namespace thongbao::plugin
