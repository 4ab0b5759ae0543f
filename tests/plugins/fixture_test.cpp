#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "intake/table.h"
#include "plugin/pulling.h"

namespace thongbao::plugin {
namespace {

using base::Json;

/// A platform and one of its lists, whose expected outcome stands beside it.
struct Fixture {
  const char* platform;
  const char* list;
};

void PrintTo(const Fixture& fixture, std::ostream* out) {
  *out << fixture.platform << "/" << fixture.list;
}

Json toJson(const Outcome& outcome) {
  Json json{{"sellers", Json::array()}, {"refused", Json::array()}};
  for (const Batch& batch : outcome.kept) {
    for (const PulledSeller& seller : batch.sellers) {
      const auto fields = namedFields(seller);
      json["sellers"].push_back({{"row", seller.row},
                                 {"fields", std::map(fields.begin(), fields.end())},
                                 {"extra", std::map<std::string, std::string>(
                                               seller.extra.begin(), seller.extra.end())}});
    }
    for (const PulledReject& reject : batch.rejects)
      json["refused"].push_back({{"row", reject.row},
                                 {"column", reject.column},
                                 {"value", reject.value},
                                 {"reason", reject.reason}});
  }
  return json;
}

class Fixtures : public testing::TestWithParam<Fixture> {};

TEST_P(Fixtures, ArePulledAsExpected) {
  const auto file = std::filesystem::path(SOURCE_FOLDER) / "plugins" / GetParam().platform /
                    "fixtures" / GetParam().list;
  const auto table = intake::openTable(file, {});
  HostServices services{table->info().headings, [&](auto& number, auto& cells) {
                          intake::Row row;
                          if (!table->next(row)) return false;
                          number = row.number;
                          cells = row.cells;
                          return true;
                        }};
  const Outcome outcome = pullWith(GetParam().platform, services);
  EXPECT_EQ(outcome.sentence, "");
  auto expected = file;
  expected.replace_extension(".expected.json");
  const Json made = toJson(outcome);
  EXPECT_EQ(made, base::parseJson(base::readFile(expected), expected.string())) << made.dump(2);
}

INSTANTIATE_TEST_SUITE_P(
    EveryPlugin, Fixtures,
    testing::Values(Fixture{"zalo", "sellers.csv"}, Fixture{"zalo", "english.csv"},
                    Fixture{"facebook", "sellers.csv"}, Fixture{"facebook", "english.csv"},
                    Fixture{"tiktok", "sellers.csv"}, Fixture{"tiktok", "english.csv"},
                    Fixture{"shopee", "sellers.csv"}, Fixture{"shopee", "english.csv"},
                    Fixture{"lazada", "sellers.csv"}, Fixture{"lazada", "english.csv"},
                    Fixture{"tiki", "sellers.csv"}, Fixture{"tiki", "english.csv"},
                    Fixture{"website", "sellers.csv"}, Fixture{"website", "english.csv"}),
    [](const auto& test) {
      const std::string list = test.param.list;
      return std::string(test.param.platform) + "_" + list.substr(0, list.find('.'));
    });

}  // namespace
}  // namespace thongbao::plugin
