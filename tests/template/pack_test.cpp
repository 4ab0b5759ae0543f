#include "template/pack.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "support/temporary_folder.h"

namespace thongbao::tmpl {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Json manifest() {
  return {{"version", "1"},
          {"kind", "notice"},
          {"description", "Nhắc người bán"},
          {"title", "THÔNG BÁO"},
          {"summary", "Về việc bán hàng của {{party.name}}"},
          {"subject", "Thông báo gửi {{party.name}}"},
          {"numbering", "each"},
          {"legal_basis", {"122/2025/QH15"}},
          {"provisions",
           {{{"instrument", "122/2025/QH15"}, {"article", "Điều 11"}},
            {{"instrument", "98/2020/NĐ-CP"}, {"article", ""}}}}};
}

/// A templates folder with `notice/shop`, whose files a test may spoil.
class Folder {
 public:
  Folder() {
    keep(manifest());
    body("Kính gửi {{party.name}}, theo Nghị định số 98/2020/NĐ-CP.\n");
  }
  void keep(const Json& json) { files_.write("notice/shop/template.json", json.dump()); }
  void body(const std::string& text) { files_.write("notice/shop/body.md", text); }
  std::filesystem::path path() const { return files_.path(); }
  const test::TemporaryFolder& files() const { return files_; }

  Pack read() const { return readPack(path() / "notice" / "shop"); }
  base::Error refusal() const {
    try {
      read();
    } catch (const base::Error& error) {
      return error;
    }
    ADD_FAILURE() << "was not refused";
    return {base::Code::defect, ""};
  }

 private:
  test::TemporaryFolder files_;
};

std::string inBrackets(std::string_view value) {
  return "[" + std::string(value) + "]";
}

TEST(Pack, ReadsEveryKey) {
  const Folder folder;
  const Pack pack = folder.read();
  EXPECT_EQ(pack.kind, Kind::notice);
  EXPECT_EQ(pack.name, "notice/shop");
  EXPECT_EQ(pack.version, "1");
  EXPECT_EQ(pack.description, "Nhắc người bán");
  EXPECT_EQ(pack.title, "THÔNG BÁO");
  EXPECT_EQ(pack.numbering, Numbering::each);
  EXPECT_THAT(pack.legalBasis, ElementsAre("122/2025/QH15"));
  EXPECT_THAT(pack.provisions, ElementsAre(domain::Provision{"122/2025/QH15", "Điều 11"},
                                           domain::Provision{"98/2020/NĐ-CP", ""}));
  EXPECT_THAT(pack.body.fields(), ElementsAre("party.name"));
}

TEST(Pack, KnowsItsNameBehindATrailingSlash) {
  const Folder folder;
  EXPECT_EQ(readPack(folder.path() / "notice" / "shop" / "").name, "notice/shop");
}

TEST(Pack, FillsSummaryAndSubjectAsLinesAndTheBodyAsMarkdown) {
  const Folder folder;
  const Json data{{"party", {{"name", " An\nNhiên\xE2\x80\xAE "}}}};
  const Filled filled = fill(folder.read(), data, inBrackets);
  EXPECT_EQ(filled.summary, "Về việc bán hàng của An Nhiên");
  EXPECT_EQ(filled.subject, "Thông báo gửi An Nhiên");
  EXPECT_EQ(filled.body, "Kính gửi [ An\nNhiên\xE2\x80\xAE ], theo Nghị định số 98/2020/NĐ-CP.\n");
}

TEST(Pack, RefusesDataWithoutAFieldNamingTheText) {
  Folder folder;
  folder.body("Xin chào");
  try {
    fill(folder.read(), {{"party", Json::object()}}, inBrackets);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.place().file, HasSubstr("notice/shop/template.json, summary"));
    EXPECT_EQ(error.place().column, 22U);
  }
}

TEST(Pack, RefusesAMissingAndAnUnknownKeyByItsPath) {
  for (const char* key : {"version", "kind", "description", "title", "summary", "subject",
                          "numbering", "legal_basis", "provisions"}) {
    Folder folder;
    Json json = manifest();
    json.erase(key);
    folder.keep(json);
    EXPECT_EQ(folder.refusal().place().field, key);
    EXPECT_THAT(folder.refusal().place().file, HasSubstr("template.json"));
  }
  Folder folder;
  Json json = manifest();
  json["provisions"][1]["clause"] = "1";
  folder.keep(json);
  EXPECT_EQ(folder.refusal().place().field, "provisions[1].clause");
  json["provisions"][1].erase("clause");
  json["provisions"][1].erase("article");
  folder.keep(json);
  EXPECT_EQ(folder.refusal().place().field, "provisions[1].article");
  json = manifest();
  json["colour"] = "red";
  folder.keep(json);
  EXPECT_EQ(folder.refusal().place().field, "colour");
}

TEST(Pack, RefusesAValueOfTheWrongFormByItsPath) {
  const std::vector<std::pair<std::string, Json>> wrong{
      {"/version", 1},
      {"/version", ""},
      {"/title", " \n"},
      {"/kind", "letter"},
      {"/numbering", "twice"},
      {"/legal_basis", "122/2025/QH15"},
      {"/legal_basis/0", 5},
      {"/provisions", Json::object()},
      {"/provisions/0", "x"},
      {"/provisions/0/instrument", ""},
      {"/provisions/0/article", nullptr},
  };
  const std::vector<std::string> paths{"version",
                                       "version",
                                       "title",
                                       "kind",
                                       "numbering",
                                       "legal_basis",
                                       "legal_basis[0]",
                                       "provisions",
                                       "provisions[0]",
                                       "provisions[0].instrument",
                                       "provisions[0].article"};
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    Folder folder;
    Json json = manifest();
    json[Json::json_pointer(wrong[i].first)] = wrong[i].second;
    folder.keep(json);
    EXPECT_EQ(folder.refusal().place().field, paths[i]);
    EXPECT_EQ(folder.refusal().code(), base::Code::badInput);
  }
}

TEST(Pack, RefusesAKindThatIsNotItsFolders) {
  Folder folder;
  Json json = manifest();
  json["kind"] = "mailing";
  folder.keep(json);
  EXPECT_EQ(folder.refusal().place().field, "kind");
  EXPECT_THAT(folder.refusal().sentence(), HasSubstr("“mailing”"));
}

TEST(Pack, RefusesALegalBasisThatTheProvisionsDoNotDeclare) {
  Folder folder;
  Json json = manifest();
  json["legal_basis"].push_back("91/2025/QH15");
  folder.keep(json);
  EXPECT_EQ(folder.refusal().place().field, "legal_basis[1]");
  EXPECT_THAT(folder.refusal().sentence(), HasSubstr("91/2025/QH15"));
}

TEST(Pack, RefusesACitationInTheBodyThatIsNotDeclared) {
  Folder folder;
  folder.body("\xEF\xBB\xBFXin chào.\r\n\r\nTheo Nghị định số 52/2013/NĐ-CP về\r\n");
  const base::Error error = folder.refusal();
  EXPECT_THAT(error.sentence(), HasSubstr("“52/2013/NĐ-CP”"));
  EXPECT_THAT(error.place().file, HasSubstr("body.md"));
  EXPECT_EQ(error.place().line, 3U);
  EXPECT_EQ(error.place().column, 19U);
}

TEST(Pack, FindsUndeclaredCitationsOfEverySymbol) {
  for (const std::string number :
       {"36/2005/QH11", "22/2021/TT-BCT", "10/2020/QĐ-TTg", "1/2022/TTLT-BCT-BTC",
        "7/2021/UBTVQH14", "98/2020/NĐ", "98/2020/NĐ-CPX", "198/2020/NĐ-CP", "202/2025/NQ-QH"}) {
    Folder folder;
    folder.body("(số " + number + ").");
    EXPECT_THAT(folder.refusal().sentence(), HasSubstr("“" + number + "”"));
  }
}

TEST(Pack, TakesOtherNumbersForNoCitation) {
  Folder folder;
  folder.body(
      "24/11/2026, 5/2026, 12/2026/tin-tuc, 98/20201/NĐ-CP, 98/2020/-CP, /2020/NĐ-CP, 1/2020/A\n");
  EXPECT_EQ(folder.read().name, "notice/shop");
}

TEST(Pack, RefusesAnUndeclaredCitationInEveryOtherText) {
  for (const char* key : {"title", "summary", "subject"}) {
    Folder folder;
    Json json = manifest();
    json[key] = "Theo 52/2013/NĐ-CP";
    folder.keep(json);
    EXPECT_EQ(folder.refusal().place().field, key);
  }
}

TEST(Pack, PutsTextsIntoNfc) {
  Folder folder;
  folder.body("Ca\xCC\x81 nha\xCC\x82n\r\n");
  Json json = manifest();
  json["title"] = "THO\xCC\x82NG BA\xCC\x81O";
  folder.keep(json);
  EXPECT_EQ(fill(folder.read(), {{"party", {{"name", ""}}}}, inBrackets).body, "Cá nhân\n");
  EXPECT_EQ(folder.read().title, "THÔNG BÁO");
}

TEST(Pack, TellsWhatIsWrongWithATextInItsFile) {
  Folder folder;
  folder.body("một\n{{{party.name}}}");
  EXPECT_THAT(folder.refusal().place().file, HasSubstr("notice/shop/body.md"));
  EXPECT_EQ(folder.refusal().place().line, 2U);
  folder.body("một\n\xFF");
  EXPECT_EQ(folder.refusal().place().line, 2U);
  EXPECT_THAT(folder.refusal().sentence(), HasSubstr("UTF-8"));
  folder.body(std::string(1U << 20U, '1'));
  EXPECT_EQ(folder.refusal().code(), base::Code::badInput);
}

TEST(Pack, ReadsALongLineOfDigitsWithoutHarm) {
  Folder folder;
  folder.body(std::string(200000, '1') + "/" + std::string(50000, '2'));
  EXPECT_EQ(folder.read().name, "notice/shop");
}

TEST(Pack, RefusesBrokenJson) {
  const Folder folder;
  folder.files().write("notice/shop/template.json", "{\"version\": ");
  EXPECT_EQ(folder.refusal().place().line, 1U);
  folder.files().write("notice/shop/template.json", "[]");
  EXPECT_EQ(folder.refusal().code(), base::Code::badInput);
}

TEST(Pack, TellsAMissingFile) {
  const test::TemporaryFolder files;
  files.write("notice/empty/template.json", manifest().dump());
  try {
    readPack(files.path() / "notice" / "empty");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::notFound);
  }
}

TEST(PackNames, AreSortedAndLeaveOutWhatIsNoPack) {
  const test::TemporaryFolder files;
  for (const char* file : {"notice/b/body.md", "notice/a/body.md", "mailing/z/body.md",
                           "law/catalogue.json", "notice/README.md", "notice/.hidden/body.md"})
    files.write(file, "");
  EXPECT_THAT(packNames(files.path()), ElementsAre("mailing/z", "notice/a", "notice/b"));
  EXPECT_THAT(packNames(files.path() / "none"), IsEmpty());
}

TEST(FindPack, FindsByNameAndListsTheNamesThereAre) {
  const Folder folder;
  EXPECT_EQ(findPack(folder.path(), "notice/shop").title, "THÔNG BÁO");
  for (const char* name : {"notice/other", "", "shop", "../notice/shop", "notice/../notice/shop"})
    try {
      findPack(folder.path(), name);
      ADD_FAILURE() << name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::notFound);
      EXPECT_THAT(error.advice(), HasSubstr("notice/shop"));
    }
}

}  // namespace
}  // namespace thongbao::tmpl
