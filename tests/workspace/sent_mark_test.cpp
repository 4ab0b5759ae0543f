#include "workspace/sent_mark.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "support/temporary_folder.h"

namespace thongbao::workspace {
namespace {

using test::TemporaryFolder;

TEST(SentMark, IsReadAsItWasKept) {
  const TemporaryFolder folder;
  const Workspace workspace{folder.path()};
  EXPECT_FALSE(readSentMark(workspace));
  keepSentMark(workspace, {41, std::string(64, 'a')});
  keepSentMark(workspace, {42, std::string(64, 'b')});
  const auto mark = readSentMark(workspace);
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->sequence, 42);
  EXPECT_EQ(mark->hash, std::string(64, 'b'));
}

TEST(SentMark, IsNoneWhenAPowerCutTookIt) {
  const TemporaryFolder folder;
  const Workspace workspace{folder.path()};
  for (const char* left : {"", "42", "42 abc\n", "x y\n"}) {
    base::writeFile(workspace.sentMark(), left);
    EXPECT_FALSE(readSentMark(workspace)) << left;
  }
}

}  // namespace
}  // namespace thongbao::workspace
