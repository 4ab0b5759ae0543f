#include "cli/context.h"

#include <algorithm>
#include <cstdio>

#include "base/error.h"
#include "base/log.h"
#include "base/words.h"

namespace thongbao::cli {

std::unique_ptr<registry::Register> Context::store() {
  base::logTo(place().log());
  return std::make_unique<registry::Register>(place().registerFile(), clock, random);
}

law::Catalogue Context::catalogue() const {
  for (const auto& folder : templateFolders())
    if (std::filesystem::exists(folder / "law" / "catalogue.json"))
      return law::Catalogue::read(folder / "law" / "catalogue.json");
  return law::Catalogue::read(places.templates / "law" / "catalogue.json");
}

std::vector<std::filesystem::path> Context::templateFolders() const {
  std::vector<std::filesystem::path> folders;
  if (hasWorkspace() && !profile().templates.empty()) folders.push_back(profile().templates);
  folders.push_back(places.templates);
  return folders;
}

std::vector<std::string> Context::templateNames() const {
  std::vector<std::string> names;
  for (const auto& folder : templateFolders())
    for (const std::string& name : tmpl::packNames(folder))
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return names;
}

tmpl::Pack Context::findTemplate(const std::string& name) const {
  const auto folders = templateFolders();
  for (const auto& folder : folders) {
    const auto names = tmpl::packNames(folder);
    if (std::find(names.begin(), names.end(), name) != names.end())
      return tmpl::findPack(folder, name);
  }
  return tmpl::findPack(folders.back(), name);
}

std::vector<std::filesystem::path> Context::pluginFolders() const {
  std::vector<std::filesystem::path> folders{places.plugins};
  if (hasWorkspace())
    for (const auto& folder : profile().pluginFolders) folders.push_back(folder);
  return folders;
}

workspace::Profile Context::profileOf(const std::filesystem::path& file) const {
  return file.empty() ? profile() : workspace::readProfile(file);
}

base::Date Context::dateOr(const std::string& text) const {
  if (text.empty()) return base::vietnameseDay(clock.now());
  if (const auto date = base::parseDate(text)) return *date;
  throw base::Error(base::Code::usage, base::say("“{}” is not a date.", text), {},
                    base::tr("Write it as 24/11/2026 or 2026-11-24."));
}

void Context::print(const base::Json& document, const std::function<void()>& human) const {
  if (!json) return human();
  const std::string text = document.dump(2, ' ', false, base::Json::error_handler_t::replace);
  std::fwrite((text + "\n").data(), 1, text.size() + 1, stdout);
}

}  // namespace thongbao::cli
