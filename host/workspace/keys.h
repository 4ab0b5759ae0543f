#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "workspace/profile.h"

namespace thongbao::workspace {

using PathList = std::vector<std::filesystem::path>;
using PluginSettings = std::map<std::string, std::map<std::string, std::string>>;

/// Where a key's value goes; nothing for a key that only editors read.
using Field = std::variant<std::monostate, std::string*, std::filesystem::path*, std::uint16_t*,
                           std::uint64_t*, bool*, PathList*, PluginSettings*>;

/// What a text must look like: an ECMAScript expression, and the sentence for an officer whose
/// text does not match it.
struct Shape {
  const char* pattern;
  const char* complaint;
};

extern const Shape kLine;         ///< one line of any text
extern const Shape kSymbol;       ///< `QLTT-NV1`
extern const Shape kEmail;        ///< empty or an address
extern const Shape kBounceEmail;  ///< empty or an address that a key fits into
extern const Shape kUrl;          ///< empty or http(s)
extern const Shape kHost;         ///< empty, a host's name or an IP address
extern const Shape kSecurity;     ///< one of the three words
extern const Shape kMailboxKind;  ///< empty or one of the three words
extern const Shape kHours;        ///< empty or `07:30-17:30`
extern const Shape kVariable;     ///< empty or the name of an environment variable

/// What cannot be done while the key's value is empty. A key that is needed for something must
/// stand in the file, if only with an empty value.
enum class Need { nothing, issuing, mail };

/// One key of `thongbao.json`. Reading, the JSON Schema and the new file all follow this table.
struct Key {
  std::string path;  ///< `mail.port`
  Field (*field)(Profile&);
  const Shape* shape;  ///< of texts; ignored for other values
  Need need;
  std::uint64_t least;      ///< number
  std::uint64_t most;       ///< number, characters of a text, or entries
  const char* description;  ///< Vietnamese, for the schema
};

/// In the order of the new file.
const std::vector<Key>& keys();

/// The objects that hold keys, path → Vietnamese description.
const std::map<std::string, const char*>& sections();

/// `signer` of `agency.signer`; an empty parent for a key at the top.
std::string lastPart(const std::string& path);
std::string parentOf(const std::string& path);

}  // namespace thongbao::workspace
