#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace thongbao::base {
namespace {

using testing::HasSubstr;

Error failureOf(const std::string& text) {
  try {
    parseJson(text, "a.json");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::badInput);
    EXPECT_EQ(error.place().file, "a.json");
    return error;
  }
  ADD_FAILURE() << "was read: " << text;
  return {Code::defect, ""};
}

TEST(ParseJson, ReadsAnyValueAndSkipsAByteOrderMark) {
  EXPECT_EQ(parseJson("{\"tên\": [1, null, \"ế\"]}", "a.json")["tên"][2], "ế");
  EXPECT_EQ(parseJson("\xEF\xBB\xBF\"x\"", "a.json"), "x");
  EXPECT_EQ(parseJson("18446744073709551615", "a.json").dump(), "18446744073709551615");
}

TEST(ParseJson, ReadsValuesInsideEachOther) {
  const std::string text =
      R"([{"":1.5,"a":{"b":[[],{},[1,-2,"x"],{"c":null}],"d":true}},[[["e"]]],{"a":{"a":{}}}])";
  EXPECT_EQ(parseJson(text, "a.json"), Json::parse(text));
  EXPECT_EQ(parseJson(text, "a.json").dump(), text);
}

TEST(ParseJson, NamesLineAndColumnOfAMistake) {
  const Error error = failureOf("{\n  \"tên\": ế\n}");
  EXPECT_EQ(error.place().line, 2u);
  EXPECT_EQ(error.place().column, 10u);
}

TEST(ParseJson, NamesTheLineWhereTheTextStops) {
  EXPECT_EQ(failureOf("{\n  \"a\": {\n").place().line, 3u);
  EXPECT_EQ(failureOf("").place().line, 1u);
}

TEST(ParseJson, RefusesWhatRfc8259DoesNotKnow) {
  for (const char* text :
       {"{'a': 1}", "{\"a\": 1,}", "[1] 2", "// a\n1", "NaN", "01", "{a: 1}", "\"\t\"", "[1 2]"})
    failureOf(text);
}

TEST(ParseJson, RefusesAKeyThatStandsTwice) {
  EXPECT_THAT(failureOf(R"({"a": 1, "b": {"a": 2}, "a": 3})").sentence(), HasSubstr("“a”"));
  EXPECT_EQ(parseJson(R"([{"a": 1}, {"a": {"a": 2}}])", "a.json").size(), 2u);
}

TEST(ParseJson, RefusesMoreThan64Levels) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_NO_THROW(parseJson(nested(64), "a.json"));
  EXPECT_THAT(failureOf(nested(65)).sentence(), HasSubstr("64"));
  failureOf(std::string(1'000'000, '['));
}

TEST(ParseJson, RefusesBytesThatAreNoText) {
  const Error error = failureOf("[\n\"a\xff\"]");
  EXPECT_THAT(error.sentence(), HasSubstr("UTF-8"));
  EXPECT_EQ(error.place().line, 2u);
  EXPECT_EQ(error.place().column, 3u);
}

TEST(CanonicalJson, HasOneFormForEqualValues) {
  EXPECT_EQ(canonicalJson(parseJson("{ \"b\" : [1, true, null],\n\"a\": \"ế \\u00e9\\n\"}", "")),
            "{\"a\":\"ế é\\n\",\"b\":[1,true,null]}");
}

TEST(CanonicalJson, OfATextIsWrittenWithoutATree) {
  std::vector<std::string> texts{"", "ế 🌸 \u2028", "\"\\/"};
  for (int c = 0; c < 0x80; ++c) texts.push_back(std::string("a") + static_cast<char>(c) + "b");
  for (const std::string& text : texts) {
    std::string out = "x";
    appendCanonical(out, text);
    EXPECT_EQ(out, "x" + canonicalJson(text));
  }
}

TEST(CanonicalJson, RefusesATextThatIsNoUtf8InBothWays) {
  for (const std::string text : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf"}) {
    const auto refusal = [](auto act) -> std::string {
      try {
        act();
      } catch (const Error& error) {
        return error.sentence();
      }
      return "none";
    };
    std::string out;
    const std::string said = refusal([&] { canonicalJson(text); });
    EXPECT_THAT(said, HasSubstr("UTF-8"));
    EXPECT_EQ(refusal([&] { appendCanonical(out, text); }), said);
  }
}

TEST(CanonicalJson, RefusesFractionsWhereverTheyStand) {
  for (const char* text : {"1.5", "[1.0]", R"({"a": {"b": [1e3]}})"}) {
    try {
      canonicalJson(parseJson(text, ""));
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::defect);
    }
  }
}

}  // namespace
}  // namespace thongbao::base
