#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "pdf/pdf_file.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

/// The structure that screen readers follow (ISO 32000-1, 14.7 and 14.8), and that all of the page
/// belongs to it or is an artifact.
namespace thongbao::pdf {
namespace {

using samples::runs;

using Place = std::pair<std::string, int>;  ///< a page's reference, and a marked content's number

/// A notice of several pages with every kind of block.
document::Document bodyOfAllKinds() {
  document::Document body = samples::body();
  body.blocks.push_back({document::Heading{1, runs("Mục 1")}});
  body.blocks.push_back({document::Heading{3, runs("Điều 2")}});
  document::List inner{true, 1, {}};
  inner.items.push_back({{samples::paragraph("Việc nhỏ")}});
  document::List list{false, 1, {}};
  list.items.push_back({{samples::paragraph("Việc lớn"), {inner}}});
  body.blocks.push_back({list});
  document::Table table{{runs("STT"), runs("Tên gian hàng")}, {}, {}};
  for (int i = 1; i <= 80; ++i)
    table.rows.push_back({runs(std::to_string(i)), runs(i % 3 ? "Gian hàng" : "")});
  body.blocks.push_back({table});
  body.blocks.push_back(samples::paragraph("Tên שלום ☎ Ω hết"));
  return body;
}

class Tags : public ::testing::Test {
 protected:
  Tags() { walk(file_.at(file_.catalog(), {"/StructTreeRoot", "/K"}), "", "", 0); }

  /// Notes the element and those below it. `parent` is its parent's type.
  void walk(const Json& kids, const std::string& parent, const std::string& inherited, int depth) {
    ASSERT_LT(depth, 60);
    if (kids.is_array()) {
      for (const Json& kid : kids) walk(kid, parent, inherited, depth);
      return;
    }
    if (kids.is_number()) {
      places_.emplace(Place(inherited, kids.get<int>()), parent);
      ++claims_[Place(inherited, kids.get<int>())];
      return;
    }
    const Json element = file_.resolved(kids);
    const std::string page = element.value("/Pg", inherited);
    if (element.value("/Type", "") == "/MCR") {
      walk(element["/MCID"], parent, page, depth + 1);
      return;
    }
    const std::string type = element.value("/S", "");
    ++types_[type];
    ++pairs_[parent + " " + type];
    elements_.push_back(element);
    if (element.contains("/K")) walk(element["/K"], type, page, depth + 1);
  }

  PdfFile file_{Renderer().render(samples::notice(), bodyOfAllKinds()).bytes};
  std::map<std::string, int> types_;     ///< how many elements of each type
  std::map<std::string, int> pairs_;     ///< `/L /LI`: types of parent and child
  std::map<Place, std::string> places_;  ///< the type of the element that a content belongs to
  std::map<Place, int> claims_;          ///< how many elements claim it
  std::vector<Json> elements_;
};

TEST_F(Tags, AreAnnounced) {
  EXPECT_EQ(file_.at(file_.catalog(), {"/MarkInfo", "/Marked"}), true);
  EXPECT_EQ(file_.at(file_.catalog(), {"/StructTreeRoot", "/Type"}), "/StructTreeRoot");
}

TEST_F(Tags, NameTheKindsOfContent) {
  EXPECT_EQ(types_["/Document"], 1);
  EXPECT_EQ(types_["/H1"], 1) << "the notice's own title";
  for (const char* type : {"/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/LBody"})
    EXPECT_GT(types_[type], 0) << type;
  const std::set<std::string> standard = {
      "/Document", "/Part",  "/Sect", "/Div", "/P",  "/H1",   "/H2",    "/H3",
      "/H4",       "/H5",    "/H6",   "/L",   "/LI", "/Lbl",  "/LBody", "/Table",
      "/THead",    "/TBody", "/TR",   "/TH",  "/TD", "/Span", "/Link",  "/Figure"};
  for (const auto& [type, count] : types_) EXPECT_TRUE(standard.count(type)) << type << count;
}

TEST_F(Tags, NestAsTheStandardSays) {
  const std::map<std::string, std::string> parents = {
      {"/LI", "/L"},        {"/Lbl", "/LI"},
      {"/LBody", "/LI"},    {"/TR", "/Table|/THead|/TBody"},
      {"/THead", "/Table"}, {"/TBody", "/Table"},
      {"/TH", "/TR"},       {"/TD", "/TR"}};
  for (const auto& [pair, count] : pairs_) {
    const auto blank = pair.find(' ');
    const auto wanted = parents.find(pair.substr(blank + 1));
    if (wanted == parents.end()) continue;
    EXPECT_TRUE(std::regex_match(pair.substr(0, blank), std::regex(wanted->second))) << pair;
  }
  EXPECT_EQ(pairs_["/LBody /L"] + pairs_["/LI /L"], 1) << "the list in an item";
}

TEST_F(Tags, CountEachRowAndCellOnceHoweverOftenTheHeadingIsRepeated) {
  EXPECT_EQ(types_["/Table"], 2);
  EXPECT_EQ(types_["/TR"], 5 + 81);
  EXPECT_EQ(types_["/TH"], 4 + 2);
  EXPECT_EQ(types_["/TD"], 4 * 4 + 2 * 80) << "empty cells too";
}

TEST_F(Tags, DescribeTheirPictures) {
  for (const Json& element : elements_)
    if (element.value("/S", "") == "/Figure") {
      EXPECT_FALSE(textOfString(element.value("/Alt", Json(""))).empty());
    }
}

TEST_F(Tags, KnowTheirParents) {
  for (const Json& element : elements_) {
    const Json parent = file_.resolved(element.value("/P", Json()));
    ASSERT_TRUE(parent.is_object());
    EXPECT_TRUE(parent.contains("/K"));
  }
}

/// The marked contents of one page, and what is drawn outside any.
struct Marked {
  std::map<int, int> uses;         ///< of each number
  std::vector<std::string> loose;  ///< operators that draw outside
  int artifacts = 0;
  int depth = 0;
};

Marked markedOf(const std::string& content) {
  const std::set<std::string> draws = {"Tj", "TJ", "'",  "\"", "S",  "s",  "f",  "F",
                                       "f*", "B",  "B*", "b",  "b*", "Do", "sh", "EI"};
  Marked found;
  std::smatch number;
  for (const Operator& one : operatorsOf(content)) {
    if (one.name == "BDC" || one.name == "BMC") {
      ++found.depth;
      if (one.operands.at(0) == "/Artifact")
        ++found.artifacts;
      else if (one.operands.size() == 2 &&
               std::regex_search(one.operands[1], number, std::regex("/MCID ([0-9]+)")))
        ++found.uses[std::stoi(number[1])];
    } else if (one.name == "EMC") {
      --found.depth;
    } else if (draws.count(one.name) && found.depth == 0) {
      found.loose.push_back(one.name);
    }
  }
  return found;
}

TEST_F(Tags, CoverAllThatIsDrawnOrItIsAnArtifact) {
  ASSERT_GE(file_.pages().size(), 3U);
  for (std::size_t page = 0; page < file_.pages().size(); ++page) {
    const Marked marked = markedOf(file_.content(page));
    EXPECT_EQ(marked.loose, std::vector<std::string>()) << "page " << page + 1;
    EXPECT_EQ(marked.depth, 0);
    EXPECT_GT(marked.artifacts, 0) << "rules, page numbers";
    EXPECT_FALSE(marked.uses.empty());
  }
}

TEST_F(Tags, BelongToOneContentEachAndTheOtherWayRound) {
  std::map<Place, int> drawn;
  for (std::size_t page = 0; page < file_.pages().size(); ++page)
    for (const auto& [number, uses] : markedOf(file_.content(page)).uses)
      drawn[Place(file_.pages()[page], number)] = uses;
  for (const auto& [place, uses] : drawn) {
    EXPECT_EQ(uses, 1) << place.first << ", MCID " << place.second;
    EXPECT_EQ(claims_[place], 1) << place.first << ", MCID " << place.second;
  }
  for (const auto& [place, count] : claims_)
    EXPECT_TRUE(drawn.count(place)) << place.first << ", MCID " << place.second;
}

/// The pairs of a number tree, with what its branches hold.
void addNumbers(const PdfFile& file, const Json& node, std::map<int, Json>& numbers) {
  const Json tree = file.resolved(node);
  for (const Json& kid : file.resolved(tree.value("/Kids", Json::array())))
    addNumbers(file, kid, numbers);
  const Json pairs = file.resolved(tree.value("/Nums", Json::array()));
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
    numbers[pairs[i].get<int>()] = file.resolved(pairs[i + 1]);
}

TEST_F(Tags, AreFoundFromThePageByTheParentTree) {
  std::map<int, Json> numbers;
  addNumbers(file_, file_.at(file_.catalog(), {"/StructTreeRoot"}).value("/ParentTree", Json()),
             numbers);
  std::set<int> seen;
  for (const std::string& page : file_.pages()) {
    const Json number = file_.at(page, {"/StructParents"});
    ASSERT_TRUE(number.is_number()) << page;
    EXPECT_TRUE(seen.insert(number.get<int>()).second) << "each page has its own";
    const Json& elements = numbers[number.get<int>()];
    for (const auto& [place, type] : places_) {
      if (place.first != page) continue;
      ASSERT_LT(static_cast<std::size_t>(place.second), elements.size());
      EXPECT_EQ(file_.at(elements[static_cast<std::size_t>(place.second)], {"/S"}), type);
    }
  }
}

}  // namespace
}  // namespace thongbao::pdf
