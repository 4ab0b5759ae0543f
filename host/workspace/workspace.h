#pragma once

#include <filesystem>

namespace thongbao::workspace {

/// A folder with everything of one team.
struct Workspace {
  std::filesystem::path folder;

  std::filesystem::path profile() const { return folder / "thongbao.json"; }
  std::filesystem::path schema() const { return folder / "thongbao.schema.json"; }
  std::filesystem::path registerFile() const { return folder / "register.db"; }
  std::filesystem::path documents() const { return folder / "documents"; }
  std::filesystem::path printed() const { return folder / "print"; }
  std::filesystem::path seals() const { return folder / "seals"; }
  std::filesystem::path sentMark() const { return folder / ".sent"; }
  std::filesystem::path log() const { return folder / "thongbao.log"; }
};

/// Makes profile, schema and folders. The folders are open to their owner alone (a folder that
/// already held something keeps its mode). Throws Error(usage) when there is a workspace already:
/// nothing is ever overwritten.
Workspace create(const std::filesystem::path& folder);

/// Throws Error: notFound with what to do (`thongbao init`) when the folder is no workspace,
/// unavailable when it may not be looked into.
Workspace open(const std::filesystem::path& folder);

}  // namespace thongbao::workspace
