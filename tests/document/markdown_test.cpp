#include "document/markdown.h"

#include <gmock/gmock.h>

#include <chrono>

#include "base/error.h"
#include "base/text.h"

namespace thongbao::document {
namespace {

using testing::HasSubstr;

Document read(std::string_view markdown) {
  return readMarkdown(markdown, "body.md");
}

template <class T>
const T& only(const Document& document) {
  EXPECT_EQ(document.blocks.size(), 1U);
  return std::get<T>(document.blocks.at(0).content);
}

base::Error refusal(std::string_view markdown) {
  try {
    read(markdown);
  } catch (const base::Error& error) {
    return error;
  }
  ADD_FAILURE() << "was not refused: " << markdown.substr(0, 200);
  return {base::Code::defect, ""};
}

TEST(Markdown, ReadsAnEmptyTextAsAnEmptyDocument) {
  EXPECT_EQ(read(""), Document{});
  EXPECT_EQ(read("\n \n"), Document{});
}

TEST(Markdown, ReadsStylesAndJoinsTheLinesOfAParagraph) {
  const Paragraph expected{{{"Một ", false, false, "", false},
                            {"hai", true, false, "", false},
                            {" ba ", false, false, "", false},
                            {"bốn", false, true, "", false},
                            {" ", false, false, "", false},
                            {"năm", true, true, "", false},
                            {" sáu", false, false, "", false}}};
  EXPECT_EQ(only<Paragraph>(read("Một **hai**\nba *bốn* ***năm*** sáu")), expected);
}

TEST(Markdown, KeepsAHardBreakAsARunOfItsOwn) {
  const Paragraph expected{{{"a", false, false, "", false},
                            {"", false, false, "", true},
                            {"b", false, false, "", false}}};
  EXPECT_EQ(only<Paragraph>(read("a\\\nb")), expected);
  EXPECT_EQ(plain(expected.runs), "a b");
}

TEST(Markdown, ReadsHeadingsOfThreeLevels) {
  const Document document = read("# Một\n## Hai\n### Ba\n");
  ASSERT_EQ(document.blocks.size(), 3U);
  for (int level = 1; level <= 3; ++level)
    EXPECT_EQ(std::get<Heading>(document.blocks[static_cast<std::size_t>(level - 1)].content).level,
              level);
}

TEST(Markdown, ReadsLinksOfTheThreeAllowedSchemes) {
  for (const std::string target : {"http://a.example/x", "https://a.example/?a=1&b=2",
                                   "mailto:doi1@a.example", "HTTPS://a.example"}) {
    const Document document = read("[x](" + target + ")");
    EXPECT_EQ(only<Paragraph>(document).runs.at(0).link, target);
  }
  EXPECT_EQ(only<Paragraph>(read("<doi1@a.example>")).runs.at(0).link, "mailto:doi1@a.example");
}

TEST(Markdown, LeavesABareAddressAsText) {
  const Document document = read("xem https://a.example/x và www.a.example");
  EXPECT_EQ(only<Paragraph>(document).runs,
            (Runs{{"xem https://a.example/x và www.a.example", false, false, "", false}}));
}

TEST(Markdown, ReadsTightAndNestedLists) {
  const Document document = read("3. một\n   - hai\n   - ba\n\n4. bốn\n");
  const List& list = only<List>(document);
  EXPECT_TRUE(list.ordered);
  EXPECT_EQ(list.start, 3);
  ASSERT_EQ(list.items.size(), 2U);
  ASSERT_EQ(list.items[0].blocks.size(), 2U);
  const auto& text = std::get<Paragraph>(list.items[0].blocks[0].content);
  EXPECT_EQ(plain(text.runs), "một");
  const auto& inner = std::get<List>(list.items[0].blocks[1].content);
  EXPECT_FALSE(inner.ordered);
  EXPECT_EQ(inner.items.size(), 2U);
  EXPECT_EQ(plain(std::get<Paragraph>(list.items[1].blocks.at(0).content).runs), "bốn");
}

TEST(Markdown, KeepsAnEmptyItemOfAList) {
  const Document document = read("- a\n-\n- c\n");
  const List& list = only<List>(document);
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_TRUE(list.items[1].blocks.empty());
}

TEST(Markdown, GivesEveryRowAsManyCellsAsTheHeading) {
  const Document document =
      read("| a | b | c |\n|---|:-:|--:|\n| 1 |\n| 1 | **2** | 3 | 4 |\n|  | 2 | |\n");
  const Table& table = only<Table>(document);
  EXPECT_EQ(table.align, (std::vector{Align::left, Align::centre, Align::right}));
  ASSERT_EQ(table.heading.size(), 3U);
  ASSERT_EQ(table.rows.size(), 3U);
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), 3U);
  EXPECT_EQ(plain(table.rows[0][0]), "1");
  EXPECT_EQ(plain(table.rows[0][1]), "");
  EXPECT_TRUE(table.rows[1][1].at(0).bold);
  EXPECT_EQ(plain(table.rows[2][1]), "2");
}

TEST(Markdown, TakesAnEntityAsItsOwnCharacters) {
  EXPECT_EQ(plain(only<Paragraph>(read("a &amp; b &#60;")).runs), "a &amp; b &#60;");
}

struct Refused {
  const char* markdown;
  const char* sentence;
  std::uint64_t line;
};

TEST(Markdown, RefusesEveryOtherNodeByNameAndLine) {
  for (const Refused& c : std::initializer_list<Refused>{
           {"x\n\n> y", "A quotation", 3},
           {"x\n\n>", "A quotation", 0},
           {"x\n\n***\n\ny", "A rule", 0},
           {"x\n\n    y", "A code block", 3},
           {"x\n\n```\ny\n```", "A code block", 4},
           {"x\n\n<div>y</div>", "Raw HTML", 3},
           {"x\ny <b>z</b>", "Raw HTML", 2},
           {"x\n\n<!-- y -->", "Raw HTML", 3},
           {"x\ny `z`", "A code span", 2},
           {"x\ny ![z](https://a.example/z.png)", "An image", 2},
           {"x ![](z)\n\ny", "An image", 0},
           {"x\n\n#### y", "A heading of level 4", 3},
           {"x\n\n####\n\ny", "A heading of level 4", 0},
           {"x\n[y](javascript:alert(1))", "A link must begin", 2},
           {"x\n[y](data:text/html,z)", "A link must begin", 2},
           {"x\n[y](/z)", "A link must begin", 2},
           {"x\n[y](https://)", "A link must begin", 2},
           {"x\n[y](<https://a b>)", "A link must begin", 2},
           {"x\n<ftp://a.example>", "A link must begin", 2},
           {"x\n[y](https://a.example \"title\")", "A title of a link", 2},
       }) {
    const base::Error error = refusal(c.markdown);
    EXPECT_THAT(error.sentence(), HasSubstr(c.sentence)) << c.markdown;
    EXPECT_EQ(error.place().line, c.line) << c.markdown;
    EXPECT_EQ(error.place().file, "body.md");
    EXPECT_EQ(error.code(), base::Code::badInput);
  }
}

TEST(Markdown, RefusesBytesThatAreNoTextWithTheirPlace) {
  const base::Error invalid = refusal("một\nhai\xFF");
  EXPECT_THAT(invalid.sentence(), HasSubstr("UTF-8"));
  EXPECT_EQ(invalid.place().line, 2U);
  EXPECT_EQ(invalid.place().column, 4U);
  const base::Error nul = refusal(std::string_view("a\nb\0c", 5));
  EXPECT_THAT(nul.sentence(), HasSubstr("control character"));
  EXPECT_EQ(nul.place().line, 2U);
  EXPECT_EQ(nul.place().column, 2U);
}

TEST(Markdown, RefusesListsNestedTooDeep) {
  std::string eight, nine;
  for (int i = 0; i < 8; ++i) eight += "- ";
  nine = "- " + eight;
  EXPECT_EQ(read(eight + "x").blocks.size(), 1U);
  EXPECT_THAT(refusal(nine + "x").sentence(), HasSubstr("more than 8 deep"));
}

TEST(Markdown, RefusesATableOfTooManyColumns) {
  std::string head = "|", rule = "|";
  for (int i = 0; i < 13; ++i) {
    head += "a|";
    rule += "---|";
  }
  EXPECT_THAT(refusal(head + "\n" + rule + "\n").sentence(), HasSubstr("more than 12 columns"));
}

TEST(Markdown, RefusesMoreThanOneMebibyte) {
  EXPECT_EQ(read(std::string(1U << 20U, 'a')).blocks.size(), 1U);
  EXPECT_THAT(refusal(std::string((1U << 20U) + 1, 'a')).sentence(), HasSubstr("1048577 bytes"));
}

TEST(Markdown, SettlesHostileTextsOfTheLargestSizeSoon) {
  for (const std::string piece :
       {"- ",  "> ",    "* ",         "[",      "](",        "![",      "*a ",
        "**a", "_a ",   "`",          "``a",    "<",         "<a ",     "&",
        "\\",  "|",     "a|",         "#",      "[a]: ",     "[a](<b",  "1. ",
        "a\n", "- a\n", "|a|\n|-|\n", "[a][",   "<!-- ",     "<?",      "***a_b",
        "\n",  " ",     "\t",         "- \n  ", "[x]: /u\n", "  - a\n", "https://a.example ",
        "=\n", "a\n=\n"}) {
    std::string text;
    while (text.size() + piece.size() <= (1U << 20U)) text += piece;
    const auto start = std::chrono::steady_clock::now();
    try {
      read(text);
    } catch (const base::Error&) {
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 10.0) << piece;
  }
}

class EscapeMarkdown : public testing::TestWithParam<std::string> {};

TEST_P(EscapeMarkdown, ReadsBackAsItselfInAParagraph) {
  const std::string expected = base::cleanLine(GetParam());
  const Document document = read(escapeMarkdown(GetParam()));
  const Paragraph& paragraph = only<Paragraph>(document);
  EXPECT_EQ(paragraph.runs, (Runs{{expected, false, false, "", false}}));
}

TEST_P(EscapeMarkdown, ReadsBackAsItselfInsideATableCellAndAListItem) {
  const std::string expected = base::cleanLine(GetParam());
  const std::string escaped = escapeMarkdown(GetParam());
  const Document cell = read("| a | b |\n|---|---|\n| " + escaped + " | x |\n");
  EXPECT_EQ(plain(only<Table>(cell).rows.at(0).at(0)), expected);
  EXPECT_EQ(plain(only<Table>(cell).rows.at(0).at(1)), "x");
  const Document item = read("- " + escaped + "\n- x\n");
  ASSERT_EQ(only<List>(item).items.size(), 2U);
  EXPECT_EQ(plain(std::get<Paragraph>(only<List>(item).items[0].blocks.at(0).content).runs),
            expected);
}

TEST_P(EscapeMarkdown, ReadsBackAsItselfAfterAnotherLineAndInsideBold) {
  const std::string expected = base::cleanLine(GetParam());
  const std::string escaped = escapeMarkdown(GetParam());
  const Document document = read("x\n" + escaped + "\n");
  EXPECT_EQ(plain(only<Paragraph>(document).runs), "x " + expected);
  const Document bold = read("a **(" + escaped + ")** b");
  EXPECT_EQ(plain(only<Paragraph>(bold).runs), "a (" + expected + ") b");
}

INSTANTIATE_TEST_SUITE_P(
    Lines, EscapeMarkdown,
    testing::Values("Cửa hàng An Nhiên", "1. x", "1) x", "# x", "### ", "#", "|", "| a | b |",
                    "\\|", "\\\\|", "a\\", "\\", "&amp; &#60; &copy;", "&",
                    "http://a.example/x_y_z?a=1&b=2#c", "https://a.example", "www.a.example",
                    "a@b.example", "<b>x</b>", "<https://a.example>", "<!-- x -->", "+ x", "- x",
                    "* x", "+", "-", "---", "***", "___", "===", "> x", "`x`", "``` x", "~~~ x",
                    "~~x~~", "[x](https://a.example)", "![x](y)", "[x]: /y", "[x]", "*x* _y_",
                    "**x**", "$x$", "a  b\t c", "  x ", "    code", "\tcode", "dòng một\ndòng hai",
                    "a\r\nb", "a  \nb", "a\\\nb", "{{party.name}}", "{{{x}}}", "😀 Shop 👍", "|---|",
                    ":-:", "|:-", "[ ] x", "[x] y", "\"x\"", "'x'", "x\xE2\x80\xAEy",
                    "\xEF\xBB\xBF x", "Ca\xCC\x81 x", std::string("a\0b", 3),
                    "100.000đ/cái (giảm 50%)", "a^b^ = c", "!", "![", "](", "*", "_",
                    "\xC2\xA0x\xC2\xA0", "\xE3\x80\x80x"));

TEST(EscapeMarkdownLine, HoldsForEverySequenceOfThreeSpecialCharacters) {
  const std::string special = "\\`*_{}[]()<>#+-.!|&~=\"':;/@1a \n";
  for (const char a : special)
    for (const char b : special)
      for (const char c : special) {
        const std::string line{a, b, c};
        const std::string expected = base::cleanLine(line);
        if (expected.empty()) continue;
        const Document document = read(escapeMarkdown(line));
        ASSERT_EQ(document.blocks.size(), 1U) << line;
        ASSERT_TRUE(std::holds_alternative<Paragraph>(document.blocks[0].content)) << line;
        ASSERT_EQ(plain(std::get<Paragraph>(document.blocks[0].content).runs), expected);
      }
}

TEST(EscapeMarkdownLine, GivesNothingForBlanksOnly) {
  EXPECT_EQ(escapeMarkdown(" \n\t "), "");
}

TEST(EscapeMarkdownLine, RefusesInvalidUtf8) {
  EXPECT_THROW(escapeMarkdown("a\xC3"), base::Error);
}

}  // namespace
}  // namespace thongbao::document
