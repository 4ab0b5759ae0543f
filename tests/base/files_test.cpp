#include "base/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>
#include <latch>

#include "base/error.h"
#include "base/hash.h"
#include "base/places.h"
#include "support/temporary_folder.h"

namespace thongbao::base {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

template <class Act>
Error failureOf(Act&& act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was refused";
  return {Code::defect, ""};
}

class Files : public testing::Test {
 protected:
  std::size_t filesInFolder() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      ++count;
    return count;
  }
  test::TemporaryFolder folder_;
};

TEST_F(Files, AreReadWhole) {
  const std::string bytes("a\0\r\n\xff", 5);
  EXPECT_EQ(readFile(folder_.write("a", bytes)), bytes);
  EXPECT_EQ(readFile(folder_.write("empty", "")), "");
}

TEST_F(Files, ThatAreTooLongAreRefused) {
  const auto file = folder_.write("a", "12345");
  EXPECT_EQ(readFile(file, 5), "12345");
  const Error error = failureOf([&] { readFile(file, 4); });
  EXPECT_EQ(error.code(), Code::badInput);
  EXPECT_EQ(error.place().file, file.string());
}

TEST_F(Files, ThatAreMissingOrNoFilesAreTold) {
  EXPECT_EQ(failureOf([&] { readFile(folder_.path() / "none"); }).code(), Code::notFound);
  EXPECT_EQ(failureOf([&] { readFile(folder_.path()); }).code(), Code::badInput);
  const auto pipe = folder_.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(failureOf([&] { readFile(pipe); }).code(), Code::badInput) << "and does not wait";
}

TEST_F(Files, AreWrittenWholeWithTheirFolders) {
  const auto file = folder_.path() / "a" / "b" / "c.txt";
  writeFile(file, "one");
  writeFile(file, "two");
  EXPECT_EQ(readFile(file), "two");
}

TEST_F(Files, ThatTwoThreadsMakeAtOnceAreWrittenByBoth) {
  for (int i = 0; i < 500; ++i) {
    const auto file = folder_.path() / std::to_string(i);
    std::latch both(2);
    const auto write = [&] {
      both.arrive_and_wait();
      writeRepeatable(file, "the same bytes");
    };
    auto other = std::async(std::launch::async, write);
    EXPECT_NO_THROW(write());
    EXPECT_NO_THROW(other.get());
    EXPECT_EQ(readFile(file), "the same bytes");
  }
}

TEST_F(Files, ThatCannotBeWrittenLeaveTheOldOneAndNoPart) {
  const auto file = folder_.write("a", "old");
  std::filesystem::create_directory(folder_.path() / "folder");
  EXPECT_EQ(failureOf([&] { writeFile(folder_.path() / "folder", "new"); }).code(),
            Code::unavailable);
  EXPECT_EQ(failureOf([&] { writeFile(file / "under-a-file", "new"); }).code(), Code::unavailable);
  EXPECT_EQ(readFile(file), "old");
  EXPECT_EQ(filesInFolder(), 2u);
}

TEST_F(Files, ThatAreWrittenPieceByPieceShowOnlyWhenTheyAreKept) {
  const auto file = folder_.write("a", "old");
  WholeFile whole(file);
  whole.write("ne");
  EXPECT_EQ(readFile(file), "old");
  whole.write("w");
  whole.keep();
  EXPECT_EQ(readFile(file), "new");
  EXPECT_EQ(filesInFolder(), 1u);
}

TEST_F(Files, ThatAreNotKeptLeaveNothingBehind) {
  const auto file = folder_.write("a", "old");
  { WholeFile(file).write("new"); }
  EXPECT_EQ(readFile(file), "old");
  EXPECT_EQ(filesInFolder(), 1u);
}

TEST_F(Files, MayBeKeptUnderANameThatIsKnownOnlyAtTheEnd) {
  {
    WholeFile whole(folder_.path() / "list.csv");
    whole.write("a,b");
    whole.keepAs(folder_.path() / "abc.csv");
  }
  EXPECT_EQ(readFile(folder_.path() / "abc.csv"), "a,b");
  EXPECT_EQ(filesInFolder(), 1u);
}

TEST_F(Files, ThatCannotBeKeptUnderTheirNameLeaveNothingBehind) {
  std::filesystem::create_directory(folder_.path() / "folder");
  {
    WholeFile whole(folder_.path() / "list.csv");
    EXPECT_EQ(failureOf([&] { whole.keepAs(folder_.path() / "folder"); }).code(),
              Code::unavailable);
  }
  EXPECT_EQ(filesInFolder(), 1u);
}

TEST(FileNameOf, MakesAPlainNameOfAnyText) {
  EXPECT_EQ(fileNameOf("Cửa hàng Đẹp & Rẻ!"), "cua-hang-dep-re");
  EXPECT_EQ(fileNameOf("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(fileNameOf("C:\\a\nb\0c"), "c-a-b");
  EXPECT_EQ(fileNameOf("𝐒𝐡𝐨𝐩 🌸"), "shop");
  EXPECT_EQ(fileNameOf("--a--b--"), "a-b");
}

TEST(FileNameOf, IsNeverEmptyAndNeverLong) {
  EXPECT_EQ(fileNameOf(""), "khong-ten");
  EXPECT_EQ(fileNameOf("店🌸.."), "khong-ten");
  EXPECT_EQ(fileNameOf(std::string(500, 'a')), std::string(48, 'a'));
  EXPECT_EQ(fileNameOf("abcd ef", 5), "abcd");
}

TEST(Sha256, HasTheValuesOfTheStandard) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfPiecesIsThatOfTheWholeOneTextAfterTheOther) {
  Sha256 hash;
  EXPECT_EQ(hash.finish(), sha256(""));
  for (const char* piece : {"a", "", "bc"}) hash.add(piece);
  EXPECT_EQ(hash.finish(), sha256("abc"));
  hash.add(std::string(100'000, 'x'));
  hash.add("y");
  EXPECT_EQ(hash.finish(), sha256(std::string(100'000, 'x') + "y"));
}

TEST_F(Files, AreHashedLikeTheirBytes) {
  const std::string bytes(200'001, 'x');
  EXPECT_EQ(sha256OfFile(folder_.write("a", bytes)), sha256(bytes));
  EXPECT_EQ(sha256OfFile(folder_.write("b", "")), sha256(""));
  EXPECT_EQ(failureOf([&] { sha256OfFile(folder_.path() / "none"); }).code(), Code::notFound);
}

TEST(Hex, HasTwoDigitsAByte) {
  EXPECT_EQ(toHex(std::string("\0\x0f\xff", 3)), "000fff");
  EXPECT_EQ(toHex(""), "");
}

TEST(Places, AreFoundFromTheProgramItself) {
  const Places places = findPlaces();
  EXPECT_EQ(places.program, std::filesystem::read_symlink("/proc/self/exe"));
  const auto prefix = places.program.parent_path().parent_path();
  EXPECT_EQ(places.plugins, prefix / "lib/thongbao/plugins");
  EXPECT_EQ(places.templates, prefix / "share/thongbao/templates");
}

}  // namespace
}  // namespace thongbao::base
