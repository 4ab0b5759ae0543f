#include "plugin/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "plugin/columns.h"
#include "plugin/fields.h"
#include "support/temporary_folder.h"

namespace thongbao::plugin {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const char* const kSound = R"({
  "id": "cho_mau", "name": "Chợ Mẫu", "version": "1.2", "description": "d", "author": "a",
  "abi": {"major": 1, "minor": 0}, "services": ["thongbao.table/1"], "settings": ["key"],
  "required": [["name"], ["account_id", "url"]],
  "columns": [
    {"field": "account_id", "names": ["Mã sạp", "Shop ID"]}, {"field": "name"},
    {"field": "url", "description": "Đường dẫn của sạp."}]})";

/// kSound with one thing changed: an RFC 7386 merge patch.
std::string sound(const char* patch) {
  base::Json json = base::parseJson(kSound, "sound");
  json.merge_patch(base::parseJson(patch, "patch"));
  return json.dump();
}

/// The field and the sentence of the error.
std::string refusal(const std::string& text) {
  try {
    parseManifest(text, "m.json");
    return "none";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_EQ(error.place().file, "m.json");
    return error.place().field + ": " + error.sentence();
  }
}

TEST(Manifest, ReadsEveryKey) {
  const Manifest manifest = parseManifest(kSound, "m.json");
  EXPECT_EQ(manifest.id, "cho_mau");
  EXPECT_EQ(manifest.name, "Chợ Mẫu");
  EXPECT_EQ(manifest.version, "1.2");
  EXPECT_EQ(manifest.abiMajor, 1);
  EXPECT_EQ(manifest.abiMinor, 0);
  EXPECT_THAT(manifest.services, ElementsAre("thongbao.table/1"));
  EXPECT_THAT(manifest.settings, ElementsAre("key"));
  EXPECT_THAT(manifest.required,
              ElementsAre(ElementsAre("name"), ElementsAre("account_id", "url")));
  ASSERT_EQ(manifest.columns.size(), 3u);
  EXPECT_EQ(manifest.columns[2].description, "Đường dẫn của sạp.");
}

TEST(Manifest, PutsItsOwnHeadingsBeforeTheUsualOnesAndEachOnce) {
  const auto names = parseManifest(kSound, "m.json").columns[0].names;
  EXPECT_EQ(names[0], "Mã sạp");
  EXPECT_EQ(names[1], "Shop ID");
  EXPECT_EQ(names[2], "Mã gian hàng");
  EXPECT_EQ(std::count(names.begin(), names.end(), "Shop ID"), 1);
}

TEST(Manifest, CallsAColumnRequiredWhenNoOtherCanStandInForIt) {
  const auto columns = parseManifest(kSound, "m.json").columns;
  EXPECT_FALSE(columns[0].required);
  EXPECT_TRUE(columns[1].required);
}

TEST(Manifest, NamesTheMissingKey) {
  EXPECT_EQ(refusal(sound(R"({"version": null})")), "version: This key is missing.");
  EXPECT_EQ(refusal(sound(R"({"abi": {"minor": null}})")), "abi.minor: This key is missing.");
  EXPECT_EQ(refusal(sound(R"({"columns": [{}]})")), "columns[0].field: This key is missing.");
}

TEST(Manifest, NamesAnUnknownKey) {
  EXPECT_EQ(refusal(sound(R"({"colour": "red"})")), "colour: There is no such key.");
  EXPECT_EQ(refusal(sound(R"({"abi": {"patch": 1}})")), "abi.patch: There is no such key.");
  EXPECT_EQ(refusal(sound(R"({"columns": [{"field": "name", "nmaes": []}]})")),
            "columns[0].nmaes: There is no such key.");
}

TEST(Manifest, NamesAKeyOfAWrongKind) {
  EXPECT_THAT(refusal(sound(R"({"name": 7})")), HasSubstr("name: The value must be a text"));
  EXPECT_THAT(refusal(sound(R"({"name": ""})")), HasSubstr("name: The value must be a text"));
  EXPECT_THAT(refusal(sound(R"({"services": "table"})")),
              HasSubstr("services: The value must be a list"));
  EXPECT_THAT(refusal(sound(R"({"services": [1]})")),
              HasSubstr("services[0]: The value must be a text"));
  EXPECT_THAT(refusal(sound(R"({"abi": 1})")), HasSubstr("abi: The value must be an object"));
  EXPECT_THAT(refusal(sound(R"({"abi": {"major": -1}})")),
              HasSubstr("abi.major: The value must be a whole"));
  EXPECT_THAT(refusal("[]"), HasSubstr("The value must be an object"));
}

TEST(Manifest, RefusesAnIdThatIsNoFileName) {
  for (const char* id : {"../x", "A", "x", "1a", "a b", "a-b"}) {
    base::Json patch{{"id", id}};
    EXPECT_THAT(refusal(sound(patch.dump().c_str())), HasSubstr("id: Use 2 to 32")) << id;
  }
}

TEST(Manifest, RefusesFieldsThatDoNotExistOrStandTwice) {
  EXPECT_EQ(refusal(sound(R"({"columns": [{"field": "salary"}]})")),
            "columns[0].field: There is no field “salary”.");
  EXPECT_EQ(refusal(sound(R"({"columns": [{"field": "name"}, {"field": "name"}]})")),
            "columns[1]: The field “name” has two columns.");
  EXPECT_EQ(refusal(sound(R"({"required": [["phone"]]})")),
            "required[0]: The columns have no field “phone”.");
  EXPECT_EQ(refusal(sound(R"({"required": [[]]})")), "required[0]: This list must not be empty.");
}

TEST(Manifest, RefusesAHeadingThatStandsForTwoFields) {
  EXPECT_EQ(
      refusal(sound(
          R"({"columns": [{"field": "account_id"}, {"field": "name", "names": ["mã SHOP"]}, {"field": "url"}]})")),
      "columns[1]: The heading “mã SHOP” stands for both “account_id” and “name”.");
}

TEST(Manifest, RefusesAKeyThatStandsTwice) {
  EXPECT_THAT(refusal(R"({"id": "aa", "id": "bb"})"), HasSubstr("“id” stands twice"));
}

TEST(Fields, HaveHeadingsOfWhichNoneIsAmbiguous) {
  std::map<std::string, std::string> fieldOfKey;
  for (const Field& field : fields())
    for (const char* heading : field.usualHeadings) {
      EXPECT_TRUE(fieldOfKey.emplace(headingKey(heading), field.name).second) << heading;
    }
}

TEST(Fields, CompareHeadingsWithoutMarksCapitalsAndPunctuation) {
  EXPECT_EQ(headingKey("  Họ tên /\nTên tổ chức (*) "), "ho ten ten to chuc");
  EXPECT_EQ(headingKey("SỐ ĐIỆN THOẠI:"), headingKey("so dien thoai"));
  EXPECT_EQ(headingKey("shop_id"), headingKey("Shop ID"));
  EXPECT_EQ(headingKey("Đi\u0323a chi\u0309"), headingKey("Địa chỉ"));
  EXPECT_EQ(headingKey(" * "), "");
}

TEST(Columns, AreFoundInAnyOrderAndTheLeftOneWins) {
  const Manifest manifest = parseManifest(kSound, "m.json");
  EXPECT_THAT(fieldsOfHeadings(manifest, {"URL", "STT", "ten gian hang", "Link", "MÃ SẠP", ""}),
              ElementsAre("url", "", "name", "", "account_id", ""));
}

TEST(Columns, MissOneOfAGroupOnlyWhenAllOfItAreMissing) {
  const Manifest manifest = parseManifest(kSound, "m.json");
  EXPECT_NO_THROW(fieldsOfHeadings(manifest, {"Tên gian hàng", "URL"}));
  EXPECT_NO_THROW(fieldsOfHeadings(manifest, {"Tên gian hàng", "Mã sạp"}));
  try {
    fieldsOfHeadings(manifest, {"Tên gian hàng", "Điện thoại"});
    FAIL() << "nothing was thrown";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.sentence(),
              "The list has no column “Mã sạp”. Its columns are: Tên gian hàng, Điện thoại.");
    EXPECT_THAT(error.advice(), HasSubstr("Mã sạp, Shop ID, Mã gian hàng"));
    EXPECT_THAT(error.advice(), HasSubstr("Đường dẫn"));
  }
}

/// A folder with plugins that are there, broken or incomplete.
class Discovering : public testing::Test {
 protected:
  void put(const std::string& id, const char* patch = "{}", bool withLibrary = true) {
    base::Json json = base::parseJson(sound(patch), "m");
    if (json["id"] == "cho_mau") json["id"] = id;
    base::writeFile(folder_.path() / (id + ".json"), json.dump());
    if (withLibrary) base::writeFile(folder_.path() / (id + ".so"), "library");
  }
  std::vector<std::filesystem::path> folders() const { return {folder_.path()}; }

  test::TemporaryFolder folder_;
};

TEST_F(Discovering, FindsPluginsById) {
  put("bb");
  put("aa");
  const Discovery found = discover(folders());
  EXPECT_THAT(found.problems, IsEmpty());
  ASSERT_EQ(found.plugins.size(), 2u);
  EXPECT_EQ(found.plugins[0].id, "aa");
  EXPECT_EQ(found.plugins[0].library, folder_.path() / "aa.so");
}

TEST_F(Discovering, TellsBrokenOnesBesideTheGoodOnes) {
  put("good");
  put("other_abi", R"({"abi": {"major": 2}})");
  put("other_service", R"({"services": ["thongbao.http/1"]})");
  put("other_id", R"({"id": "elsewhere"})");
  put("no_library", "{}", false);
  base::writeFile(folder_.path() / "no_json.json", "{");
  const Discovery found = discover(folders());
  ASSERT_EQ(found.plugins.size(), 1u);
  EXPECT_THAT(found.problems,
              ElementsAre(HasSubstr("not valid JSON"), HasSubstr("no_library.so is missing"),
                          HasSubstr("version 2"), HasSubstr("“elsewhere” is not the file's name"),
                          HasSubstr("asks for “thongbao.http/1”")));
}

TEST_F(Discovering, RefusesALibraryThatEverybodyMayOverwrite) {
  put("open_to_all");
  std::filesystem::permissions(folder_.path() / "open_to_all.so",
                               std::filesystem::perms::others_write,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(discover(folders()).problems, ElementsAre(HasSubstr("chmod o-w")));
}

TEST_F(Discovering, LetsTheEarlierFolderWin) {
  put("aa", R"({"version": "1"})");
  test::TemporaryFolder later;
  std::filesystem::copy(folder_.path() / "aa.so", later.path() / "aa.so");
  base::Json json = base::parseJson(sound(R"({"version": "2", "id": "aa"})"), "m");
  base::writeFile(later.path() / "aa.json", json.dump());
  EXPECT_EQ(discover({folder_.path(), later.path()}).plugins[0].version, "1");
  EXPECT_EQ(findPlugin({later.path(), folder_.path()}, "aa").version, "2");
}

TEST_F(Discovering, ListsTheIdsThereAreWhenOneIsNot) {
  put("aa");
  put("bb");
  for (const char* id : {"cc", "../aa", ""}) try {
      findPlugin(folders(), id);
      FAIL() << "nothing was thrown for " << id;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::notFound);
      EXPECT_EQ(error.advice(), "These are there: aa, bb.");
    }
}

TEST_F(Discovering, TakesAFolderThatIsNotThereAsEmpty) {
  EXPECT_THAT(discover({folder_.path() / "none"}).plugins, IsEmpty());
}

}  // namespace
}  // namespace thongbao::plugin
