#include "base/staged_folder.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "support/temporary_folder.h"

namespace thongbao::base {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

template <class Act>
Error failureOf(Act&& act) {
  try {
    act();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::unavailable);
    return error;
  }
  ADD_FAILURE() << "was written";
  return {Code::defect, ""};
}

class Staged : public testing::Test {
 protected:
  /// Everything in the folder, hidden or not.
  std::set<std::string> names() const { return namesIn(out_); }
  static std::set<std::string> namesIn(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
      names.insert(entry.path().filename().string());
    return names;
  }
  fs::path hidden() const { return out_ / *names().begin(); }

  test::TemporaryFolder folder_;
  fs::path out_ = folder_.path() / "out";
};

TEST_F(Staged, FilesComeIntoTheFolderTogether) {
  folder_.write("out/a.pdf", "old");
  StagedFolder staged(out_);
  staged.write("a.pdf", "new");
  staged.write("b.pdf", "");
  EXPECT_EQ(readFile(out_ / "a.pdf"), "old");
  EXPECT_FALSE(fs::exists(out_ / "b.pdf"));
  staged.putInPlace();
  EXPECT_EQ(readFile(out_ / "a.pdf"), "new");
  EXPECT_EQ(readFile(out_ / "b.pdf"), "");
}

TEST_F(Staged, NothingButTheFilesIsLeft) {
  {
    StagedFolder staged(out_);
    for (int i = 0; i < 300; ++i) staged.write(std::to_string(i), "x");
    staged.putInPlace();
  }
  EXPECT_EQ(names().size(), 300u);
  EXPECT_FALSE(names().begin()->starts_with("."));
  EXPECT_EQ(fs::status(out_ / "0").permissions() & fs::perms::group_read, fs::perms::group_read);
}

TEST_F(Staged, FilesThatAreNotPutInPlaceLeaveTheFolderAsItWas) {
  folder_.write("out/a.pdf", "old");
  {
    StagedFolder staged(out_);
    staged.write("a.pdf", "new");
    staged.write("b.pdf", "new");
  }
  EXPECT_THAT(names(), ElementsAre("a.pdf"));
  EXPECT_EQ(readFile(out_ / "a.pdf"), "old");
}

TEST_F(Staged, FoldersThatWereMadeGoAgain) {
  { StagedFolder staged(out_ / "b" / "c"); }
  EXPECT_FALSE(fs::exists(out_));
  {
    StagedFolder staged(out_ / "b" / "c");
    staged.putInPlace();
  }
  EXPECT_TRUE(fs::exists(out_ / "b" / "c"));
}

TEST_F(Staged, AFolderInTheWayOfAFileIsTold) {
  fs::create_directories(out_ / "b.pdf");
  {
    StagedFolder staged(out_);
    staged.write("a.pdf", "x");
    EXPECT_EQ(failureOf([&] { staged.write("b.pdf", "x"); }).place().file,
              (out_ / "b.pdf").string());
  }
  EXPECT_THAT(names(), ElementsAre("b.pdf"));
}

TEST_F(Staged, AFileInTheWayOfTheFolderIsTold) {
  folder_.write("out", "a file");
  failureOf([&] { StagedFolder staged(out_); });
  failureOf([&] { StagedFolder staged(out_ / "under"); });
  EXPECT_EQ(readFile(out_), "a file");
}

TEST_F(Staged, AFolderThatMayNotBeWrittenIsTold) {
  failureOf([] { StagedFolder staged("/proc/self"); });  // not even by the superuser
  if (::geteuid() == 0) return;
  fs::create_directory(out_);
  fs::permissions(out_, fs::perms::owner_read | fs::perms::owner_exec);
  failureOf([&] { StagedFolder staged(out_); });
  failureOf([&] { StagedFolder staged(out_ / "b" / "c"); });
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(Staged, AFullDiskIsToldWithTheFile) {
  const rlim_t shortest = 4096;
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{shortest, before.rlim_max};
  {
    StagedFolder staged(out_);
    staged.write("a.pdf", "x");
    ::setrlimit(RLIMIT_FSIZE, &limit);
    EXPECT_EQ(failureOf([&] { staged.write("b.pdf", std::string(5000, 'x')); }).place().file,
              (out_ / "b.pdf").string());
    ::setrlimit(RLIMIT_FSIZE, &before);
  }
  std::signal(SIGXFSZ, SIG_DFL);
  EXPECT_FALSE(fs::exists(out_));
}

TEST_F(Staged, WhatAKilledProcessLeftIsRemovedByTheNext) {
  fs::create_directory(out_);
  const pid_t child = ::fork();
  if (child == 0) {
    StagedFolder staged(out_);
    staged.write("a.pdf", "x");
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  ASSERT_EQ(names().size(), 1u);
  { StagedFolder staged(out_); }
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(Staged, TwoAtTheSameTimeDoNotTouchEachOther) {
  StagedFolder one(out_);
  one.write("a.pdf", "one");
  {
    StagedFolder two(out_);
    two.write("b.pdf", "two");
    two.putInPlace();
  }
  one.putInPlace();
  EXPECT_EQ(readFile(out_ / "a.pdf"), "one");
  EXPECT_EQ(readFile(out_ / "b.pdf"), "two");
}

TEST_F(Staged, FoldersThatComeAndGoTogetherAllEndWell) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([this, thread] {
      for (int times = 0; times < 25; ++times) {
        StagedFolder staged(out_);
        const std::string name = std::to_string(thread) + "-" + std::to_string(times);
        staged.write(name, name);
        staged.putInPlace();
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(names().size(), 100u);
}

TEST_F(Staged, SeveralThreadsMayWrite) {
  {
    StagedFolder staged(out_);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&staged, thread] {
        for (int i = 0; i < 50; ++i)
          staged.write(std::to_string(thread) + "-" + std::to_string(i), "x");
      });
    for (std::thread& thread : threads) thread.join();
    staged.putInPlace();
  }
  EXPECT_EQ(names().size(), 200u);
}

TEST_F(Staged, AStrangersHiddenFolderIsLeftAlone) {
  folder_.write("out/.hidden/a", "x");
  folder_.write("out/.thongbao-staging-file", "a file, no folder");
  { StagedFolder staged(out_); }
  EXPECT_THAT(names(), ElementsAre(".hidden", ".thongbao-staging-file"));
}

}  // namespace
}  // namespace thongbao::base
