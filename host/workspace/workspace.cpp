#include "workspace/workspace.h"

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "workspace/profile.h"

namespace thongbao::workspace {

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using base::tr;

[[noreturn]] void failToMake(const fs::path& folder, const std::error_code& reason) {
  throw Error(Code::unavailable, base::say("The folder cannot be made: {}.", reason.message()),
              {.file = folder.string()}, tr("Check the free space and the rights of the folder."));
}

/// Only the owner may look into it: registers and letters hold personal data.
void makePrivate(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
  if (failed) failToMake(folder, failed);
}

void refuseSecond(const Workspace& workspace) {
  for (const auto& file : {workspace.profile(), workspace.schema(), workspace.registerFile()})
    if (fs::exists(fs::symlink_status(file)))
      throw Error(Code::usage, tr("There is a workspace in this folder already."),
                  {.file = file.string()}, tr("Name another folder; nothing was changed."));
}

}  // namespace

Workspace create(const fs::path& folder) {
  const Workspace workspace{fs::absolute(folder).lexically_normal()};
  std::error_code failed;
  if (fs::exists(workspace.folder, failed) && !fs::is_directory(workspace.folder, failed))
    throw Error(Code::usage, tr("This is a file, not a folder."),
                {.file = workspace.folder.string()}, tr("Name another folder."));
  refuseSecond(workspace);
  const bool ours = !fs::exists(workspace.folder, failed) || fs::is_empty(workspace.folder, failed);
  if (ours) makePrivate(workspace.folder);
  makePrivate(workspace.documents());
  makePrivate(workspace.printed());
  base::writeFile(workspace.schema(), profileSchemaText());
  base::writeFile(workspace.profile(), newProfileText());
  return workspace;
}

Workspace open(const fs::path& folder) {
  const Workspace workspace{fs::absolute(folder).lexically_normal()};
  std::error_code failed;
  const bool isThere = fs::is_regular_file(workspace.profile(), failed);
  if (failed == std::errc::permission_denied)
    throw Error(Code::unavailable, tr("The workspace may not be read."),
                {.file = workspace.folder.string()},
                tr("Ask the officer whose workspace it is for the right."));
  if (!isThere)
    throw Error(Code::notFound, tr("This folder is no workspace: it has no thongbao.json."),
                {.file = workspace.folder.string()},
                tr("Make one with “thongbao init”, or name it with --workspace."));
  return workspace;
}

}  // namespace thongbao::workspace
