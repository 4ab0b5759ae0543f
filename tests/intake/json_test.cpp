#include <gmock/gmock.h>

#include "intake/table_of_test.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class JsonList : public TableOfTest {};

TEST_F(JsonList, IsAnArrayOfObjects) {
  const auto table =
      open("\xEF\xBB\xBF [\n{\"tên\": \"A\", \"mã\": 7},\n {\"mã\": 8, \"ok\": true}\n]\n");
  EXPECT_EQ(table->info().format, "json");
  EXPECT_EQ(table->info().encoding, "UTF-8");
  EXPECT_EQ(table->info().headingRow, 0u);
  EXPECT_EQ(table->info().delimiter, "");
  EXPECT_THAT(table->info().headings, ElementsAre("tên", "mã", "ok"));
  const auto all = rowsOf(*table);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].number, 1u);
  EXPECT_THAT(all[0].cells, ElementsAre("A", "7", ""));
  EXPECT_THAT(all[1].cells, ElementsAre("", "8", "true"));
}

TEST_F(JsonList, IsTheOneArrayOfObjectsOfAnObject) {
  const auto table = open(
      R"({"total": 2, "tags": ["a", [1]], "page": {"n": [{"x": 1}]}, "empty": [],
         "data": [{"a": 1}, {"a": 2}], "next": null})");
  EXPECT_EQ(table->info().format, "json");
  EXPECT_THAT(table->info().headings, ElementsAre("a"));
  EXPECT_THAT(rowsOf(*table), SizeIs(2));
}

TEST_F(JsonList, IsOneObjectALine) {
  for (const std::string& text :
       {std::string("{\"a\":1,\"b\":[2]}\n{\"a\":3}\n\n{\"b\":4}"),
        std::string("{\"a\":1,\"b\":\"}\"}\r\n{\"a\":2}\r\n{\"a\":3}\r\n")}) {
    const auto table = open(text);
    EXPECT_EQ(table->info().format, "ndjson");
    EXPECT_THAT(table->info().headings, ElementsAre("a", "b"));
    EXPECT_THAT(rowsOf(*table), SizeIs(3));
  }
  EXPECT_EQ(open("{\"a\": 1}")->info().format, "ndjson");
}

TEST_F(JsonList, MayBeInUtf16) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string("[{\"a\":\"x\"}]")) (text += c) += '\0';
  EXPECT_THAT(rows(text)[0].cells, ElementsAre("x"));
}

TEST_F(JsonList, KeepsEveryDigitOfANumber) {
  EXPECT_THAT(rows("[{\"a\":18446744073709551616,\"b\":9223372036854775807,\"c\":-12,"
                   "\"d\":1.50,\"e\":1E+5,\"f\":0.1000000000000000055511151231257827}]")[0]
                  .cells,
              ElementsAre("18446744073709551616", "9223372036854775807", "-12", "1.50", "1E+5",
                          "0.1000000000000000055511151231257827"));
}

TEST_F(JsonList, GivesObjectsInsideByTheirPath) {
  const auto table = open(R"([{"shop": {"id": 1, "owner": {"tên": "A"}}, "b": 2}])");
  EXPECT_THAT(table->info().headings, ElementsAre("shop.id", "shop.owner.tên", "b"));
  EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("1", "A", "2"));
}

TEST_F(JsonList, GivesAnArrayAsOneText) {
  EXPECT_THAT(
      rows(R"([{"p": ["0912", 7, null, true], "q": [{"n": "A", "t": 1}, [2, 3]], "r": []}])")[0]
          .cells,
      ElementsAre("0912, 7, true", "n: A, t: 1, 2, 3", ""));
}

TEST_F(JsonList, DecodesEscapes) {
  EXPECT_THAT(rows(R"([{"t\u00EAn": "\"Hu\u1ebf\"\n\ud83d\ude00 \\ ]}"}])")[0].cells,
              ElementsAre("\"Huế\"\n😀 \\ ]}"));
}

TEST_F(JsonList, SkipsObjectsWithoutAValueButCountsThem) {
  const auto all = rows("[{}, {\"a\": null}, {\"a\": \" \"}, {\"a\": 1}]");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].number, 4u);
}

TEST_F(JsonList, RefusesAKeyThatComesTooLateToBeAColumn) {
  std::string text;
  for (int i = 0; i < 1500; ++i) text += "{\"a\": 1}\n";
  const auto error = failure(text + "{\"a\": 1, \"mới\": 2}\n");
  EXPECT_EQ(error.place().row, 1501u);
  EXPECT_EQ(error.place().line, 1501u);
  EXPECT_THAT(error.sentence(), HasSubstr("mới"));
}

TEST_F(JsonList, TakesAKeyThatComesLateAmongTheFirst) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "{\"a\": 1}\n";
  const auto all = rows(text + "{\"b\": 2}\n");
  ASSERT_THAT(all, SizeIs(501));
  EXPECT_THAT(all[0].cells, ElementsAre("1", ""));
}

TEST_F(JsonList, RefusesAKeyThatStandsTwice) {
  for (const char* text : {R"([{"a": 1, "a": 2}])", R"([{"a.b": 1, "a": {"b": 2}}])"})
    EXPECT_THAT(failure(text).sentence(), HasSubstr("twice"));
}

TEST_F(JsonList, RefusesAZeroCharacter) {
  for (const char* text : {R"([{"a": "x\u0000y"}])", R"([{"a\u0000": 1}])"})
    EXPECT_THAT(failure(text).sentence(), HasSubstr("zero"));
}

TEST_F(JsonList, RefusesWhatIsNoJsonWithItsRowAndLine) {
  const std::string good = "[{\"a\": 1},\n{\"a\": 2},\n";
  for (const char* wrong : {"{\"a\": 3}", "{\"a\": }]", "{\"a\": 01}]", "{\"a\": 'x'}]", "{a: 1}]",
                            "]", "{\"a\": 1}]]", "{\"a\": 1} {\"a\": 2}]", "{\"a\": 1}}",
                            "{\"a\": NaN}]", "{\"a\": \"\\x\"}]", "{\"a\": \"x", "{\"a\": [1}]}]",
                            "{\"a\": 1,}]", "{\"a\": \"\\ud800\"}]", "{\"a\": \"\t\"}]"}) {
    const auto error = failure(good + wrong);
    EXPECT_EQ(error.code(), base::Code::badInput) << wrong;
    EXPECT_THAT(error.sentence(), HasSubstr("JSON")) << wrong;
    EXPECT_EQ(error.place().line, 3u) << wrong;
    EXPECT_GE(error.place().row, 3u) << wrong;
  }
}

TEST_F(JsonList, NamesTheLineInsideARow) {
  EXPECT_EQ(failure("[\n{\"a\": 1},\n{\n\"a\":\n01}]").place().line, 5u);
}

TEST_F(JsonList, RefusesRowsThatAreNoObjects) {
  for (const char* text : {"[{\"a\": 1}, 2]", "[{\"a\": 1}, [2]]", "{\"a\": 1}\n\"x\"\n"})
    EXPECT_THAT(failure(text).sentence(), HasSubstr("object"));
}

TEST_F(JsonList, RefusesAnObjectWithoutOrWithTwoLists) {
  EXPECT_THAT(failure(R"({"a": [{"x": 1}], "b": [{"y": 1}]})").sentence(), HasSubstr("second"));
  EXPECT_THAT(failure("{\"a\": \"" + std::string(100'000, 'x') + "\"}").sentence(),
              HasSubstr("no array"));
}

TEST_F(JsonList, RefusesAListWithoutSellers) {
  for (const char* text : {"[]", "{}", "[{}]"})
    EXPECT_THAT(failure(text).sentence(), HasSubstr("no seller")) << text;
}

TEST_F(JsonList, RefusesDepthSizeAndWidthBeyondTheLimits) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  EXPECT_THAT(failure("[" + deep).sentence(), HasSubstr("JSON"));
  EXPECT_THAT(failure("[{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}]").sentence(),
              HasSubstr("32 levels"));
  EXPECT_THAT(failure("[{\"a\": \"" + std::string(2'000'000, 'x')).sentence(),
              HasSubstr("1048576 bytes"));
  EXPECT_THAT(failure("[{\"a\": \"" + std::string(70'000, 'x') + "\"}]").sentence(),
              HasSubstr("65536 bytes"));
  EXPECT_THAT(failure("[{\"a\": [" + std::string(400, '1') + "]}]").sentence(),
              HasSubstr("too large"));
  EXPECT_THAT(failure("[{\"a\": [\"" + std::string(65'536, 'x') + "\", \"\", 1]}]").sentence(),
              HasSubstr("65536 bytes"));
  std::string wide = "[{\"k\": 0";
  for (int i = 0; i < 1000; ++i) wide += ",\"" + std::to_string(i) + "\": 1";
  EXPECT_THAT(failure(wide + "}]").sentence(), HasSubstr("500 columns"));
  EXPECT_EQ(failure("[{\"a\":1},{\"a\":2},{\"a\":3}]", {.mostRows = 2}).place().row, 3u);
}

TEST_F(JsonList, NamesItsColumnsItself) {
  EXPECT_EQ(failure("[{\"a\":1}]", {.columns = {"x"}}).code(), base::Code::usage);
  EXPECT_EQ(failure("[{\"a\":1}]", {.headingRow = 1}).code(), base::Code::usage);
}

TEST_F(JsonList, ReadsALongFileTheSameWhateverThePiecesAre) {
  std::string text = "{\"n\": 1, \"rows\": [";
  for (int i = 0; i < 20'000; ++i)
    text += (i ? ",\n" : "\n") + std::string("{\"tên\": \"Huế \\\"") + std::to_string(i) +
            "\\\"\", \"n\": " + std::to_string(i) + "}";
  const auto all = rows(text + "]}");
  ASSERT_THAT(all, SizeIs(20'000));
  for (const Row& row : all) {
    const std::string n = std::to_string(row.number - 1);
    ASSERT_THAT(row.cells, ElementsAre("Huế \"" + n + "\"", n));
  }
}

TEST_F(JsonList, IsNotEveryTextThatBeginsWithABracket) {
  EXPECT_EQ(open("[Mã],{Tên}\n1,A\n")->info().format, "csv");
}

}  // namespace
}  // namespace thongbao::intake
