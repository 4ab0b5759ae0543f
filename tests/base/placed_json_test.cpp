#include "base/placed_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace thongbao::base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The path and the sentence with which `read` refuses the value under "it".
std::string refusal(const Json& value, const std::function<void(const PlacedJson&)>& read) {
  const Json root{{"it", value}};
  try {
    read(PlacedJson(root, "a.json")["it"]);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::badInput);
    EXPECT_EQ(error.place().file, "a.json");
    return error.place().field + ": " + error.sentence();
  }
  return "none";
}

void readLine(const PlacedJson& json) {
  json.line();
}
void readLineOrEmpty(const PlacedJson& json) {
  json.lineOrEmpty();
}
void readDate(const PlacedJson& json) {
  json.date();
}
void readTo1000(const PlacedJson& json) {
  json.wholeNumber(1000);
}
void readLines(const PlacedJson& json) {
  lines(json.items());
}
void requireAAndPerhapsB(const PlacedJson& json) {
  json.requireKeys({"a"}, {"b"});
}

TEST(PlacedJson, ReadsEveryKindOfValue) {
  const Json tree = parseJson(
      R"({"line": " Chợ\nMẫu ", "empty": "", "day": "2026-02-28", "zero": 0, "most": 1000,
          "list": ["a", "b"], "objects": [{"key": "x"}]})",
      "a.json");
  const PlacedJson json(tree, "a.json");
  EXPECT_EQ(json["line"].line(), "Chợ Mẫu");
  EXPECT_EQ(json["empty"].lineOrEmpty(), "");
  EXPECT_EQ(toIso(json["day"].date()), "2026-02-28");
  EXPECT_EQ(json["zero"].wholeNumber(1000), 0);
  EXPECT_EQ(json["most"].wholeNumber(1000), 1000);
  EXPECT_THAT(lines(json["list"].items()), ElementsAre("a", "b"));
  EXPECT_THAT(lines(json.itemsOf("list")), ElementsAre("a", "b"));
  EXPECT_EQ(json["objects"].items()[0]["key"].line(), "x");
}

TEST(PlacedJson, KnowsThePathOfEveryValue) {
  const Json tree = parseJson(R"({"a": {"b": [0, {"c": 1}]}})", "a.json");
  const PlacedJson root(tree, "a.json");
  EXPECT_EQ(root.place().field, "");
  EXPECT_EQ(root.place().file, "a.json");
  const PlacedJson deep = root["a"]["b"].items()[1]["c"];
  EXPECT_EQ(deep.place().field, "a.b[1].c");
  EXPECT_EQ(deep.place().file, "a.json");
}

TEST(PlacedJson, TakesNeededAndOptionalKeys) {
  EXPECT_EQ(refusal({{"a", nullptr}}, requireAAndPerhapsB), "none");
  EXPECT_EQ(refusal({{"a", 1}, {"b", 2}}, requireAAndPerhapsB), "none");
}

TEST(PlacedJson, RefusesMissingAndUnknownKeysByTheirPath) {
  EXPECT_EQ(refusal({{"b", 1}}, requireAAndPerhapsB), "it.a: This key is missing.");
  EXPECT_EQ(refusal({{"a", 1}, {"c", 2}}, requireAAndPerhapsB), "it.c: There is no such key.");
  EXPECT_EQ(refusal({{"a", 1}, {"x\n\x1b[2J\u202E", 2}}, requireAAndPerhapsB),
            "it.x [2J: There is no such key.");
  EXPECT_EQ(refusal(Json::object(), [](const PlacedJson& json) { json["a"]; }),
            "it.a: This key is missing.");
}

TEST(PlacedJson, RefusesKeysOfWhatIsNoObject) {
  for (const Json& wrong : {Json(nullptr), Json(1), Json("a"), Json::array({"a"})}) {
    EXPECT_EQ(refusal(wrong, requireAAndPerhapsB), "it: The value must be an object in braces.");
    EXPECT_EQ(refusal(wrong, [](const PlacedJson& json) { json["a"]; }),
              "it.a: This key is missing.");
    EXPECT_EQ(refusal(wrong, [](const PlacedJson& json) { json.itemsOf("a"); }), "none");
  }
}

TEST(PlacedJson, RefusesWhatIsNoText) {
  for (const Json& wrong :
       {Json(nullptr), Json(1), Json::array({"a"}), Json(""), Json(" \n"), Json("\u200B")})
    EXPECT_EQ(refusal(wrong, readLine), "it: The value must be a text in quotes, and not empty.");
  for (const Json& wrong : {Json(nullptr), Json(1), Json::array({"a"})})
    EXPECT_EQ(refusal(wrong, readLineOrEmpty), "it: The value must be a text in quotation marks.");
}

TEST(PlacedJson, CountsTheCharactersOfATextNotItsBytes) {
  std::string text;
  for (int i = 0; i < 4096; ++i) text += "ế";
  EXPECT_EQ(refusal(text, readLine), "none");
  for (const auto& read : {readLine, readLineOrEmpty})
    EXPECT_EQ(refusal(text + "ế", read), "it: The text is longer than 4096 characters.");
}

TEST(PlacedJson, RefusesWhatIsNoIsoDay) {
  for (const char* wrong : {"23/11/2026", "2026-02-30", "2026-1-1", "2026"})
    EXPECT_EQ(refusal(wrong, readDate),
              "it: “" + std::string(wrong) + "” is not a date of the form 2026-11-23.");
  EXPECT_EQ(refusal(20261123, readDate), "it: The value must be a text in quotes, and not empty.");
}

TEST(PlacedJson, RefusesNumbersBeyondTheirBounds) {
  for (const Json& wrong : {Json(-1), Json(1001), Json(18446744073709551615U), Json(1.0), Json("1"),
                            Json(true), Json(nullptr)})
    EXPECT_EQ(refusal(wrong, readTo1000), "it: The value must be a whole number from 0 to 1000.");
}

TEST(PlacedJson, RefusesWhatIsNoListAndNamesAWrongItem) {
  for (const Json& wrong : {Json(nullptr), Json("a"), Json{{"a", 1}}})
    EXPECT_EQ(refusal(wrong, readLines), "it: The value must be a list in square brackets.");
  EXPECT_EQ(refusal(Json::array({"a", 1}), readLines),
            "it[1]: The value must be a text in quotes, and not empty.");
}

TEST(PlacedJson, RefusesTooManyItems) {
  EXPECT_EQ(refusal(Json(Json::array_t(200, "a")), readLines), "none");
  EXPECT_EQ(refusal(Json(Json::array_t(201, "a")), readLines),
            "it: The list has more than 200 items.");
  EXPECT_EQ(refusal({1, 2, 3}, [](const PlacedJson& json) { json.items(2); }),
            "it: The list has more than 2 items.");
}

TEST(PlacedJson, TakesAMissingListForAnEmptyOne) {
  const Json tree{{"none", nullptr}};
  const PlacedJson json(tree, "a.json");
  EXPECT_THAT(json.itemsOf("list"), IsEmpty());
  EXPECT_FALSE(json.has("list"));
  EXPECT_TRUE(json.has("none"));
  EXPECT_THROW(json.itemsOf("none"), Error);
}

}  // namespace
}  // namespace thongbao::base
