#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "fuzz/hostile_workbook.h"
#include "fuzz/read_hostile.h"
#include "fuzz/render_hostile.h"
#include "support/run.h"
#include "support/temporary_folder.h"

/// What the fuzzer found, or must not lose, once more: one file a finding in fixtures/<target>/.
namespace thongbao::fuzz {
namespace {

const std::filesystem::path kFixtures = SOURCE_FOLDER "/tests/fuzz/fixtures";

/// Of notices or of lists: pdf/ has the notices, every other folder a format of lists.
std::vector<std::filesystem::path> corpus(bool ofNotices) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(kFixtures))
    if (file.is_regular_file() && (file.path().parent_path().filename() == "pdf") == ofNotices)
      files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string nameOf(const testing::TestParamInfo<std::filesystem::path>& tested) {
  std::string name = std::filesystem::relative(tested.param, kFixtures).string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
}

std::span<const std::uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class ReplayNotice : public testing::TestWithParam<std::filesystem::path> {};
class ReplayList : public testing::TestWithParam<std::filesystem::path> {};

INSTANTIATE_TEST_SUITE_P(Of, ReplayNotice, testing::ValuesIn(corpus(true)), nameOf);
INSTANTIATE_TEST_SUITE_P(Of, ReplayList, testing::ValuesIn(corpus(false)), nameOf);

TEST_P(ReplayNotice, IsRefusedOrGivesASoundPdf) {
  const Outcome outcome = renderHostile(bytesOf(base::readFile(GetParam())));
  EXPECT_EQ(outcome.fault, "");
  if (outcome.bytes.empty()) return;
  const test::TemporaryFolder folder;
  const auto file = folder.write("hostile.pdf", outcome.bytes);
  EXPECT_NO_THROW(test::run("qpdf --check '" + file.string() + "' 2>&1"));
}

TEST_P(ReplayList, IsRefusedOrReadAsATable) {
  std::string input = base::readFile(GetParam());
  const std::string format = GetParam().parent_path().filename();
  if (format == "xlsx") input = hostileXlsx(bytesOf(input));
  if (format == "xls") input = hostileXls(bytesOf(input));
  EXPECT_EQ(readHostile(bytesOf(input)), "");
}

}  // namespace
}  // namespace thongbao::fuzz
