#include "workspace/workspace.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/files.h"
#include "support/temporary_folder.h"
#include "workspace/profile.h"

namespace thongbao::workspace {
namespace {

using base::Code;
using base::Error;
using test::TemporaryFolder;

Code codeOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  return Code::defect;
}

unsigned modeOf(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 0777U;
}

TEST(NewWorkspace, HasAReadableProfileASchemaAndPrivateFolders) {
  const TemporaryFolder temporary;
  const Workspace workspace = create(temporary.path() / "a" / "team");
  EXPECT_EQ(base::readFile(workspace.profile()), newProfileText());
  EXPECT_EQ(base::readFile(workspace.schema()), profileSchemaText());
  EXPECT_NO_THROW(readProfile(workspace.profile()));
  for (const auto& folder : {workspace.folder, workspace.documents(), workspace.printed()})
    EXPECT_EQ(modeOf(folder), 0700U) << folder;
  EXPECT_EQ(open(temporary.path() / "a" / "team").folder, workspace.folder);
}

TEST(NewWorkspace, NeverOverwritesAnything) {
  const TemporaryFolder temporary;
  for (const char* name : {"thongbao.json", "thongbao.schema.json", "register.db"}) {
    const auto folder = temporary.path() / name;
    base::writeFile(folder / name, "mine");
    EXPECT_EQ(codeOf([&] { create(folder); }), Code::usage) << name;
    EXPECT_EQ(base::readFile(folder / name), "mine");
    EXPECT_FALSE(std::filesystem::exists(folder / "documents"));
  }
}

TEST(NewWorkspace, KeepsTheModeOfAFolderThatHeldOtherThings) {
  const TemporaryFolder temporary;
  base::writeFile(temporary.path() / "list.csv", "a,b");
  ::chmod(temporary.path().c_str(), 0755);
  const Workspace workspace = create(temporary.path());
  EXPECT_EQ(modeOf(temporary.path()), 0755U);
  EXPECT_EQ(modeOf(workspace.documents()), 0700U);
}

TEST(NewWorkspace, IsRefusedWhereAFileStands) {
  const TemporaryFolder temporary;
  base::writeFile(temporary.path() / "file", "mine");
  EXPECT_EQ(codeOf([&] { create(temporary.path() / "file"); }), Code::usage);
  EXPECT_EQ(codeOf([&] { create(temporary.path() / "file" / "below"); }), Code::unavailable);
}

TEST(OpenWorkspace, SaysHowToMakeOneWhereThereIsNone) {
  const TemporaryFolder temporary;
  try {
    open(temporary.path());
    FAIL() << "opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::notFound);
    EXPECT_THAT(error.advice(), testing::HasSubstr("thongbao init"));
  }
}

}  // namespace
}  // namespace thongbao::workspace
