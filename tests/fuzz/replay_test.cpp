#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "fuzz/hostile_workbook.h"
#include "fuzz/read_hostile.h"
#include "fuzz/render_hostile.h"
#include "fuzz/understand_hostile.h"
#include "support/run.h"
#include "support/temporary_folder.h"

/// What the fuzzer found, or must not lose, once more: one file a finding in fixtures/<target>/.
namespace thongbao::fuzz {
namespace {

const std::filesystem::path kFixtures = SOURCE_FOLDER "/tests/fuzz/fixtures";

/// What the files of a folder are: pdf/ has notices, mail/ mails, every other a format of lists.
std::string kindOf(const std::filesystem::path& file) {
  const std::string folder = file.parent_path().filename();
  return folder == "pdf" || folder == "mail" ? folder : "list";
}

std::vector<std::filesystem::path> corpus(const std::string& kind) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(kFixtures))
    if (file.is_regular_file() && kindOf(file) == kind) files.push_back(file.path());
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
class ReplayMail : public testing::TestWithParam<std::filesystem::path> {};

INSTANTIATE_TEST_SUITE_P(Of, ReplayNotice, testing::ValuesIn(corpus("pdf")), nameOf);
INSTANTIATE_TEST_SUITE_P(Of, ReplayList, testing::ValuesIn(corpus("list")), nameOf);
INSTANTIATE_TEST_SUITE_P(Of, ReplayMail, testing::ValuesIn(corpus("mail")), nameOf);

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

TEST_P(ReplayMail, IsUnderstoodAsPromised) {
  EXPECT_EQ(understandHostile(bytesOf(base::readFile(GetParam()))), "");
}

}  // namespace
}  // namespace thongbao::fuzz
