#include "template/pack.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/placed_json.h"
#include "base/text.h"
#include "base/words.h"
#include "template/citations.h"
#include "template/tags.h"

namespace thongbao::tmpl {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::PlacedJson;
using base::say;
using base::tr;
namespace fs = std::filesystem;

constexpr std::uint64_t kLongestFile = 256U << 10U;

constexpr std::array kKinds{std::pair{"mailing", Kind::mailing}, std::pair{"notice", Kind::notice}};
constexpr std::array kNumberings{std::pair{"each", Numbering::each},
                                 std::pair{"once", Numbering::once}};

template <class Words>
auto wordOf(const PlacedJson& json, const Words& words) {
  const std::string text = json.line();
  for (const auto& [name, value] : words)
    if (text == name) return value;
  json.refuse(say("“{}” must be “{}” or “{}”.", text, words[0].first, words[1].first));
}

Mustache mustacheOf(const PlacedJson& json) {
  return {json.line(), json.place().file + ", " + json.place().field};
}

std::vector<domain::Provision> provisionsOf(const PlacedJson& json) {
  std::vector<domain::Provision> all;
  for (const PlacedJson& item : json.items()) {
    item.requireKeys({"instrument", "article"});
    all.push_back({item["instrument"].line(), item["article"].lineOrEmpty()});
  }
  return all;
}

/// Every instrument of the legal basis must be among `declared`.
std::vector<std::string> legalBasisOf(const PlacedJson& json,
                                      const std::set<std::string>& declared) {
  std::vector<std::string> all;
  for (const PlacedJson& item : json.items()) {
    all.push_back(item.line());
    if (!declared.contains(all.back()))
      item.refuse(say("The provisions do not declare “{}”.", all.back()));
  }
  return all;
}

/// body.md with LF line ends and in NFC; what is not UTF-8 is left for Mustache to refuse.
std::string readBody(const fs::path& file) {
  std::string text = base::readFile(file, kLongestFile);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::erase(text, '\r');
  return base::firstInvalidUtf8(text) ? text : base::toNfc(text);
}

void refuseUndeclared(std::string_view text, const std::set<std::string>& declared,
                      const std::function<base::Place(std::size_t)>& place) {
  for (const Citation& citation : findCitations(text))
    if (!declared.contains(citation.number))
      throw Error(
          Code::badInput,
          say("“{}” is cited here, but the provisions in template.json do not declare it.",
              citation.number),
          place(citation.offset),
          tr("Declare it there, so that it is checked to be in force before a notice is issued."));
}

fs::path withoutTrailingSlash(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace

Pack readPack(const fs::path& folder) {
  const fs::path whole = withoutTrailingSlash(folder);
  const std::string parent = whole.parent_path().filename().string();
  const std::string file = (folder / "template.json").string();
  const Json tree = base::parseJson(base::readFile(file, kLongestFile), file);
  const PlacedJson manifest(tree, file);
  manifest.requireKeys({"version", "kind", "description", "title", "summary", "subject",
                        "numbering", "legal_basis", "provisions"});

  const Kind kind = wordOf(manifest["kind"], kKinds);
  const std::string kindWord = manifest["kind"].line();
  if (kindWord != parent)
    manifest["kind"].refuse(
        say("A “{}” must stand in the folder “{}”, not in “{}”.", kindWord, kindWord, parent));
  const std::vector<domain::Provision> provisions = provisionsOf(manifest["provisions"]);
  std::set<std::string> declared;
  for (const domain::Provision& provision : provisions) declared.insert(provision.instrument);

  const fs::path bodyFile = folder / "body.md";
  const std::string body = readBody(bodyFile);
  Mustache parsedBody(body, bodyFile.string());
  refuseUndeclared(body, declared,
                   [&](std::size_t offset) { return placeAt(body, bodyFile.string(), offset); });
  for (const char* key : {"title", "summary", "subject"})
    refuseUndeclared(manifest[key].line(), declared,
                     [&](std::size_t) { return manifest[key].place(); });

  return {.folder = folder,
          .kind = kind,
          .name = parent + "/" + whole.filename().string(),
          .version = manifest["version"].line(),
          .description = manifest["description"].line(),
          .title = manifest["title"].line(),
          .numbering = wordOf(manifest["numbering"], kNumberings),
          .provisions = provisions,
          .legalBasis = legalBasisOf(manifest["legal_basis"], declared),
          .summary = mustacheOf(manifest["summary"]),
          .subject = mustacheOf(manifest["subject"]),
          .body = std::move(parsedBody)};
}

std::vector<std::string> packNames(const fs::path& templates) {
  std::vector<std::string> names;
  for (const auto& [kind, value] : kKinds) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(templates / kind, none)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_directory(none) && !name.starts_with('.'))
        names.push_back(std::string(kind) + "/" + name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Pack findPack(const fs::path& templates, const std::string& name) {
  const std::vector<std::string> names = packNames(templates);
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw Error(Code::notFound, say("There is no template “{}”.", name), {},
                names.empty() ? say("The folder “{}” holds none.", templates.string())
                              : say("There are: {}.", fmt::format("{}", fmt::join(names, ", "))));
  return readPack(templates / name);
}

Filled fill(const Pack& pack, const Json& data, const Escape& bodyEscape) {
  const auto line = [&data](const Mustache& text) {
    return base::cleanLine(text.render(data, base::cleanLine));
  };
  return {line(pack.summary), line(pack.subject), pack.body.render(data, bodyEscape)};
}

}  // namespace thongbao::tmpl
