#include "template/mustache.h"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "base/error.h"

namespace thongbao::tmpl {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;

std::string asItIs(std::string_view value) {
  return std::string(value);
}

std::string rendered(const std::string& text, const Json& data) {
  return Mustache(text, "body.md").render(data, asItIs);
}

base::Error refusal(const std::string& text, const Json& data = Json::object()) {
  try {
    rendered(text, data);
  } catch (const base::Error& error) {
    return error;
  }
  ADD_FAILURE() << "was not refused: " << text.substr(0, 200);
  return {base::Code::defect, ""};
}

Json listings() {
  return {{"shop", "An Nhiên"},
          {"has_listings", true},
          {"listings", {{{"title", "Áo"}, {"index", 1}}, {{"title", "Quần"}, {"index", 2}}}},
          {"nothing", Json::array()}};
}

TEST(Mustache, FillsTextsIntegersAndFieldsOfObjects) {
  EXPECT_EQ(
      rendered(
          "{{a}}|{{ b }}|{{c.d.e}}|{{f}}",
          {{"a", "x"}, {"b", -12}, {"c", {{"d", {{"e", "y"}}}}}, {"f", 18446744073709551615U}}),
      "x|-12|y|18446744073709551615");
}

TEST(Mustache, EscapesEveryValueOnce) {
  const Mustache text("{{a}}-{{#list}}{{b}}{{/list}}-{{n}}", "x");
  const auto marked = [](std::string_view value) { return "<" + std::string(value) + ">"; };
  EXPECT_EQ(text.render({{"a", "1"}, {"list", {{{"b", "2"}}}}, {"n", 3}}, marked), "<1>-<2>-<3>");
}

TEST(Mustache, GivesTheSameTextEachTime) {
  const Mustache text("{{#list}}{{b}},{{/list}}", "x");
  const Json data{{"list", {{{"b", "1"}}, {{"b", "2"}}}}};
  EXPECT_EQ(text.render(data, asItIs), "1,2,");
  EXPECT_THROW(text.render({{"list", {{{"c", "1"}}}}}, asItIs), base::Error);
  EXPECT_EQ(text.render(data, asItIs), "1,2,");
}

TEST(Mustache, DoesNotReadAValueAsATemplate) {
  EXPECT_EQ(rendered("{{a}} {{b}}", {{"a", "{{b}}"}, {"b", "{{{a}}}"}}), "{{b}} {{{a}}}");
}

TEST(Mustache, ShowsASectionForTrueAndForEachItem) {
  EXPECT_EQ(rendered("{{#has_listings}}{{shop}}: {{#listings}}{{index}} {{title}}; {{/listings}}"
                     "{{/has_listings}}{{^has_listings}}không{{/has_listings}}",
                     listings()),
            "An Nhiên: 1 Áo; 2 Quần; ");
}

TEST(Mustache, ShowsAnInvertedSectionForFalseAndForAnEmptyList) {
  EXPECT_EQ(rendered("{{^nothing}}trống {{shop}}{{/nothing}}{{#nothing}}x{{/nothing}}", listings()),
            "trống An Nhiên");
  EXPECT_EQ(rendered("{{^a}}không{{/a}}", {{"a", false}}), "không");
}

TEST(Mustache, LeavesNoLineWhereATagStoodAlone) {
  const std::string table =
      "| a |\n|---|\n{{#rows}}\n{{! một hàng }}\n| {{x}} |\n{{/rows}}\n{{#more}}\n| thêm "
      "|\n{{/more}}\n| z |\n";
  const Json rows{{{"x", "1"}}, {{"x", "2"}}};
  EXPECT_EQ(rendered(table, {{"rows", rows}, {"more", true}}),
            "| a |\n|---|\n| 1 |\n| 2 |\n| thêm |\n| z |\n");
  EXPECT_EQ(rendered(table, {{"rows", rows}, {"more", false}}),
            "| a |\n|---|\n| 1 |\n| 2 |\n| z |\n");
  EXPECT_EQ(rendered(table, {{"rows", Json::array()}, {"more", false}}), "| a |\n|---|\n| z |\n");
}

TEST(Mustache, KeepsTheEmptyLinesBetweenParagraphs) {
  const std::string text = "một\n\n{{#a}}\nhai\n\n{{/a}}\nba\n{{^a}}\n\nbốn\n{{/a}}\n\nnăm\n";
  EXPECT_EQ(rendered(text, {{"a", true}}), "một\n\nhai\n\nba\n\nnăm\n");
  EXPECT_EQ(rendered(text, {{"a", false}}), "một\n\nba\n\nbốn\n\nnăm\n");
}

TEST(Mustache, ShowsSectionsInsideEachOtherForEachItem) {
  const Json rows{{{"has_x", true}, {"cells", {{{"c", "1"}}, {{"c", "2"}}}}},
                  {{"has_x", false}, {"cells", Json::array()}}};
  EXPECT_EQ(rendered("{{#rows}}[{{#has_x}}{{#cells}}{{c}},{{/cells}}{{/has_x}}"
                     "{{^cells}}-{{/cells}}]{{/rows}}.",
                     {{"rows", rows}}),
            "[1,2,][-].");
}

TEST(Mustache, DropsALineThatOnlySteersWhateverEndsIt) {
  const std::string text = "a\r\n  {{#x}}\t\r\nb\r\n{{/x}}";
  EXPECT_EQ(rendered(text, {{"x", true}}), "a\r\nb\r\n");
  EXPECT_EQ(rendered(text, {{"x", false}}), "a\r\n");
  EXPECT_EQ(rendered("{{#x}}{{v}}{{/x}}\nb", {{"x", true}, {"v", " "}}), "b");
  EXPECT_EQ(rendered("{{v}}\nb", {{"v", " "}}), " \nb") << "a value does not steer";
}

TEST(Mustache, MayBeFilledBySeveralThreadsAtOnce) {
  const Mustache text("{{#list}}{{b}},{{/list}}", "x");
  std::vector<std::string> made(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < made.size(); ++i)
    threads.emplace_back([&text, &one = made[i], i] {
      const Json data{{"list", {{{"b", i}}, {{"b", "x"}}}}};
      for (int times = 0; times < 500; ++times) one = text.render(data, asItIs);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(made, ElementsAre("0,x,", "1,x,", "2,x,", "3,x,"));
}

TEST(Mustache, DropsARemark) {
  EXPECT_EQ(rendered("a{{! ghi chú\nhai dòng }}b", {}), "ab");
}

TEST(Mustache, RefusesAFieldTheDataLacksWithItsPlace) {
  const base::Error error = refusal("Kính gửi\nông {{party.name}}", {{"party", Json::object()}});
  EXPECT_EQ(error.code(), base::Code::badInput);
  EXPECT_THAT(error.sentence(), HasSubstr("party.name"));
  EXPECT_EQ(error.place().file, "body.md");
  EXPECT_EQ(error.place().line, 2U);
  EXPECT_EQ(error.place().column, 5U);
  EXPECT_EQ(error.place().field, "party.name");
}

TEST(Mustache, RefusesAMissingFieldOfEveryKindOfTag) {
  EXPECT_THAT(refusal("{{#a}}x{{/a}}").sentence(), HasSubstr("no field “a”"));
  EXPECT_THAT(refusal("{{^a}}x{{/a}}").sentence(), HasSubstr("no field “a”"));
  EXPECT_THAT(refusal("{{a.b}}", {{"a", "text"}}).sentence(), HasSubstr("no field “a.b”"));
  EXPECT_THAT(refusal("{{a.b}}", {{"a", {{{"b", "1"}}}}}).sentence(), HasSubstr("no field “a.b”"));
}

TEST(Mustache, NeverTakesAValueFromOutsideTheItem) {
  const std::string text = "{{#sellers}}\n{{name}}: {{tax_code}}\n{{/sellers}}";
  const Json data{{"tax_code", "0100000000"},
                  {"sellers", {{{"name", "A"}, {"tax_code", "1"}}, {{"name", "B"}}}}};
  const base::Error error = refusal(text, data);
  EXPECT_THAT(error.sentence(), HasSubstr("tax_code"));
  EXPECT_EQ(error.place().line, 2U);
  EXPECT_EQ(error.place().column, 11U);
}

TEST(Mustache, NamesTheTagThatFailedAndNotAnEarlierOneOfTheSameName) {
  const base::Error error =
      refusal("{{title}}\n{{#list}}{{title}}{{/list}}", {{"title", "x"}, {"list", {{{"a", "1"}}}}});
  EXPECT_EQ(error.place().line, 2U);
}

TEST(Mustache, RefusesAFieldOfAnotherKind) {
  for (const Json& value : {Json::array(), Json::object(), Json(true), Json(nullptr), Json(1.5)})
    EXPECT_THAT(refusal("{{a}}", {{"a", value}}).sentence(), HasSubstr("“a” is neither a text"));
  for (const Json& value :
       {Json("x"), Json(""), Json::object(), Json(1), Json(nullptr), Json({"x", "y"})})
    for (const std::string sign : {"#", "^"})
      EXPECT_THAT(refusal("{{" + sign + "a}}x{{/a}}", {{"a", value}}).sentence(),
                  HasSubstr("“a” is neither a yes or no"));
}

struct Wrong {
  std::string text;
  const char* sentence;
  std::uint64_t column;
};

TEST(Mustache, RefusesTagsThatAreNotAllowedWithTheirPlace) {
  for (const Wrong& c : std::initializer_list<Wrong>{
           {"ạ{{{a}}}", "three braces", 2},
           {"ạ{{&a}}", "“&”", 2},
           {"ạ{{>a}}", "“>”", 2},
           {"ạ{{=<% %>=}}", "“=”", 2},
           {"ạ{{a", "never closed", 2},
           {"ạ{{", "never closed", 2},
           {"{{#a}}x", "never closed", 1},
           {"x{{/a}}", "not opened", 2},
           {"{{#a}}{{#b}}{{/a}}{{/b}}", "“b” is open", 13},
           {"{{}}", "name of a field", 1},
           {"{{.}}", "name of a field", 1},
           {"{{a b}}", "name of a field", 1},
           {"{{a..b}}", "name of a field", 1},
           {"{{.a}}", "name of a field", 1},
           {"{{a.}}", "name of a field", 1},
           {"{{%a}}", "name of a field", 1},
           {"{{#}}{{/}}", "name of a field", 1},
           {"{{tên}}", "name of a field", 1},
           {"{{ {a} }}", "name of a field", 1},
       }) {
    const base::Error error = refusal(c.text);
    EXPECT_THAT(error.sentence(), HasSubstr(c.sentence)) << c.text;
    EXPECT_EQ(error.place().line, 1U) << c.text;
    EXPECT_EQ(error.place().column, c.column) << c.text;
    EXPECT_EQ(error.code(), base::Code::badInput);
  }
}

TEST(Mustache, RefusesHostileTexts) {
  EXPECT_THAT(refusal("a\n\xFF").sentence(), HasSubstr("UTF-8"));
  EXPECT_EQ(refusal("a\nb\xFF").place().column, 2U);
  EXPECT_THAT(refusal(std::string(1U << 20U, 'a')).sentence(), HasSubstr("1048576 bytes"));
  std::string deep;
  for (int i = 0; i < 17; ++i) deep += "{{#a}}";
  for (int i = 0; i < 17; ++i) deep += "{{/a}}";
  EXPECT_THAT(refusal(deep).sentence(), HasSubstr("more than 16 deep"));
}

TEST(Mustache, KeepsZeroBytesOfTextAndValue) {
  const std::string zero("a\0b", 3);
  EXPECT_EQ(rendered(zero + "{{x}}", {{"x", zero}}), zero + zero);
}

TEST(Mustache, SettlesTheLargestTextsSoon) {
  for (const std::string piece :
       {" ", "{", "}", "{{a}}", "{{^b}}{{/b}}", "{{!}}", "\n", "{{#b}}\n{{/b}}\n"}) {
    std::string text = "x";
    while (text.size() + piece.size() <= (256U << 10U)) text += piece;
    const auto start = std::chrono::steady_clock::now();
    try {
      rendered(text, {{"a", "1"}, {"b", true}});
    } catch (const base::Error&) {
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 10.0) << piece;
  }
}

TEST(Mustache, ListsItsFieldsOnceInTheirOrder) {
  const Mustache text(
      "{{party.name}} "
      "{{#has_listings}}{{shop}}{{#listings}}{{title}}{{#has_price}}{{price}}{{/has_price}}"
      "{{/listings}}{{/has_listings}}{{^nothing}}{{shop}} {{day}}{{/nothing}}{{party.name}}",
      "x");
  EXPECT_THAT(text.fields(),
              ElementsAre("party.name", "has_listings", "shop", "listings", "listings[].title",
                          "listings[].has_price", "listings[].price", "nothing", "day"));
}

}  // namespace
}  // namespace thongbao::tmpl
