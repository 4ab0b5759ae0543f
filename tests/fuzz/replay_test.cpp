#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "fuzz/render_hostile.h"
#include "support/run.h"
#include "support/temporary_folder.h"

/// What the fuzzer found, or must not lose, once more: one file a finding in fixtures/pdf/.
namespace thongbao::fuzz {
namespace {

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> files;
  for (const auto& file :
       std::filesystem::directory_iterator(SOURCE_FOLDER "/tests/fuzz/fixtures/pdf"))
    files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

class Replay : public ::testing::TestWithParam<std::filesystem::path> {};

INSTANTIATE_TEST_SUITE_P(Of, Replay, ::testing::ValuesIn(corpus()), [](const auto& tested) {
  std::string name = tested.param.filename().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
});

TEST_P(Replay, IsRefusedOrGivesASoundPdf) {
  const std::string bytes = base::readFile(GetParam());
  const Outcome outcome =
      renderHostile({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  EXPECT_EQ(outcome.fault, "");
  if (outcome.bytes.empty()) return;
  const test::TemporaryFolder folder;
  const auto file = folder.write("hostile.pdf", outcome.bytes);
  EXPECT_NO_THROW(test::run("qpdf --check '" + file.string() + "' 2>&1"));
}

}  // namespace
}  // namespace thongbao::fuzz
