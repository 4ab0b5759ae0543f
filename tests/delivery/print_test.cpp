#include "delivery/print.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/hash.h"
#include "support/temporary_folder.h"

namespace thongbao::delivery {
namespace {

using domain::DispatchState;
using testing::HasSubstr;

std::size_t filesIn(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(PrintedLetter, IsAFileWithItsPathAndHashAsTheReply) {
  const test::TemporaryFolder temporary;
  const auto folder = temporary.path() / "print" / "thang-11";
  const Outcome outcome = printLetter(folder, "05-TB-QLTT Cửa hàng Hoa Đào.pdf", "%PDF-x");
  const auto file = folder / "05-tb-qltt-cua-hang-hoa-dao.pdf";
  EXPECT_EQ(outcome.state, DispatchState::accepted);
  EXPECT_EQ(outcome.reply, file.string() + " sha256:" + base::sha256("%PDF-x"));
  EXPECT_EQ(base::readFile(file), "%PDF-x");
}

TEST(PrintedLetter, IsReadableForItsOwnerAlone) {
  const test::TemporaryFolder temporary;
  printLetter(temporary.path(), "a.pdf", "x");
  struct stat status {};
  ASSERT_EQ(::stat((temporary.path() / "a.pdf").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(PrintedLetter, IsTheSameFileWhenPrintedAgain) {
  const test::TemporaryFolder temporary;
  const Outcome first = printLetter(temporary.path(), "a.pdf", "x");
  const Outcome second = printLetter(temporary.path(), "a.pdf", "x");
  EXPECT_EQ(first.reply, second.reply);
  EXPECT_EQ(second.state, DispatchState::accepted);
  EXPECT_EQ(filesIn(temporary.path()), 1U);
}

TEST(PrintedLetter, NeverOverwritesAnotherOfTheSameName) {
  const test::TemporaryFolder temporary;
  const std::string longName(60, 'a');
  printLetter(temporary.path(), longName + "1.pdf", "first");
  const Outcome other = printLetter(temporary.path(), longName + "2.pdf", "second");
  EXPECT_EQ(other.state, DispatchState::accepted);
  EXPECT_THAT(other.reply, HasSubstr("-" + base::sha256("second").substr(0, 16) + ".pdf"));
  EXPECT_EQ(filesIn(temporary.path()), 2U);
}

TEST(PrintedLetter, StaysInItsFolderWhateverItIsCalled) {
  const test::TemporaryFolder temporary;
  const auto folder = temporary.path() / "print";
  for (const char* name : {"../../evil.pdf", "/etc/passwd", "..", ".", "", "a/../b.pdf", "x.\n/y"})
    EXPECT_EQ(printLetter(folder, name, name).state, DispatchState::accepted) << name;
  EXPECT_EQ(filesIn(temporary.path()), 1U);
  EXPECT_EQ(filesIn(folder), 7U);
}

TEST(PrintedLetter, IsDeferredWhenTheDiskDoesNotTakeIt) {
  const test::TemporaryFolder temporary;
  base::writeFile(temporary.path() / "file", "x");
  const Outcome outcome = printLetter(temporary.path() / "file" / "below", "a.pdf", "x");
  EXPECT_EQ(outcome.state, DispatchState::deferred);
  EXPECT_FALSE(outcome.reply.empty());
}

}  // namespace
}  // namespace thongbao::delivery
