#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/places.h"
#include "base/random.h"
#include "domain/agency.h"
#include "law/catalogue.h"
#include "plugin/manifest.h"
#include "register/register.h"
#include "template/pack.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::cli {

/// What every command works with; made once by `run`.
struct Context {
  std::filesystem::path workspaceFolder = ".";
  std::string language = "vi";
  bool json = false;
  int exitCode = 0;  ///< set by a command that is done but refused some rows or recipients
  base::Places places;
  base::SystemClock clock;
  base::SystemRandom random;

  workspace::Workspace place() const { return workspace::open(workspaceFolder); }
  workspace::Profile profile() const { return workspace::readProfile(place().profile()); }
  std::unique_ptr<registry::Register> store();
  law::Catalogue catalogue() const;

  /// The agency's own templates before the shipped ones.
  std::vector<std::filesystem::path> templateFolders() const;
  std::vector<std::string> templateNames() const;
  tmpl::Pack findTemplate(const std::string& name) const;

  /// The program's own plugins before those of the profile's `plugin_folders`.
  std::vector<std::filesystem::path> pluginFolders() const;

  /// The profile in `file`; without one, the workspace's.
  workspace::Profile profileOf(const std::filesystem::path& file) const;

  /// `text` as a date, or today in Vietnam when it is empty. Throws Error(usage).
  base::Date dateOr(const std::string& text) const;

  /// Prints `document` with --json, else calls `human`.
  void print(const base::Json& document, const std::function<void()>& human) const;

 private:
  bool hasWorkspace() const { return std::filesystem::exists(workspaceFolder / "thongbao.json"); }
};

}  // namespace thongbao::cli
